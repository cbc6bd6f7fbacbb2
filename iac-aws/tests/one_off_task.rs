//! Tasks that pipelines start.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, template};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn app(stack: &mut Stack) -> FargateServiceHandle<Worker> {
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)))
}

const FAMILIES: &str = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition";

#[test]
fn the_output_is_what_run_task_takes() {
    let mut stack = Stack::new("main");
    let app = app(&mut stack);
    let migration = stack.add("Migration", OneOffTask::new(&app, ["alembic", "upgrade", "head"]));
    let pipeline = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("codebuild.amazonaws.com"));
    let policy = PolicyDocument::new(migration.grant_run());
    let policy = iac_aws::cfn::iam::role::Policy::new(policy, "Migrate");
    stack.add("Pipeline", pipeline.policies([policy]));
    let template = template(stack);
    let text = template["Outputs"]["MigrationInput"]["Value"]["Fn::Sub"].as_str().unwrap();
    let input: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        input,
        json!({
            "cluster": "${AppCluster}",
            "taskDefinition": format!("{FAMILIES}/${{AppCluster}}-App"),
            "launchType": "FARGATE",
            "count": 1,
            "propagateTags": "TASK_DEFINITION",
            "networkConfiguration": {"awsvpcConfiguration": {
                "subnets": ["${NetworkPrivate1}", "${NetworkPrivate2}"],
                "securityGroups": ["${AppSecurityGroup.GroupId}"],
                "assignPublicIp": "DISABLED",
            }},
            "overrides": {"containerOverrides": [{"name": "app", "command": ["alembic", "upgrade", "head"]}]},
        })
    );
    let statements = &template["Resources"]["Pipeline"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    let actions: Vec<_> = statements.as_array().unwrap().iter().map(|one| one["Action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["ecs:RunTask", "iam:PassRole", "ecs:TagResource", "ecs:DescribeTasks"]);
    assert_eq!(statements[1]["Resource"][1], json!({"Fn::GetAtt": ["AppTaskRole", "Arn"]}));
}

#[test]
fn a_dump_between_times_has_its_own_commands() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let (version, class) = (PostgresVersion::V16_10, DbInstanceClass::T4G_MEDIUM);
    let database = stack.add("Database", RdsInstance::postgres(vpc.isolated(), version, class, OnDelete::Snapshot));
    let backups = stack.add("Backups", Bucket::new(OnDelete::Retain));
    let dump = stack.add("Dump", DatabaseDump::new(Schedule::daily("02:00"), vpc.private(), &database, &backups));
    stack.add("DumpNow", OneOffTask::dump(&dump));
    let template = template(stack);
    let text = template["Outputs"]["DumpNowInput"]["Value"]["Fn::Sub"].as_str().unwrap();
    let input: Value = serde_json::from_str(text).unwrap();
    assert_eq!(input["taskDefinition"], json!(format!("{FAMILIES}/${{DumpCluster}}-Dump")));
    assert_eq!(input["overrides"], json!({}));
}

#[test]
fn a_task_without_a_command_would_never_end() {
    let said = codes(|stack| {
        let app = app(stack);
        stack.add("Migration", OneOffTask::new(&app, [] as [&str; 0]));
    });
    assert_eq!(said, ["no-command"]);
}
