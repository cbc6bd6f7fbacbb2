//! Figures of the operating system, and logs.

use crate::common::{codes, resources, suppressed};
use crate::{database, postgres};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn enhanced_monitoring_brings_a_role_for_this_instance_only() {
    let resources =
        database(OnDelete::Delete, |instance| instance.identifier("orders").enhanced_monitoring(seconds(60)));
    assert_eq!(resources["Database"]["Properties"]["MonitoringInterval"], 60);
    let role = json!({"Fn::GetAtt": ["DatabaseMonitoringRole", "Arn"]});
    assert_eq!(resources["Database"]["Properties"]["MonitoringRoleArn"], role);
    let instance = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:orders";
    let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";
    assert_eq!(
        resources["DatabaseMonitoringRole"]["Properties"],
        json!({
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow",
                "Principal": {"Service": "monitoring.rds.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
                    "ArnEquals": {"aws:SourceArn": {"Fn::Sub": instance}},
                },
            }]},
            "ManagedPolicyArns": [{"Fn::Sub": policy}],
        })
    );
}

#[test]
fn log_groups_are_there_before_the_instance() {
    let resources = database(OnDelete::Delete, |instance| instance.identifier("orders").export_logs(Retention::Days30));
    let instance = &resources["Database"];
    assert_eq!(instance["DependsOn"], json!(["DatabasePostgresqlLogs", "DatabaseUpgradeLogs"]));
    assert_eq!(instance["Properties"]["EnableCloudwatchLogsExports"], json!(["postgresql", "upgrade"]));
    let group = &resources["DatabaseUpgradeLogs"];
    assert_eq!(group["DeletionPolicy"], "Delete");
    assert_eq!(group["Properties"]["RetentionInDays"], 30);
    assert_eq!(group["Properties"]["LogGroupName"], "/aws/rds/instance/orders/upgrade");
}

/// CloudFormation would find out only after the log groups are refused.
#[test]
fn a_key_must_let_cloudwatch_logs_use_it() {
    fn with(stack: &mut Stack, key: EncryptionKey) {
        let key = stack.add("Key", key);
        let instance = postgres(stack, OnDelete::Delete).encryption_key(&key).export_logs(Retention::Days30);
        stack.add("Database", instance);
        let cache = RedisCache::new(subnets_of(stack), CacheVersion::Valkey8_1, CacheNodeType::T4G_MICRO);
        stack.add("Cache", cache.encryption_key(&key).slow_log(Retention::Days30));
    }
    fn subnets_of(stack: &mut Stack) -> iac_aws::network::IsolatedSubnets {
        stack.add("Other", Vpc::new(cidr!("10.1.0.0/16"))).isolated()
    }
    assert_eq!(codes(|stack| with(stack, EncryptionKey::new("Data"))), ["key-not-usable"; 2]);
    let resources = resources(|stack| with(stack, EncryptionKey::new("Data").usable_by(KeyUser::CloudWatchLogs)));
    for group in ["DatabasePostgresqlLogs", "DatabaseUpgradeLogs", "CacheSlowLog"] {
        assert_eq!(resources[group]["Properties"]["KmsKeyId"], json!({"Fn::GetAtt": ["Key", "Arn"]}), "{group}");
        assert_eq!(suppressed(&resources[group]), [] as [&str; 0], "{group}");
    }
}
