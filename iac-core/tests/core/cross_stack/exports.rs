//! Exports and imports, and the order in which stacks are deployed for them.

use super::parsed;
use crate::support::{Database, Topic, text};
use iac_core::prelude::*;
use serde_json::{Value, json};

#[test]
fn become_an_export_and_an_import() {
    let mut base = Stack::new("base");
    let topic = base.add("Alerts", Topic::new());
    let database = base.add("Database", Database::new().engine("postgres"));
    let mut service = Stack::new("service");
    service.add("Arn", text(topic.topic_arn()));
    service.add("Again", text(join!["arn is ", topic.topic_arn()]));
    service.add("Host", text(database.endpoint_address()));
    let templates = parsed(App::new().with(base).with(service));
    let export = |id: &str, name: &str, value: Value| {
        (
            id.to_owned(),
            json!({"Description": "Used by another stack of this environment", "Value": value, "Export": {"Name": name}}),
        )
    };
    let outputs: serde_json::Map<String, Value> = [
        export("ExportAlertsRef", "shop-dev:base:Alerts:Ref", json!({"Ref": "Alerts"})),
        export(
            "ExportDatabaseEndpointAddress",
            "shop-dev:base:Database:Endpoint-Address",
            json!({"Fn::GetAtt": ["Database", "Endpoint.Address"]}),
        ),
    ]
    .into_iter()
    .collect();
    assert_eq!(templates[0]["Outputs"], Value::Object(outputs));
    let import = json!({"Fn::ImportValue": "shop-dev:base:Alerts:Ref"});
    let resources = &templates[1]["Resources"];
    assert_eq!(resources["Arn"]["Properties"]["Value"], import);
    assert_eq!(resources["Again"]["Properties"]["Value"], json!({"Fn::Join": ["", ["arn is ", import]]}));
    assert_eq!(
        resources["Host"]["Properties"]["Value"],
        json!({"Fn::ImportValue": "shop-dev:base:Database:Endpoint-Address"})
    );
}

#[test]
fn work_from_outputs_and_whichever_stack_comes_first() {
    let mut base = Stack::new("base");
    let topic = base.add("Alerts", Topic::new());
    let mut front = Stack::new("front");
    front.add("Output", Output::new(join![topic.topic_arn(), topic.topic_name()]));
    let templates = parsed(App::new().with(front).with(base));
    let import = |attribute: &str| json!({"Fn::ImportValue": format!("shop-dev:base:Alerts:{attribute}")});
    assert_eq!(
        templates[0]["Outputs"]["Output"],
        json!({"Value": {"Fn::Join": ["", [import("Ref"), import("TopicName")]]}})
    );
    assert_eq!(templates[1]["Outputs"].as_object().unwrap().len(), 2);
}

#[test]
fn carry_the_condition_of_what_they_read() {
    let mut base = Stack::new("base");
    let condition = base.add("InFrankfurt", Condition::equals(region(), "eu-central-1"));
    let topic = base.when(condition, |stack| stack.add("Alerts", Topic::new()));
    let mut service = Stack::new("service");
    service.add("Arn", text(topic.topic_arn()));
    let templates = parsed(App::new().with(base).with(service));
    assert_eq!(templates[0]["Outputs"]["ExportAlertsRef"]["Condition"], "InFrankfurt");
}

#[test]
fn a_stack_is_deployed_after_those_that_it_reads() {
    let mut service = Stack::new("service").in_region(Region::EU_CENTRAL_1);
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let mut away = Stack::new("away").in_region(Region::US_EAST_1);
    let near = base.add("Alerts", Topic::new());
    let far = away.add("Alerts", Topic::new());
    service.add("Near", text(near.topic_arn()));
    base.add("Far", text(far.topic_arn()));
    let (graph, faults) = iac_core::resolve::resolve(App::new().with(service).with(base).with(away), "shop-dev");
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(graph.deployment_order(), [2, 1, 0]);
}
