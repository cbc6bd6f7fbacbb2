//! `AWS::Logs`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Parameters": { "Key": { "Type": "String", "Default": "arn:aws:kms:eu-central-1:123456789012:key/k" } },
        "Resources": {
            "App": { "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain", "Properties": {
                "RetentionInDays": 90,
                "LogGroupClass": "STANDARD",
                "KmsKeyId": { "Ref": "Key" },
                "DeletionProtectionEnabled": true,
                "DataProtectionPolicy": { "Name": "data", "Statement": [] },
                "FieldIndexPolicies": [{ "Fields": ["RequestId"] }],
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Named": { "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Delete", "Properties": {
                "LogGroupName": "/shop/web",
            } },
            "Stream": { "Type": "AWS::Logs::LogStream", "Properties": { "LogGroupName": { "Ref": "Named" } } },
            "Errors": { "Type": "AWS::Logs::MetricFilter", "Properties": {
                "FilterPattern": "{ $.level = \"error\" }",
                "LogGroupName": { "Ref": "App" },
                "MetricTransformations": [{
                    "MetricName": "Errors",
                    "MetricNamespace": { "Fn::Sub": "Shop/${AWS::StackName}" },
                    "MetricValue": "1",
                    "DefaultValue": 0,
                    "Unit": "Count",
                }],
            } },
            "Slow": { "Type": "AWS::Logs::MetricFilter", "Properties": {
                "FilterName": "slow",
                "ApplyOnTransformedLogs": true,
                "FilterPattern": "",
                "LogGroupName": { "Ref": "App" },
                "MetricTransformations": [{
                    "MetricName": "Slow",
                    "MetricNamespace": "Shop",
                    "MetricValue": "$.duration",
                    "Dimensions": [{ "Key": "Route", "Value": "$.route" }],
                }],
            } },
            "Ship": { "Type": "AWS::Logs::SubscriptionFilter", "Properties": {
                "DestinationArn": { "Fn::GetAtt": ["Stream2", "Arn"] },
                "Distribution": "Random",
                "ApplyOnTransformedLogs": true,
                "EmitSystemFields": ["@aws.account"],
                "FilterPattern": "",
                "LogGroupName": { "Ref": "App" },
                "RoleArn": "arn:aws:iam::123456789012:role/ship",
            } },
            "Stream2": { "Type": "AWS::Kinesis::Stream", "Properties": { "ShardCount": 1 } },
            "Write": { "Type": "AWS::Logs::ResourcePolicy", "Properties": {
                "PolicyName": "write",
                "PolicyDocument": { "Fn::Sub": "{\"Resource\": \"${App.Arn}\"}" },
            } },
            "Query": { "Type": "AWS::Logs::QueryDefinition", "Properties": {
                "Name": "shop/errors", "QueryString": "fields @message", "LogGroupNames": [{ "Ref": "App" }],
            } },
            "Odd": { "Type": "AWS::Logs::LogAnomalyDetector", "Properties": {
                "LogGroupArnList": ["arn:aws:logs:eu-west-1:123456789012:log-group:x"],
                "EvaluationFrequency": "ONE_HOUR",
                "AnomalyVisibilityTime": 30,
            } },
        },
        "Outputs": {
            "Arn": { "Value": { "Fn::GetAtt": ["App", "Arn"] } },
            "Name": { "Value": { "Ref": "App" } },
            "Query": { "Value": { "Ref": "Query" } },
        },
    })
}

#[test]
fn log_groups() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_cloudwatch_log_group"]["app"],
        json!({
            "name_prefix": "${var.stack_name}-app-",
            "retention_in_days": 90,
            "log_group_class": "STANDARD",
            "kms_key_id": "${var.key}",
            "deletion_protection_enabled": true,
            "skip_destroy": true,
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(resource["aws_cloudwatch_log_group"]["named"], json!({ "name": "/shop/web" }));
    assert_eq!(
        resource["aws_cloudwatch_log_data_protection_policy"]["app"],
        json!({
            "log_group_name": "${aws_cloudwatch_log_group.app.name}",
            "policy_document": "${jsonencode({Name = \"data\", Statement = []})}",
        })
    );
    let index = &resource["aws_cloudwatch_log_index_policy"]["app"];
    assert_eq!(index["policy_document"], "${jsonencode({Fields = [\"RequestId\"]})}");
    assert_eq!(module["output"]["arn"]["value"], "${aws_cloudwatch_log_group.app.arn}:*");
    assert_eq!(module["output"]["name"]["value"], "${aws_cloudwatch_log_group.app.name}");
    check(&module);
}

#[test]
fn metric_filters() {
    let module = module(template());
    let filters = &module["resource"]["aws_cloudwatch_log_metric_filter"];
    assert_eq!(
        filters["errors"],
        json!({
            "name": "${var.stack_name}-errors",
            "pattern": "{ $.level = \"error\" }",
            "log_group_name": "${aws_cloudwatch_log_group.app.name}",
            "metric_transformation": {
                "name": "Errors",
                "namespace": "Shop/${var.stack_name}",
                "value": "1",
                "default_value": 0,
                "unit": "Count",
            },
            "depends_on": ["aws_cloudwatch_log_data_protection_policy.app", "aws_cloudwatch_log_index_policy.app"],
        })
    );
    assert_eq!(filters["slow"]["name"], "slow");
    assert_eq!(filters["slow"]["apply_on_transformed_logs"], true);
    assert_eq!(filters["slow"]["metric_transformation"]["dimensions"], json!({ "Route": "$.route" }));
}

#[test]
fn the_rest() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_cloudwatch_log_stream"]["stream"],
        json!({ "name": "${var.stack_name}-stream", "log_group_name": "${aws_cloudwatch_log_group.named.name}" })
    );
    let ship = &resource["aws_cloudwatch_log_subscription_filter"]["ship"];
    assert_eq!(ship["name"], "${var.stack_name}-ship");
    assert_eq!(ship["destination_arn"], "${aws_kinesis_stream.stream_2.arn}");
    assert_eq!(ship["distribution"], "Random");
    assert_eq!(ship["apply_on_transformed_logs"], true);
    assert_eq!(ship["emit_system_fields"], json!(["@aws.account"]));
    assert_eq!(
        resource["aws_cloudwatch_log_resource_policy"]["write"],
        json!({
            "policy_name": "write",
            "policy_document": "{\"Resource\": \"${aws_cloudwatch_log_group.app.arn}:*\"}",
            "depends_on": ["aws_cloudwatch_log_data_protection_policy.app", "aws_cloudwatch_log_index_policy.app"],
        })
    );
    let query = &resource["aws_cloudwatch_query_definition"]["query"];
    assert_eq!(query["log_group_names"], json!(["${aws_cloudwatch_log_group.app.name}"]));
    assert_eq!(module["output"]["query"]["value"], "${aws_cloudwatch_query_definition.query.query_definition_id}");
    assert_eq!(resource["aws_cloudwatch_log_anomaly_detector"]["odd"]["enabled"], true);
}

#[test]
fn what_the_provider_cannot_say_is_an_error() {
    let found = diagnostics(json!({ "Resources": {
        "Logs": { "Type": "AWS::Logs::LogGroup", "Properties": { "BearerTokenAuthenticationEnabled": true } },
    } }));
    assert!(found.iter().any(|found| found.message.contains("BearerTokenAuthenticationEnabled")), "{found:?}");
}
