//! Variables, conditions, outputs, regions.

use super::{Fault, edit, lose, put, set};
use serde_json::json;

pub(crate) const FAULTS: &[Fault] = &[
    Fault("a subscription whatever is given", "trial", "AlarmsEmail", |document| {
        lose(document, "aws_sns_topic_subscription.alarms_email/count");
    }),
    Fault("a subscription where none is wanted", "trial", "AlarmsEmail", |document| {
        set(document, "aws_sns_topic_subscription.alarms_email/count", "${local.has_alarm_email ? 0 : 1}");
    }),
    Fault("another condition", "trial", "AlarmsEmail", |document| {
        set(document, "aws_sns_topic_subscription.alarms_email/count", "${local.has_domain ? 1 : 0}");
    }),
    Fault("a condition the wrong way round", "trial", "HasAlarmEmail", |document| {
        edit(document, "/locals/has_alarm_email", "!=", "==");
    }),
    Fault("one of two is enough", "trial", "HasDomain", |document| {
        edit(document, "/locals/has_domain", "&&", "||");
    }),
    Fault("a value of a mapping", "trial", "Sizes", |document| {
        set(document, "/locals/sizes/Small/Cpu", "256");
    }),
    Fault("a row of a mapping is lost", "trial", "Zones", |document| {
        lose(document, "/locals/zones/eu-west-3");
    }),
    Fault("another default", "trial", "Size", |document| set(document, "/variable/size/default", "Large")),
    Fault("no default", "trial", "KeepDatabaseBackups", |document| {
        lose(document, "/variable/keep_database_backups/default");
    }),
    Fault("a default where none is", "trial", "AllowedCidr", |document| {
        put(document, "/variable/allowed_cidr/default", "0.0.0.0/0");
    }),
    Fault("another type", "trial", "DomainName", |document| set(document, "/variable/domain_name/type", "any")),
    Fault("a value more", "trial", "Size", |document| {
        edit(document, "/variable/size/validation/condition", "\"Large\"", "\"Large\", \"Huge\"");
    }),
    Fault("the opposite is valid", "trial", "Size", |document| {
        edit(document, "/variable/size/validation/condition", "contains", "!contains");
    }),
    Fault("no pattern", "trial", "AllowedCidr", |document| {
        lose(document, "/variable/allowed_cidr/validation");
    }),
    Fault("another pattern", "prod", "AlarmEmail", |document| {
        edit(document, "/variable/alarm_email/validation/condition", "[^@", "[@");
    }),
    Fault("the pattern of another variable", "prod", "AlarmEmail", |document| {
        edit(document, "/variable/alarm_email/validation/condition", "var.alarm_email", "var.hosted_zone_id");
    }),
    Fault("a rule is lost", "trial", "OwnDomain", |document| {
        lose(document, "/variable/domain_name/validation/1");
    }),
    Fault("a rule says another thing", "trial", "OwnDomain", |document| {
        let condition = "/variable/domain_name/validation/1/condition";
        edit(document, condition, "(var.domain_name != \"\" &&", "(var.domain_name == \"\" &&");
    }),
    Fault("a variable more", "prod", "other", |document| put(document, "/variable/other", json!({"type": "string"}))),
    Fault("an output is lost", "prod", "AuditBucket", |document| {
        lose(document, "/output/audit_bucket");
    }),
    Fault("an output of another thing", "prod", "ServiceName", |document| {
        edit(document, "/output/service_name/value", ".name", ".arn");
    }),
    Fault("an output more", "prod", "password", |document| {
        put(document, "/output/password", json!({"value": "secret"}));
    }),
    Fault("another region", "prod", "Key", |document| {
        let first = lose(document, "/provider/aws");
        put(document, "/provider/aws", json!([first, {"alias": "us_east_1", "region": "us-east-1"}]));
        put(document, "aws_kms_key.key/provider", "aws.us_east_1");
    }),
    Fault("the provider is in a region of its own", "prod", "provider", |document| {
        set(document, "/provider/aws/region", "us-east-1");
    }),
    Fault("zones that need consent", "prod", "NetworkPublic1", |document| {
        lose(document, "/data/aws_availability_zones/available/filter");
    }),
    Fault("a module more", "prod", "module", |document| {
        put(document, "/module", json!({"other": {"source": "./other"}}));
    }),
];
