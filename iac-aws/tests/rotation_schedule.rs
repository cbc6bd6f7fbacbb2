//! Passwords that change at set times.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

fn app_with_password(stack: &mut Stack, managed: bool) -> (RdsInstanceHandle, FargateServiceHandle<Worker>) {
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let (version, class) = (PostgresVersion::V16_10, DbInstanceClass::T4G_MEDIUM);
    let database = RdsInstance::postgres(vpc.isolated(), version, class, OnDelete::Snapshot);
    let database = stack.add("Database", if managed { database.managed_password() } else { database });
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    let app = FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512));
    let app = stack.add("App", app.secret("DATABASE_PASSWORD", database.password()));
    (database, app)
}

#[test]
fn a_new_password_and_tasks_that_know_it() {
    let resources = resources(|stack| {
        let (database, app) = app_with_password(stack, true);
        let rotation = RotationSchedule::new(&database, Schedule::weekly(Weekday::Sunday, "03:57")).restarts(&app);
        stack.add("Rotation", rotation);
    });
    let secret = json!({"Fn::GetAtt": ["Database", "MasterUserSecret.SecretArn"]});
    assert_eq!(
        resources["Rotation"],
        json!({
            "Type": "AWS::SecretsManager::RotationSchedule",
            "Properties": {
                "SecretId": secret,
                "RotationRules": {"AutomaticallyAfterDays": 1000},
                "RotateImmediatelyOnUpdate": false,
            },
        })
    );
    let rotate = &resources["RotationRotate"];
    assert_eq!(rotate["DependsOn"], json!("Rotation"));
    assert_eq!(rotate["Properties"]["ScheduleExpression"], json!("cron(57 3 ? * SUN *)"));
    let target = &rotate["Properties"]["Target"];
    assert_eq!(
        target["Arn"],
        json!({"Fn::Sub": "arn:${AWS::Partition}:scheduler:::aws-sdk:secretsmanager:rotateSecret"})
    );
    assert_eq!(target["Input"], json!({"Fn::Sub": "{\"SecretId\":\"${Database.MasterUserSecret.SecretArn}\"}"}));
    assert_eq!(target["RetryPolicy"], json!({"MaximumRetryAttempts": 10, "MaximumEventAgeInSeconds": 3600}));
    assert_eq!(target["DeadLetterConfig"], json!({"Arn": {"Fn::GetAtt": ["RotationDeadLetterQueue", "Arn"]}}));
    let restart = &resources["RotationRestartApp"]["Properties"];
    assert_eq!(restart["ScheduleExpression"], json!("cron(2 4 ? * SUN *)"), "five minutes later");
    assert_eq!(
        restart["Target"]["Arn"],
        json!({"Fn::Sub": "arn:${AWS::Partition}:scheduler:::aws-sdk:ecs:updateService"})
    );
    assert_eq!(
        restart["Target"]["Input"],
        json!({"Fn::Sub": "{\"Cluster\":\"${AppCluster}\",\"Service\":\"${App.Name}\",\"ForceNewDeployment\":true}"})
    );
    assert_eq!(
        resources["RotationRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Sid": "RotatePassword", "Effect": "Allow", "Action": "secretsmanager:RotateSecret", "Resource": secret},
            {"Sid": "RestartServices", "Effect": "Allow", "Action": "ecs:UpdateService", "Resource": {"Ref": "App"}},
            {
                "Sid": "KeepFailedRequests", "Effect": "Allow", "Action": "sqs:SendMessage",
                "Resource": {"Fn::GetAtt": ["RotationDeadLetterQueue", "Arn"]},
            },
        ])
    );
}

#[test]
fn what_cannot_rotate() {
    let with = |managed: bool, schedule: Schedule| {
        codes(|stack| {
            let (database, app) = app_with_password(stack, managed);
            stack.add("Rotation", RotationSchedule::new(&database, schedule).restarts(&app));
        })
    };
    assert_eq!(with(false, Schedule::daily("03:00")), ["password-not-managed"]);
    assert_eq!(with(true, Schedule::daily("23:54")), [] as [&str; 0]);
    assert_eq!(with(true, Schedule::monthly(1, "23:55")), ["bad-schedule"]);
    assert_eq!(with(true, Schedule::rate(days(7))), ["bad-schedule"]);
    assert_eq!(with(true, Schedule::cron("0 3 ? * SUN *")), ["bad-schedule"]);
}
