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
