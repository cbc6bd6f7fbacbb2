//! What RDS tells about a database.

use super::{Notice, any_of};
use crate::Severity;
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::monitoring::EventPattern;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// By RDS's own categories; backups, of which it tells every day, are left out.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html>
pub(super) fn notices(database: &RdsInstanceHandle) -> Vec<Notice> {
    let of = |id, severity, categories| Notice {
        id,
        severity,
        pattern: pattern(database, categories),
        parts: &[("database", "$.detail.SourceIdentifier"), ("message", "$.detail.Message")],
        sentence: "Database <database>: <message>",
    };
    vec![
        of("DatabaseInDanger", Severity::Critical, any_of(["failure", "low storage", "deletion"])),
        of("DatabaseDisturbed", Severity::Warning, any_of(["availability", "failover", "recovery"])),
        of(
            "DatabaseChanged",
            Severity::Info,
            any_of(["configuration change", "maintenance", "notification", "restoration", "security patching"]),
        ),
    ]
}

fn pattern(database: &RdsInstanceHandle, categories: Value) -> EventPattern {
    let id = IntoVal::<Str>::into_value(database.instance.ref_());
    EventPattern::source("aws.rds")
        .detail_type("RDS DB Instance Event")
        .detail(Value::map([("EventCategories", categories), ("SourceIdentifier", Value::List(vec![id]))]))
}
