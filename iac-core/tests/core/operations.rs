//! What the operations of an app refer to becomes outputs.

use crate::support::{Database, Topic, documents, findings};
use iac_core::operations::{Build, Service, Task, Tool};
use iac_core::prelude::*;
use serde_json::{Value, json};

fn operations() -> Operations {
    Operations::new("Shop", "Sells things.", Tool::CloudFormation)
}

#[test]
fn what_is_referred_to_becomes_an_output_unless_one_has_it() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Alerts", Topic::new());
    let database = stack.add("Database", Database::new().engine("postgres"));
    stack.output("Said", topic.topic_arn());
    let worker = Service::new("ecs", "celery-worker")
        .at("Cluster", topic.topic_arn())
        .at("Service", database.endpoint_address())
        .at("Region", "eu-central-1");
    let app = App::from(stack).operations(operations().service(worker));
    let template: Value = serde_json::from_str(&documents(app)[0]).unwrap();
    let expected = json!({
        "Said": {"Value": {"Ref": "Alerts"}},
        "CeleryWorkerService": {
            "Description": "The service of celery-worker",
            "Value": {"Fn::GetAtt": ["Database", "Endpoint.Address"]},
        },
    });
    assert_eq!(template["Outputs"], expected);
}

#[test]
fn an_output_exists_where_its_resource_does() {
    let mut stack = Stack::new("main");
    let flag = stack.add("Flag", Parameter::string().default("no"));
    let alerted = stack.add("Alerted", Condition::equals(flag, "yes"));
    let topic = stack.when(alerted, |stack| stack.add("Alerts", Topic::new()));
    let app = App::from(stack).operations(operations().ci_role(topic.topic_arn()));
    let template: Value = serde_json::from_str(&documents(app)[0]).unwrap();
    assert_eq!(template["Outputs"]["CiRoleArn"]["Condition"], json!("Alerted"));
}

#[test]
fn what_nothing_builds_or_runs_is_an_error() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Alerts", Topic::new());
    stack.output("ApiService", "taken");
    let other = Service::new("ecs", "other");
    let operations = operations()
        .service(Service::new("ecs", "api").at("Service", topic.topic_arn()).runs("none"))
        .before_release(Task::new("migrate", &other, ["alembic"]))
        .before_release(Task::new("Seed", &Service::new("ecs", "api"), <[&str; 0]>::default()))
        .build(Build::new("api", "r", ".", "Dockerfile"))
        .build(Build::new("api", "r", ".", "Dockerfile"));
    let found = findings(App::from(stack).operations(operations));
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the service `api` runs the image `none`, which nothing builds",
            "the task `migrate` runs as the service `other`, which there is not",
            "the task `Seed` has no command",
            "there are two of the image `api`",
            "`Seed` cannot be the name of the task",
            "the output `ApiService` is needed for the operations of the app, but it is taken",
        ]
    );
    assert_eq!(found[5].code, "duplicate-id");
}
