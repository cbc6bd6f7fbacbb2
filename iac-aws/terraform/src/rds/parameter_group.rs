//! Settings of databases.

use crate::prelude::*;

pub(super) const PARAMETER_GROUP: ResourceMap =
    ResourceMap::new("AWS::RDS::DBParameterGroup", "aws_db_parameter_group")
        .reference("name")
        .attributes(&[("DBParameterGroupArn", "arn"), ("DBParameterGroupName", "name")])
        .name(Name::Prefix("name_prefix", "name", 255))
        .retain(Retain::Attribute("skip_destroy"))
        .replace_first()
        .properties(&[("DBParameterGroupName", To::Attribute("name")), ("Parameters", To::By(parameters))]);

pub(super) const CLUSTER_PARAMETER_GROUP: ResourceMap =
    ResourceMap::new("AWS::RDS::DBClusterParameterGroup", "aws_rds_cluster_parameter_group")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 255))
        .replace_first()
        .properties(&[("DBClusterParameterGroupName", To::Attribute("name")), ("Parameters", To::By(parameters))]);

/// RDS refuses to apply a static parameter at once, which is the provider's default; a reboot applies any.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html>
fn parameters<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let family = s.property("Family").and_then(Value::as_str).unwrap_or_default();
    let postgres = family.starts_with("postgres") || family.starts_with("aurora-postgresql");
    let mut waiting = Vec::new();
    s.each(&field.value, &mut |s, group| {
        let Value::Map(parameters) = group else {
            return s.error(
                "terraform",
                "the parameters are known only when it is deployed",
                "write them as an object",
            );
        };
        for parameter in parameters {
            let at_once = postgres && is_dynamic(&parameter.name);
            s.each(&parameter.value, &mut |s, value| {
                let value = s.term(value);
                let method = if at_once { "immediate" } else { "pending-reboot" };
                let name = Term::from(&parameter.name);
                s.block("parameter", vec![("name", name), ("value", value), ("apply_method", method.into())]);
            });
            if !at_once {
                waiting.push(format!("`{}`", parameter.name));
            }
        }
    });
    if !waiting.is_empty() {
        let names = waiting.join(", ");
        s.note(format!("a change of {names} takes effect when the database is rebooted, which Terraform does not do"));
    }
}

/// Whether PostgreSQL takes a new value while it runs. Of what extensions and RDS add, whose names have a point, only
/// what is certain.
/// Source: <https://www.postgresql.org/docs/current/view-pg-settings.html>, the context `postmaster`
fn is_dynamic(name: &str) -> bool {
    match name.contains('.') {
        true => ["pg_stat_statements.track", "rds.force_ssl", "rds.log_retention_period"].contains(&name),
        false => !STATIC.contains(&name),
    }
}

const STATIC: &[&str] = &[
    "archive_mode",
    "autovacuum_freeze_max_age",
    "autovacuum_max_workers",
    "autovacuum_multixact_freeze_max_age",
    "autovacuum_worker_slots",
    "commit_timestamp_buffers",
    "hot_standby",
    "huge_page_size",
    "huge_pages",
    "io_max_combine_limit",
    "io_max_concurrency",
    "io_method",
    "jit_provider",
    "listen_addresses",
    "logging_collector",
    "max_active_replication_origins",
    "max_connections",
    "max_files_per_process",
    "max_locks_per_transaction",
    "max_logical_replication_workers",
    "max_notify_queue_pages",
    "max_pred_locks_per_transaction",
    "max_prepared_transactions",
    "max_replication_slots",
    "max_wal_senders",
    "max_worker_processes",
    "min_dynamic_shared_memory",
    "multixact_member_buffers",
    "multixact_offset_buffers",
    "notify_buffers",
    "old_snapshot_threshold",
    "port",
    "reserved_connections",
    "serializable_buffers",
    "shared_buffers",
    "shared_memory_type",
    "shared_preload_libraries",
    "ssl",
    "subtransaction_buffers",
    "superuser_reserved_connections",
    "track_activity_query_size",
    "track_commit_timestamp",
    "transaction_buffers",
    "wal_buffers",
    "wal_decode_buffer_size",
    "wal_level",
    "wal_log_hints",
];
