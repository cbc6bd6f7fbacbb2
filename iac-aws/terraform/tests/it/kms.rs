//! Keys.

use crate::support::{check, diagnostics, module};
use serde_json::json;

#[test]
fn a_key_and_its_alias() {
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": { "AWS": { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } },
    }] });
    let module = module(json!({
        "Resources": {
            "Key": {
                "Type": "AWS::KMS::Key",
                "Properties": {
                    "Description": "Data", "EnableKeyRotation": true, "RotationPeriodInDays": 180, "KeyPolicy": policy,
                    "KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "MultiRegion": true, "Origin": "AWS_KMS",
                    "Enabled": true, "PendingWindowInDays": 30, "BypassPolicyLockoutSafetyCheck": false,
                    "Tags": [{ "Key": "Team", "Value": "a" }],
                },
                "DeletionPolicy": "Retain",
            },
            "Alias": {
                "Type": "AWS::KMS::Alias",
                "Properties": { "AliasName": "alias/data", "TargetKeyId": { "Fn::GetAtt": ["Key", "Arn"] } },
            },
            "Copy": {
                "Type": "AWS::KMS::ReplicaKey",
                "Properties": {
                    "PrimaryKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1", "KeyPolicy": policy,
                    "PendingWindowInDays": 7, "Enabled": false,
                },
            },
        },
        "Outputs": { "Id": { "Value": { "Ref": "Key" } }, "Alias": { "Value": { "Ref": "Alias" } } },
    }));
    check(&module);
    let text = "${jsonencode({Statement = [{Action = \"kms:*\", Effect = \"Allow\", Principal = {AWS = \
                \"arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root\"}, \
                Resource = \"*\"}], Version = \"2012-10-17\"})}";
    assert_eq!(
        module["resource"]["aws_kms_key"]["key"],
        json!({
            "description": "Data", "enable_key_rotation": true, "rotation_period_in_days": 180, "policy": text,
            "customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT", "multi_region": true,
            "is_enabled": true, "deletion_window_in_days": 30, "bypass_policy_lockout_safety_check": false,
            "tags": { "Team": "a" }, "lifecycle": { "prevent_destroy": true },
        })
    );
    assert_eq!(
        module["resource"]["aws_kms_alias"]["alias"],
        json!({ "name": "alias/data", "target_key_id": "${aws_kms_key.key.arn}" })
    );
    assert_eq!(
        module["resource"]["aws_kms_replica_key"]["copy"],
        json!({
            "primary_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1", "policy": text,
            "deletion_window_in_days": 7, "enabled": false,
        })
    );
    assert_eq!(module["output"]["id"]["value"], "${aws_kms_key.key.key_id}");
    assert_eq!(module["output"]["alias"]["value"], "${aws_kms_alias.alias.name}");
}

#[test]
fn material_from_elsewhere_is_an_error() {
    let found = diagnostics(json!({ "Resources": {
        "Key": { "Type": "AWS::KMS::Key", "Properties": { "Origin": "EXTERNAL" } },
    } }));
    assert!(found.iter().any(|found| found.message.contains("material from elsewhere")), "{found:?}");
}
