//! Backups that are tried out.

use crate::common::resources;
use crate::{database, statements, unique};
use iac_aws::prelude::*;
use serde_json::json;

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
