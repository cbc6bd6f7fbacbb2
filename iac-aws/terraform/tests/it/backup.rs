//! Backups.

use crate::support::{check, module};
use serde_json::json;

#[test]
fn a_vault_a_plan_and_what_it_covers() {
    let module = module(json!({
        "Resources": {
            "Vault": { "Type": "AWS::Backup::BackupVault", "Properties": {
                "BackupVaultName": "vault", "EncryptionKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/k",
                "BackupVaultTags": { "Team": "a" },
                "AccessPolicy": { "Version": "2012-10-17", "Statement": [] },
                "LockConfiguration": { "MinRetentionDays": 7, "MaxRetentionDays": 365, "ChangeableForDays": 3 },
                "Notifications": {
                    "BackupVaultEvents": ["BACKUP_JOB_FAILED"], "SNSTopicArn": "arn:aws:sns:eu-west-1:111122223333:t",
                },
            } },
            "Plan": { "Type": "AWS::Backup::BackupPlan", "Properties": {
                "BackupPlanTags": { "Team": "a" },
                "BackupPlan": {
                    "BackupPlanName": "nightly",
                    "AdvancedBackupSettings": [{ "ResourceType": "EC2", "BackupOptions": { "WindowsVSS": "enabled" } }],
                    "BackupPlanRule": [
                        {
                            "RuleName": "daily", "TargetBackupVault": { "Ref": "Vault" },
                            "ScheduleExpression": "cron(0 3 * * ? *)", "ScheduleExpressionTimezone": "Europe/Berlin",
                            "StartWindowMinutes": 60, "CompletionWindowMinutes": 180, "EnableContinuousBackup": true,
                            "RecoveryPointTags": { "Kind": "daily" },
                            "Lifecycle": { "DeleteAfterDays": 120, "MoveToColdStorageAfterDays": 30,
                                "OptInToArchiveForSupportedResources": true },
                            "CopyActions": [{
                                "DestinationBackupVaultArn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:v",
                                "Lifecycle": { "DeleteAfterDays": 30 },
                            }],
                        },
                        { "RuleName": "weekly", "TargetBackupVault": { "Ref": "Vault" } },
                    ],
                },
            } },
            "Selection": { "Type": "AWS::Backup::BackupSelection", "Properties": {
                "BackupPlanId": { "Ref": "Plan" },
                "BackupSelection": {
                    "SelectionName": "tagged", "IamRoleArn": "arn:aws:iam::111122223333:role/b",
                    "ListOfTags": [{ "ConditionType": "STRINGEQUALS", "ConditionKey": "Backup", "ConditionValue": "yes" }],
                    "Resources": ["arn:aws:rds:*:*:db:*"], "NotResources": ["arn:aws:s3:::*"],
                    "Conditions": { "StringLike": [{ "ConditionKey": "aws:ResourceTag/Team", "ConditionValue": "a*" }] },
                },
            } },
        },
        "Outputs": {
            "Vault": { "Value": { "Fn::GetAtt": ["Vault", "BackupVaultArn"] } },
            "Plan": { "Value": { "Fn::GetAtt": ["Plan", "BackupPlanArn"] } },
            "Version": { "Value": { "Fn::GetAtt": ["Plan", "VersionId"] } },
            "Selection": { "Value": { "Fn::GetAtt": ["Selection", "SelectionId"] } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_backup_vault"]["vault"],
        json!({ "name": "vault", "kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/k", "tags": { "Team": "a" } })
    );
    let name = "${aws_backup_vault.vault.name}";
    assert_eq!(
        resources["aws_backup_vault_policy"]["vault"],
        json!({ "backup_vault_name": name, "policy": "${jsonencode({Statement = [], Version = \"2012-10-17\"})}" })
    );
    assert_eq!(
        resources["aws_backup_vault_lock_configuration"]["vault"],
        json!({
            "backup_vault_name": name, "min_retention_days": 7, "max_retention_days": 365, "changeable_for_days": 3,
        })
    );
    assert_eq!(
        resources["aws_backup_vault_notifications"]["vault"],
        json!({
            "backup_vault_name": name, "backup_vault_events": ["BACKUP_JOB_FAILED"],
            "sns_topic_arn": "arn:aws:sns:eu-west-1:111122223333:t",
        })
    );
    let plan = &resources["aws_backup_plan"]["plan"];
    assert_eq!(plan["name"], "nightly");
    assert_eq!(plan["tags"], json!({ "Team": "a" }));
    assert_eq!(
        plan["advanced_backup_setting"],
        json!([{ "resource_type": "EC2", "backup_options": { "WindowsVSS": "enabled" } }])
    );
    assert_eq!(
        plan["rule"],
        json!([
            {
                "rule_name": "daily", "target_vault_name": name,
                "schedule": "cron(0 3 * * ? *)", "schedule_expression_timezone": "Europe/Berlin",
                "start_window": 60, "completion_window": 180, "enable_continuous_backup": true,
                "recovery_point_tags": { "Kind": "daily" },
                "lifecycle": { "delete_after": 120, "cold_storage_after": 30,
                    "opt_in_to_archive_for_supported_resources": true },
                "copy_action": [{
                    "destination_vault_arn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:v",
                    "lifecycle": { "delete_after": 30 },
                }],
            },
            { "rule_name": "weekly", "target_vault_name": name, "start_window": 480, "completion_window": 10080 },
        ])
    );
    assert_eq!(
        resources["aws_backup_selection"]["selection"],
        json!({
            "plan_id": "${aws_backup_plan.plan.id}", "name": "tagged",
            "iam_role_arn": "arn:aws:iam::111122223333:role/b",
            "selection_tag": [{ "type": "STRINGEQUALS", "key": "Backup", "value": "yes" }],
            "resources": ["arn:aws:rds:*:*:db:*"], "not_resources": ["arn:aws:s3:::*"],
            "condition": [{ "string_like": [{ "key": "aws:ResourceTag/Team", "value": "a*" }] }],
        })
    );
    let outputs = &module["output"];
    assert_eq!(outputs["vault"]["value"], "${aws_backup_vault.vault.arn}");
    assert_eq!(outputs["plan"]["value"], "${aws_backup_plan.plan.arn}");
    assert_eq!(outputs["version"]["value"], "${aws_backup_plan.plan.version}");
    assert_eq!(outputs["selection"]["value"], "${aws_backup_selection.selection.id}");
}

#[test]
fn restores_that_are_tried_out() {
    let module = module(json!({
        "Resources": {
            "Vault": { "Type": "AWS::Backup::BackupVault", "Properties": { "BackupVaultName": "vault" } },
            "Plan": { "Type": "AWS::Backup::RestoreTestingPlan", "Properties": {
                "RestoreTestingPlanName": "monthly",
                "ScheduleExpression": "cron(0 6 1 * ? *)", "ScheduleExpressionTimezone": "Europe/Berlin",
                "StartWindowHours": 2, "Tags": [{ "Key": "Team", "Value": "a" }],
                "RecoveryPointSelection": {
                    "Algorithm": "LATEST_WITHIN_WINDOW", "RecoveryPointTypes": ["SNAPSHOT"], "SelectionWindowDays": 30,
                    "IncludeVaults": [{ "Fn::GetAtt": ["Vault", "BackupVaultArn"] }],
                    "ExcludeVaults": ["arn:aws:backup:eu-central-1:111122223333:backup-vault:old"],
                },
            } },
            "Selection": { "Type": "AWS::Backup::RestoreTestingSelection", "Properties": {
                "RestoreTestingPlanName": { "Ref": "Plan" }, "RestoreTestingSelectionName": "database",
                "IamRoleArn": "arn:aws:iam::111122223333:role/r", "ProtectedResourceType": "RDS",
                "ProtectedResourceArns": ["*"], "ValidationWindowHours": 4,
                "ProtectedResourceConditions": { "StringEquals": [{ "Key": "aws:ResourceTag/Team", "Value": "a" }] },
                "RestoreMetadataOverrides": { "dbSubnetGroupName": "g", "multiAz": "false" },
            } },
        },
        "Outputs": { "Plan": { "Value": { "Fn::GetAtt": ["Plan", "RestoreTestingPlanArn"] } } },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_backup_restore_testing_plan"]["plan"],
        json!({
            "name": "monthly", "schedule_expression": "cron(0 6 1 * ? *)",
            "schedule_expression_timezone": "Europe/Berlin", "start_window_hours": 2, "tags": { "Team": "a" },
            "recovery_point_selection": [{
                "algorithm": "LATEST_WITHIN_WINDOW", "recovery_point_types": ["SNAPSHOT"], "selection_window_days": 30,
                "include_vaults": ["${aws_backup_vault.vault.arn}"],
                "exclude_vaults": ["arn:aws:backup:eu-central-1:111122223333:backup-vault:old"],
            }],
        })
    );
    assert_eq!(
        resources["aws_backup_restore_testing_selection"]["selection"],
        json!({
            "name": "database", "restore_testing_plan_name": "${aws_backup_restore_testing_plan.plan.name}",
            "iam_role_arn": "arn:aws:iam::111122223333:role/r", "protected_resource_type": "RDS",
            "protected_resource_arns": ["*"], "validation_window_hours": 4,
            "protected_resource_conditions": [
                { "string_equals": [{ "key": "aws:ResourceTag/Team", "value": "a" }] },
            ],
            "restore_metadata_overrides": { "dbSubnetGroupName": "g", "multiAz": "false" },
        })
    );
    assert_eq!(module["output"]["plan"]["value"], "${aws_backup_restore_testing_plan.plan.arn}");
}
