use crate::support::{check, module};
use serde_json::json;

#[test]
fn parameters() {
    let module = module(json!({
        "Resources": {
            "Url": {"Type": "AWS::SSM::Parameter", "Properties": {
                "Name": "/app/url", "Type": "String", "Value": {"Fn::Sub": "https://${AWS::Region}.example.com"},
                "Description": "Where it is", "Tags": {"Owner": "app"}}},
            "Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": {"Ref": "Url"}}}
        }
    }));
    let parameters = &module["resource"]["aws_ssm_parameter"];
    assert_eq!(parameters["url"]["insecure_value"], "https://${data.aws_region.current.region}.example.com");
    assert_eq!(parameters["url"]["tags"], json!({"Owner": "app"}));
    assert_eq!(
        parameters["copy"],
        json!({
            "name": "${var.stack_name}-copy", "type": "String", "insecure_value": "${aws_ssm_parameter.url.name}"
        })
    );
    check(&module);
}

/// What Systems Manager hides is in no state; a list of its own is text.
#[test]
fn lists_and_what_is_hidden() {
    let module = module(json!({
        "Resources": {
            "Zones": {"Type": "AWS::SSM::Parameter", "Properties": {
                "Name": "/app/zones", "Type": "StringList", "Value": {"Fn::Join": [",", {"Fn::GetAZs": ""}]},
                "Tier": "Standard", "DataType": "text", "AllowedPattern": "^eu-.*"}},
            "Token": {"Type": "AWS::SSM::Parameter", "Properties": {
                "Name": "/app/token", "Type": "SecureString",
                "Value": "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:s:SecretString:a}}"}}
        },
        "Outputs": {
            "Value": {"Value": {"Fn::GetAtt": ["Zones", "Value"]}},
            "Type": {"Value": {"Fn::GetAtt": ["Zones", "Type"]}}
        }
    }));
    let parameters = &module["resource"]["aws_ssm_parameter"];
    assert_eq!(
        parameters["zones"],
        json!({
            "name": "/app/zones", "type": "StringList",
            "insecure_value": "${join(\",\", data.aws_availability_zones.available.names)}",
            "tier": "Standard", "data_type": "text", "allowed_pattern": "^eu-.*"
        })
    );
    let token = parameters["token"].as_object().unwrap();
    assert!(token["value_wo"].as_str().unwrap().contains("jsondecode(ephemeral."), "{token:?}");
    assert_eq!(token["value_wo_version"], 1);
    assert!(!token.contains_key("insecure_value") && !token.contains_key("value"));
    assert_eq!(module["output"]["value"]["value"], "${aws_ssm_parameter.zones.insecure_value}");
    assert_eq!(module["output"]["type"]["value"], "${aws_ssm_parameter.zones.type}");
}
