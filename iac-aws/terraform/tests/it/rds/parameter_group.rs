//! Settings.

use crate::support::{diagnostics, module};
use serde_json::{Value, json};

/// RDS refuses to apply a static parameter at once.
#[test]
fn parameters() {
    let group = |kind: &str, family: &str, parameters: Value| json!({ "Type": kind, "Properties": { "Description": "Settings", "Family": family, "Parameters": parameters } });
    let template = json!({
        "Parameters": { "Slow": { "Type": "String", "Default": "yes" } },
        "Conditions": { "LogSlow": { "Fn::Equals": [{ "Ref": "Slow" }, "yes"] } },
        "Resources": {
            "Settings": group("AWS::RDS::DBParameterGroup", "postgres16", json!({
                "rds.force_ssl": "1", "shared_buffers": "131072", "work_mem": "4096", "cron.database_name": "app",
            })),
            "Maybe": group("AWS::RDS::DBParameterGroup", "postgres16", json!({
                "log_min_duration_statement": { "Fn::If": ["LogSlow", "2000", { "Ref": "AWS::NoValue" }] },
            })),
            "Other": group("AWS::RDS::DBClusterParameterGroup", "aurora-mysql8.0", json!({ "time_zone": "UTC" })),
        },
    });
    let module = module(template.clone());
    let parameter =
        |name: &str, value: &str, method: &str| json!({ "name": name, "value": value, "apply_method": method });
    assert_eq!(
        module["resource"]["aws_db_parameter_group"]["settings"],
        json!({
            "name_prefix": "${var.stack_name}-settings-", "description": "Settings", "family": "postgres16",
            "parameter": [
                parameter("cron.database_name", "app", "pending-reboot"),
                parameter("rds.force_ssl", "1", "immediate"),
                parameter("shared_buffers", "131072", "pending-reboot"),
                parameter("work_mem", "4096", "immediate"),
            ],
            "lifecycle": { "create_before_destroy": true },
        })
    );
    assert_eq!(
        module["resource"]["aws_db_parameter_group"]["maybe"]["dynamic"]["parameter"],
        json!([{
            "for_each": "${local.log_slow ? [true] : []}",
            "content": parameter("log_min_duration_statement", "2000", "immediate"),
        }])
    );
    assert_eq!(
        module["resource"]["aws_rds_cluster_parameter_group"]["other"]["parameter"],
        json!([parameter("time_zone", "UTC", "pending-reboot")])
    );
    let notes: Vec<String> = diagnostics(template).into_iter().map(|note| note.message).collect();
    assert!(notes.iter().any(|note| note.contains("`cron.database_name`, `shared_buffers` takes effect")), "{notes:?}");
}
