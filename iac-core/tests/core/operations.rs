//! What the operations of an app refer to becomes outputs.

use crate::support::{Database, Topic, documents, findings};
use iac_core::operations::{Build, Release, Service, Task, Tool, image_tag};
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

/// The codes of what is found in a service that gets images of these releases, its tag given by this parameter.
fn released(release: Release, parameter: Parameter<Str>) -> Vec<&'static str> {
    let mut stack = Stack::new("main");
    let tag = stack.add("Tag", parameter);
    let api = Service::new("ecs", "api").runs("api").image(join!["registry/api:", tag]);
    let operations = operations().build(Build::new("api", "r", ".", "Dockerfile")).service(api).release(release);
    let app = App::from(stack).operations(operations.ci_role("role"));
    findings(app).into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_stack_takes_the_tags_that_releases_push() {
    let all = [Release::on_branch("main"), Release::on_tag("v*-ib*"), Release::manual()];
    for release in all.clone() {
        let own = image_tag(std::slice::from_ref(&release));
        assert!(released(release.clone(), own).is_empty());
        let any = Parameter::string();
        assert!(released(release.clone(), any).is_empty());
        let other = Parameter::string().allowed_pattern("^[0-9]+[.][0-9]+[.][0-9]+$");
        assert_eq!(released(release, other), ["tag-refused"]);
    }
    assert_eq!(iac_core::operations::tag_pattern(&all), "^(sha-[0-9a-f]{7,40}|v[A-Za-z0-9._-]*-ib[A-Za-z0-9._-]*)$");
    assert_eq!(released(Release::on_tag("release/*"), Parameter::string()), ["bad-operations"]);
}

#[test]
fn a_release_needs_a_role() {
    let found = findings(App::from(Stack::new("main")).operations(operations().release(Release::manual())));
    assert!(found.iter().any(|finding| finding.code == "release-without-role"), "{found:?}");
}

#[test]
fn pull_requests_are_shown_where_a_branch_is_released() {
    let codes = |release: Release| {
        let operations = operations().ci_role("role").previews().release(release);
        findings(App::from(Stack::new("main")).operations(operations)).into_iter().map(|finding| finding.code)
    };
    assert_eq!(codes(Release::on_branch("staging")).count(), 0);
    for none in [Release::on_tag("v*"), Release::manual(), Release::on_branch("main").ephemeral()] {
        assert!(codes(none).any(|code| code == "bad-operations"));
    }
}
