//! What every service shares, on the one type that needs no other.

use crate::support::{diagnostics, module};
use serde_json::json;

fn parameter(value: serde_json::Value) -> serde_json::Value {
    json!({"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Name": "/a", "Value": value}})
}

#[test]
fn conditions_decide_over_existence_and_values() {
    let module = module(json!({
        "Parameters": {"Size": {"Type": "String", "Default": "small"}},
        "Conditions": {"IsLarge": {"Fn::Equals": [{"Ref": "Size"}, "large"]}},
        "Resources": {
            "A": {"Type": "AWS::SSM::Parameter", "Condition": "IsLarge", "Properties": {"Type": "String", "Name": "/a", "Value": "x"}},
            "B": parameter(json!({"Fn::If": ["IsLarge", {"Ref": "A"}, "none"]}))
        }
    }));
    assert_eq!(module["locals"], json!({"is_large": "${var.size == \"large\"}"}));
    let parameters = &module["resource"]["aws_ssm_parameter"];
    assert_eq!(parameters["a"]["count"], "${local.is_large ? 1 : 0}");
    assert_eq!(parameters["b"]["insecure_value"], "${local.is_large ? aws_ssm_parameter.a[0].name : \"none\"}");
}

#[test]
fn functions() {
    let of = |value| {
        module(json!({
            "Mappings": {"Sizes": {"small": {"Cpu": "256"}}},
            "Resources": {"A": parameter(value)}
        }))["resource"]["aws_ssm_parameter"]["a"]["insecure_value"]
            .clone()
    };
    assert_eq!(of(json!({"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]})), "a-${data.aws_region.current.region}");
    assert_eq!(of(json!({"Fn::FindInMap": ["Sizes", "small", "Cpu"]})), "${local.sizes[\"small\"][\"Cpu\"]}");
    assert_eq!(of(json!({"Fn::Select": [1, {"Fn::GetAZs": ""}]})), "${data.aws_availability_zones.available.names[1]}");
    assert_eq!(
        of(json!({"Fn::Select": [2, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}]})),
        "${cidrsubnet(\"10.0.0.0/16\", 8, 2)}"
    );
    assert_eq!(
        of(json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]})),
        "${terraform_data.stack.id}"
    );
}

#[test]
fn a_property_without_a_place_is_an_error_that_names_it() {
    let found = diagnostics(json!({"Resources": {"A": {"Type": "AWS::SSM::Parameter", "Properties": {
        "Type": "String", "Name": "/a", "Value": "x", "Colour": "red"}}}}));
    let messages: Vec<&str> = found.iter().map(|found| &*found.message).collect();
    assert_eq!(messages, ["`Colour` of AWS::SSM::Parameter has no mapping to Terraform's aws_ssm_parameter"]);
}

#[test]
fn a_type_without_a_place_is_an_error_that_names_it() {
    let found = diagnostics(json!({"Resources": {"A": {"Type": "AWS::Rocket::Engine"}}}));
    assert_eq!(found[0].code, "unmapped-type");
    assert!(found[0].message.contains("AWS::Rocket::Engine"), "{}", found[0].message);
}

#[test]
fn what_the_provider_does_not_take_is_an_error() {
    let found = diagnostics(json!({"Resources": {"A": {"Type": "AWS::SSM::Parameter", "Properties": {
        "Name": "/a", "Value": ["x"]}}}}));
    let messages: Vec<&str> = found.iter().map(|found| &*found.message).collect();
    assert_eq!(
        messages,
        [
            "aws_ssm_parameter: the attribute `insecure_value` takes text, but is a list",
            "aws_ssm_parameter: the attribute `type` is required",
        ]
    );
}

#[test]
fn two_addresses_that_are_equal_in_snake_case_are_an_error() {
    let found = diagnostics(json!({"Resources": {"AppUrl": parameter(json!("x")), "APPUrl": parameter(json!("y"))}}));
    assert_eq!(found[0].code, "duplicate-address");
    assert!(found[0].message.contains("aws_ssm_parameter.app_url"), "{}", found[0].message);
}

#[test]
fn a_dynamic_reference_in_text_is_an_error() {
    let found = diagnostics(json!({"Resources": {"A": parameter(json!({"Fn::Join": ["", [
        "{{resolve:secretsmanager:", {"Ref": "AWS::StackName"}, ":SecretString:username}}"]]}))}}));
    assert!(found.iter().any(|one| one.message.contains("a reference to a secret stands in text")), "{found:?}");
}
