//! Customer keys as templates.

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn a_key_belongs_to_the_account_and_outlives_the_stack() {
    let resources = resources(|stack| {
        stack.add("Key", EncryptionKey::new("Data of the application"));
    });
    assert_eq!(
        resources,
        json!({"Key": {
            "Type": "AWS::KMS::Key",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "Description": "Data of the application",
                "EnableKeyRotation": true,
                "PendingWindowInDays": 30,
                "KeyPolicy": {"Version": "2012-10-17", "Statement": [{
                    "Sid": "Account",
                    "Effect": "Allow",
                    "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
                    "Action": "kms:*",
                    "Resource": "*",
                }]},
            },
        }})
    );
}

#[test]
fn services_use_the_key_for_this_account_only() {
    let resources = resources(|stack| {
        let users = [KeyUser::CloudWatchLogs, KeyUser::CloudWatchAlarms, KeyUser::EventBridge, KeyUser::EventBridge];
        let key = users.into_iter().fold(EncryptionKey::new("Logs and alarms"), EncryptionKey::usable_by);
        stack.add("Key", key);
    });
    let statements = resources["Key"]["Properties"]["KeyPolicy"]["Statement"].as_array().unwrap();
    assert_eq!(
        statements[1..],
        [
            json!({
                "Sid": "CloudWatchLogs",
                "Effect": "Allow",
                "Principal": {"Service": {"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}},
                "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                "Resource": "*",
                "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn":
                    {"Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*"}}},
            }),
            json!({
                "Sid": "CloudWatchAlarms",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
            }),
            json!({
                "Sid": "EventBridge",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn":
                    {"Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*"}}},
            }),
        ]
    );
}

#[test]
fn options_reach_the_key() {
    let resources = resources(|stack| {
        let key = EncryptionKey::new("Short-lived").alias("app/data").rotation_period(days(90));
        let key = stack.add("Key", key.pending_window(days(7)).delete_with_stack());
        key.allow(stack, Statement::allow(["kms:Sign"]).by(Principal::Service("acm.amazonaws.com")));
    });
    let key = &resources["Key"];
    assert_eq!((&key["DeletionPolicy"], &key["UpdateReplacePolicy"]), (&json!("Delete"), &json!("Delete")));
    assert_eq!(key["Properties"]["RotationPeriodInDays"], 90);
    assert_eq!(key["Properties"]["PendingWindowInDays"], 7);
    assert_eq!(key["Properties"]["KeyPolicy"]["Statement"][1]["Resource"], "*");
    assert_eq!(key["Properties"]["KeyPolicy"]["Statement"][1]["Action"], "kms:Sign");
    assert_eq!(
        resources["KeyAlias"]["Properties"],
        json!({"AliasName": "alias/app/data", "TargetKeyId": {"Fn::GetAtt": ["Key", "Arn"]}})
    );
}

#[test]
fn wrong_periods_and_aliases_are_errors() {
    let with = |change: fn(EncryptionKey) -> EncryptionKey| {
        codes(|stack| {
            stack.add("Key", change(EncryptionKey::new("Data")));
        })
    };
    assert_eq!(with(|key| key.pending_window(days(6))), ["bad-pending-window"]);
    assert_eq!(with(|key| key.pending_window(hours(170))), ["bad-pending-window"]);
    assert_eq!(with(|key| key.rotation_period(days(2_561))), ["bad-rotation-period"]);
    for alias in ["", "alias/data", "aws/data", "my data"] {
        let found = codes(|stack| {
            stack.add("Key", EncryptionKey::new("Data").alias(alias));
        });
        assert_eq!(found, ["bad-key-alias"], "{alias}");
    }
}

#[test]
fn vaults_publish_to_encrypted_topics() {
    let alarms = || EncryptionKey::new("Alarms").usable_by(KeyUser::CloudWatchAlarms);
    let vault = |key: EncryptionKey| {
        move |stack: &mut Stack| {
            let key = stack.add("Key", key);
            let topic = stack.add("Alarms", AlarmTopic::new().encryption_key(&key));
            stack.add("Vault", BackupVault::new().faults_to(&topic));
        }
    };
    assert_eq!(common::codes(vault(alarms())), ["key-not-usable"]);
    let resources = common::resources(vault(alarms().usable_by(KeyUser::Backup)));
    assert_eq!(
        resources["Key"]["Properties"]["KeyPolicy"]["Statement"][2],
        json!({
            "Sid": "Backup", "Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*",
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": {
                "Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*",
            }}},
        })
    );
}
