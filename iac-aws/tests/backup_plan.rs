//! Plans and vaults of AWS Backup as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources, subnets};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn database(stack: &mut Stack) -> RdsInstanceHandle {
    let subnets = subnets(stack);
    let class = DbInstanceClass::T3_SMALL;
    let database = RdsInstance::postgres(subnets, PostgresVersion::V16_10, class, OnDelete::Snapshot);
    stack.add("Database", database.backup_window("22:00-22:30").maintenance_window("sun:10:00-sun:11:00"))
}

fn unique(id: &str, separator: &str) -> Value {
    let uuid = json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]});
    json!({"Fn::Join": ["", [format!("{id}{separator}"), {"Fn::Select": [0, {"Fn::Split": ["-", uuid]}]}]]})
}

fn statements(role: &Value) -> &Vec<Value> {
    role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap()
}

fn actions(role: &Value) -> Vec<&str> {
    let actions = statements(role).iter().map(|statement| &statement["Action"]);
    actions
        .flat_map(|action| action.as_array().map_or(vec![action], |all| all.iter().collect()))
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn a_vault_stays_and_is_encrypted() {
    let all = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Backups"));
        let topic = stack.add("Alarms", AlarmTopic::new());
        stack.add("Vault", BackupVault::new().encryption_key(&key).locked(days(7), days(365)).faults_to(&topic));
    });
    assert_eq!(
        all["Vault"],
        json!({
            "Type": "AWS::Backup::BackupVault",
            "DependsOn": "AlarmsPolicy",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "BackupVaultName": unique("Vault", "-"),
                "EncryptionKeyArn": {"Fn::GetAtt": ["Key", "Arn"]},
                "LockConfiguration": {"MinRetentionDays": 7, "MaxRetentionDays": 365},
                "Notifications": {
                    "BackupVaultEvents": [
                        "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "COPY_JOB_FAILED", "RESTORE_JOB_FAILED",
                    ],
                    "SNSTopicArn": {"Ref": "Alarms"},
                },
            },
        })
    );
    let publish = all["AlarmsPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().last().unwrap();
    assert_eq!(publish["Principal"], json!({"Service": "backup.amazonaws.com"}));
    let named = resources(|stack| {
        stack.add("Vault", BackupVault::new().name("copies").delete_with_stack());
    });
    assert_eq!(named["Vault"]["Properties"], json!({"BackupVaultName": "copies"}));
    assert_eq!(named["Vault"]["DeletionPolicy"], "Delete");
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

#[test]
fn a_restore_is_tried_out_in_the_databases_own_subnets() {
    let all = resources(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        let database = database(stack);
        let rule = BackupRule::new("Daily", Schedule::daily("02:00"), days(35));
        let test = RestoreTest::new("Monthly", &database, Schedule::monthly(1, "06:00")).validation(hours(4));
        stack.add("Backups", BackupPlan::new(&vault).rule(rule).resource(&database).restore_test(test));
    });
    assert_eq!(
        all["BackupsMonthly"]["Properties"],
        json!({
            "RecoveryPointSelection": {
                "Algorithm": "LATEST_WITHIN_WINDOW",
                "IncludeVaults": [{"Fn::GetAtt": ["Vault", "BackupVaultArn"]}],
                "RecoveryPointTypes": ["SNAPSHOT"],
                "SelectionWindowDays": 30,
            },
            "RestoreTestingPlanName": unique("BackupsMonthly", "_"),
            "ScheduleExpression": "cron(0 6 1 * ? *)",
            "StartWindowHours": 1,
        })
    );
    assert_eq!(
        all["BackupsMonthlySelection"]["Properties"],
        json!({
            "IamRoleArn": {"Fn::GetAtt": ["BackupsMonthlyRole", "Arn"]},
            "ProtectedResourceType": "RDS",
            "RestoreTestingPlanName": {"Ref": "BackupsMonthly"},
            "RestoreTestingSelectionName": "database",
            "ProtectedResourceArns": [{"Fn::GetAtt": ["Database", "DBInstanceArn"]}],
            "RestoreMetadataOverrides": {
                "dbSubnetGroupName": {"Ref": "DatabaseSubnetGroup"},
                "multiAz": "false",
                "vpcSecurityGroupIds": {"Fn::Sub": "[\"${DatabaseSecurityGroup.GroupId}\"]"},
            },
            "ValidationWindowHours": 4,
        })
    );
    let tested = json!({"Fn::Sub": "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:db:awsbackup-restore-test-*"});
    let role = statements(&all["BackupsMonthlyRole"]);
    assert_eq!(role[2], json!({"Effect": "Allow", "Action": "rds:DeleteDBInstance", "Resource": tested}));
}

#[test]
fn backups_start_outside_of_the_databases_windows() {
    let planned = |windows: Option<(&'static str, &'static str)>, schedule: Schedule| {
        codes(|stack| {
            let subnets = subnets(stack);
            let class = DbInstanceClass::T3_SMALL;
            let mut database = RdsInstance::postgres(subnets, PostgresVersion::V16_10, class, OnDelete::Snapshot);
            if let Some((backup, maintenance)) = windows {
                database = database.backup_window(backup).maintenance_window(maintenance);
            }
            let database = stack.add("Database", database);
            let vault = stack.add("Vault", BackupVault::new());
            let rule = BackupRule::new("Daily", schedule, days(35));
            stack.add("Backups", BackupPlan::new(&vault).rule(rule).resource(&database));
        })
    };
    let windows = Some(("01:00-02:00", "sun:04:00-sun:05:00"));
    assert_eq!(planned(None, Schedule::daily("06:00")), ["unknown-window"]);
    assert_eq!(planned(windows, Schedule::daily("06:00")), [""; 0]);
    assert_eq!(planned(windows, Schedule::monthly(2, "00:30")), ["backup-in-window"]);
    assert_eq!(planned(windows, Schedule::daily("01:30")), ["backup-in-window"]);
    assert_eq!(planned(windows, Schedule::daily("23:00")), [""; 0], "it starts by midnight, an hour before the window");
    assert_eq!(planned(windows, Schedule::daily("03:30")), ["backup-in-window"], "on Sundays");
    assert_eq!(planned(windows, Schedule::weekly(Weekday::Monday, "03:30")), [""; 0]);
}

#[test]
fn what_aws_backup_would_refuse() {
    let rule = || BackupRule::new("Daily", Schedule::daily("02:00"), days(35));
    let plan = |rules: Vec<BackupRule>| {
        codes(|stack| {
            let vault = stack.add("Vault", BackupVault::new());
            let files = stack.add("Files", Bucket::new(OnDelete::Retain));
            let plan = rules.into_iter().fold(BackupPlan::new(&vault).resource(&files), BackupPlan::rule);
            stack.add("Backups", plan);
        })
    };
    assert_eq!(plan(vec![rule()]), [""; 0]);
    assert_eq!(plan(vec![]), ["no-backup-rule"]);
    assert_eq!(plan(vec![rule(), rule()]), ["bad-backup-rule"]);
    assert_eq!(plan(vec![BackupRule::new("a b", Schedule::daily("02:00"), days(35))]), ["bad-backup-rule"]);
    assert_eq!(plan(vec![BackupRule::new("A", Schedule::daily("02:00"), hours(5))]), ["bad-backup-retention"]);
    assert_eq!(plan(vec![BackupRule::new("A", Schedule::rate(hours(1)), days(5))]), ["bad-schedule"]);
    assert_eq!(
        plan(vec![BackupRule::new("A", Schedule::daily("02:00"), days(40)).continuous()]),
        ["bad-backup-retention"]
    );
    assert_eq!(plan(vec![rule().windows(minutes(10), hours(1))]), ["bad-backup-window"]);
    assert_eq!(plan(vec![rule().cold_storage_after(days(10))]), ["bad-backup-retention", "no-cold-storage"]);
    let nothing = codes(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        stack.add("Backups", BackupPlan::new(&vault).rule(rule()));
    });
    assert_eq!(nothing, ["nothing-backed-up"]);
    let vault = |vault: BackupVault| {
        codes(|stack| {
            stack.add("Vault", vault);
        })
    };
    assert_eq!(vault(BackupVault::new().name("a b")), ["bad-vault-name"]);
    assert_eq!(vault(BackupVault::new().locked(days(9), days(7))), ["bad-vault-lock"]);
    let test = codes(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        let database = database(stack);
        let test = RestoreTest::new("Test", &database, Schedule::daily("05:00")).validation(minutes(30));
        stack.add("Backups", BackupPlan::new(&vault).rule(rule()).resource(&database).restore_test(test));
    });
    assert_eq!(test, ["bad-validation-window"]);
}
