//! What is backed up, when, and by which role.

use crate::common::resources;
use crate::{database, statements, unique};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn actions(role: &Value) -> Vec<&str> {
    let actions = statements(role).iter().map(|statement| &statement["Action"]);
    actions
        .flat_map(|action| action.as_array().map_or(vec![action], |all| all.iter().collect()))
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn a_database_is_backed_up_by_a_role_that_may_do_nothing_else() {
    let mut all = resources(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        let copies = stack.add("Copies", BackupVault::new());
        let database = database(stack);
        let rule = BackupRule::new("Daily", Schedule::daily("02:00"), days(35)).copy_to(&copies, days(14));
        stack.add("Backups", BackupPlan::new(&vault).rule(rule).resource(&database));
    });
    all.as_object_mut().unwrap().retain(|id, _| id.starts_with("Backups"));
    assert_eq!(
        all["Backups"]["Properties"],
        json!({"BackupPlan": {
            "BackupPlanName": unique("Backups", "-"),
            "BackupPlanRule": [{
                "RuleName": "Daily",
                "TargetBackupVault": {"Ref": "Vault"},
                "ScheduleExpression": "cron(0 2 * * ? *)",
                "StartWindowMinutes": 60,
                "CompletionWindowMinutes": 780,
                "Lifecycle": {"DeleteAfterDays": 35},
                "CopyActions": [{
                    "DestinationBackupVaultArn": {"Fn::GetAtt": ["Copies", "BackupVaultArn"]},
                    "Lifecycle": {"DeleteAfterDays": 14},
                }],
            }],
        }})
    );
    let arn = json!({"Fn::GetAtt": ["Database", "DBInstanceArn"]});
    assert_eq!(
        all["BackupsNamed"]["Properties"],
        json!({
            "BackupPlanId": {"Ref": "Backups"},
            "BackupSelection": {
                "IamRoleArn": {"Fn::GetAtt": ["BackupsRole", "Arn"]}, "SelectionName": "named", "Resources": [arn],
            },
        })
    );
    let role = &all["BackupsRole"];
    assert_eq!(
        role["Properties"]["AssumeRolePolicyDocument"]["Statement"],
        json!([{"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}])
    );
    let snapshots = "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:awsbackup:*";
    assert_eq!(
        statements(role)[2],
        json!({
            "Effect": "Allow", "Action": ["rds:CreateDBSnapshot", "rds:AddTagsToResource"],
            "Resource": [arn, {"Fn::Sub": snapshots}],
        })
    );
    assert_eq!(
        statements(role)[4..],
        [
            json!({
                "Effect": "Allow", "Action": ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"],
                "Resource": [
                    {"Fn::GetAtt": ["Vault", "BackupVaultArn"]}, {"Fn::GetAtt": ["Copies", "BackupVaultArn"]},
                ],
            }),
            json!({
                "Effect": "Allow", "Action": "backup:CopyFromBackupVault",
                "Resource": {"Fn::GetAtt": ["Vault", "BackupVaultArn"]},
            }),
        ]
    );
    let changing = ["rds:ModifyDBInstance", "rds:DeleteDBInstance", "s3:GetObject", "kms:CreateGrant"];
    assert!(!actions(role).iter().any(|action| changing.contains(action)), "{:?}", actions(role));
    assert_eq!(role["Properties"]["ManagedPolicyArns"], Value::Null);
}

#[test]
fn a_bucket_is_followed_and_customer_keys_are_used() {
    let all = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Files"));
        let vault = stack.add("Vault", BackupVault::new().encryption_key(&key));
        let files = stack.add("Files", Bucket::new(OnDelete::Retain).encryption_key(&key));
        let rule = BackupRule::new("Always", Schedule::cron("0 * * * ? *"), days(35)).continuous();
        stack.add("Backups", BackupPlan::new(&vault).rule(rule.windows(hours(2), hours(4))).resource(&files));
    });
    let rule = &all["Backups"]["Properties"]["BackupPlan"]["BackupPlanRule"][0];
    assert_eq!(rule["EnableContinuousBackup"], true);
    assert_eq!((&rule["StartWindowMinutes"], &rule["CompletionWindowMinutes"]), (&json!(120), &json!(360)));
    let role = &all["BackupsRole"];
    let key = json!({"Fn::GetAtt": ["Key", "Arn"]});
    let grant = statements(role).last().unwrap();
    assert_eq!(
        grant,
        &json!({
            "Effect": "Allow", "Action": "kms:CreateGrant", "Resource": key,
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        })
    );
    assert!(actions(role).contains(&"s3:GetObjectVersion") && !actions(role).contains(&"rds:CreateDBSnapshot"));
    assert!(!actions(role).contains(&"s3:DeleteObject"));
}

#[test]
fn what_bears_a_tag_is_backed_up_whatever_it_is() {
    let all = resources(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        let rule = BackupRule::new("Yearly", Schedule::monthly(1, "02:00"), days(365)).cold_storage_after(days(30));
        stack.add("Backups", BackupPlan::new(&vault).rule(rule).tagged("Backup", "yes"));
    });
    assert_eq!(
        all["Backups"]["Properties"]["BackupPlan"]["BackupPlanRule"][0]["Lifecycle"],
        json!({"DeleteAfterDays": 365, "MoveToColdStorageAfterDays": 30})
    );
    assert_eq!(
        all["BackupsTagged"]["Properties"]["BackupSelection"]["ListOfTags"],
        json!([{"ConditionKey": "Backup", "ConditionType": "STRINGEQUALS", "ConditionValue": "yes"}])
    );
    assert_eq!(
        all["BackupsRole"]["Properties"]["ManagedPolicyArns"],
        json!([
            {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"},
            {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup"},
        ])
    );
}
