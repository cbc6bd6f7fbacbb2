//! Values that CloudFormation does not hand on: an output and a parameter.

use super::parsed;
use crate::support::{Database, Topic, codes, text};
use iac_core::prelude::*;
use serde_json::{Value, json};

#[test]
fn across_regions_are_an_output_and_a_parameter() {
    let mut base = Stack::new("eu-base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let mut service = Stack::new("service").in_region(Region::US_EAST_1);
    let size = service.add("Size", Parameter::string());
    service.add("Name", text(topic.topic_name()));
    service.add("Arn", text(join!["arn is ", topic.topic_arn(), size]));
    service.add("Again", text(topic.topic_name()));
    let mut near = Stack::new("near").in_region(Region::EU_CENTRAL_1);
    near.add("Name", text(topic.topic_name()));
    let templates = parsed(App::new().with(base).with(service).with(near));
    let said = "Used by another stack of this environment";
    assert_eq!(
        templates[0]["Outputs"],
        json!({
            "ExportAlertsTopicName": {
                "Description": said,
                "Value": {"Fn::GetAtt": ["Alerts", "TopicName"]},
                "Export": {"Name": "shop-dev:eu-base:Alerts:TopicName"},
            },
            "ExportAlertsRef": {"Description": said, "Value": {"Ref": "Alerts"}},
        })
    );
    let parameter = |output: &str| {
        let description = format!("The output {output} of the stack eu-base in eu-central-1.");
        json!({"Type": "String", "Description": description, "MinLength": 1})
    };
    let (name, arn) = ("FromEuBaseAlertsTopicName", "FromEuBaseAlertsRef");
    assert_eq!(
        templates[1]["Parameters"],
        json!({"Size": {"Type": "String"}, name: parameter("ExportAlertsTopicName"), arn: parameter("ExportAlertsRef")})
    );
    assert_eq!(
        templates[1]["Metadata"]["AWS::CloudFormation::Interface"],
        json!({
            "ParameterGroups": [
                {"Label": {"default": "Values of stacks in other regions"}, "Parameters": [name, arn]},
            ],
            "ParameterLabels": {
                name: {"default": "AlertsTopicName of eu-base"},
                arn: {"default": "AlertsRef of eu-base"},
            },
        })
    );
    let resources = &templates[1]["Resources"];
    assert_eq!(resources["Name"]["Properties"]["Value"], json!({"Ref": name}));
    assert_eq!(resources["Again"]["Properties"]["Value"], json!({"Ref": name}));
    assert_eq!(resources["Arn"]["Properties"]["Value"], json!({"Fn::Sub": format!("arn is ${{{arn}}}${{Size}}")}));
    assert_eq!(
        templates[2]["Resources"]["Name"]["Properties"]["Value"],
        json!({"Fn::ImportValue": "shop-dev:eu-base:Alerts:TopicName"})
    );
}

#[test]
fn across_regions_need_an_id_that_is_free() {
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let mut service = Stack::new("service");
    service.add("FromBaseAlertsRef", Parameter::string());
    service.add("Arn", text(topic.topic_arn()));
    assert_eq!(codes(App::new().with(base).with(service)), ["duplicate-id"]);
}

#[test]
fn that_a_parameter_stands_for_are_asked_for_and_order_the_stacks() {
    let (mut base, mut service) = (Stack::new("base"), Stack::new("service"));
    let database = base.add("Database", Database::new().engine("postgres"));
    let host = service.add("Host", Parameter::string().same_as(database.endpoint_address()));
    service.add("Reads", text(host));
    let templates = parsed(App::new().with(base).with(service));
    assert_eq!(templates[1]["Parameters"]["Host"], json!({"Type": "String"}));
    assert_eq!(templates[1]["Resources"]["Reads"]["Properties"]["Value"], json!({"Ref": "Host"}));
    assert_eq!(templates[0]["Outputs"], Value::Null);

    let (mut one, mut other) = (Stack::new("one"), Stack::new("other"));
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    one.add("OfB", Parameter::string().same_as(b.topic_name()));
    other.add("ReadsA", text(a.topic_arn()));
    assert_eq!(codes(App::new().with(one).with(other)), ["stack-cycle"]);

    let mut alone = Stack::new("alone");
    let topic = alone.add("Topic", Topic::new());
    alone.add("Name", Parameter::string().same_as(topic.topic_name()));
    assert_eq!(codes(App::from(alone)), ["own-handover"]);
}
