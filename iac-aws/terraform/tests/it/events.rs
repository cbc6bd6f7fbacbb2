//! `AWS::Events`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Queue": { "Type": "AWS::SQS::Queue" },
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Statement": [] } } },
            "Ended": { "Type": "AWS::Events::Rule", "Properties": {
                "Description": "Tasks that end",
                "EventPattern": { "source": ["aws.ecs"], "detail": { "exitCode": [{ "anything-but": 0 }] } },
                "State": "ENABLED",
                "Targets": [
                    {
                        "Id": "Topic",
                        "Arn": { "Ref": "Topic" },
                        "InputTransformer": {
                            "InputTemplate": "\"The task <task> has ended\"",
                            "InputPathsMap": { "task": "$.detail.taskArn" },
                        },
                        "RetryPolicy": { "MaximumRetryAttempts": 3 },
                        "DeadLetterConfig": { "Arn": { "Fn::GetAtt": ["Queue", "Arn"] } },
                    },
                    {
                        "Id": "Queue",
                        "Arn": { "Fn::GetAtt": ["Queue", "Arn"] },
                        "Input": "{}",
                        "RetryPolicy": { "MaximumEventAgeInSeconds": 60 },
                        "SqsParameters": { "MessageGroupId": "all" },
                    },
                ],
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Bus": { "Type": "AWS::Events::EventBus", "Properties": {
                "Name": "shop",
                "Description": "Orders",
                "DeadLetterConfig": { "Arn": { "Fn::GetAtt": ["Queue", "Arn"] } },
                "LogConfig": { "IncludeDetail": "FULL", "Level": "ERROR" },
                "Policy": { "Statement": [] },
            } },
            "May": { "Type": "AWS::Events::EventBusPolicy", "Properties": {
                "EventBusName": { "Ref": "Bus" },
                "StatementId": "other",
                "Action": "events:PutEvents",
                "Principal": "*",
                "Condition": { "Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1" },
            } },
            "Ordered": { "Type": "AWS::Events::Rule", "Properties": {
                "Name": "ordered",
                "EventBusName": { "Ref": "Bus" },
                "EventPattern": { "source": ["shop"] },
                "RoleArn": { "Fn::GetAtt": ["Role", "Arn"] },
            } },
            "Api": { "Type": "AWS::Events::ApiDestination", "Properties": {
                "ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/c/1",
                "HttpMethod": "POST",
                "InvocationEndpoint": "https://example.com/*",
                "InvocationRateLimitPerSecond": 10,
            } },
            "Kept": { "Type": "AWS::Events::Archive", "Properties": {
                "SourceArn": { "Fn::GetAtt": ["Bus", "Arn"] },
                "EventPattern": { "source": ["shop"] },
                "RetentionDays": 30,
            } },
        },
        "Outputs": {
            "Rule": { "Value": { "Fn::GetAtt": ["Ended", "Arn"] } },
            "Name": { "Value": { "Ref": "Ended" } },
            "NameOnBus": { "Value": { "Ref": "Ordered" } },
            "Bus": { "Value": { "Ref": "Bus" } },
            "Api": { "Value": { "Fn::GetAtt": ["Api", "ArnForPolicy"] } },
            "Archive": { "Value": { "Ref": "Kept" } },
        },
    })
}

#[test]
fn rules() {
    let module = module(template());
    let rules = &module["resource"]["aws_cloudwatch_event_rule"];
    assert_eq!(
        rules["ended"],
        json!({
            "name_prefix": "${var.stack_name}-ended-",
            "description": "Tasks that end",
            "event_pattern": "${jsonencode({detail = {exitCode = [{\"anything-but\" = 0}]}, source = [\"aws.ecs\"]})}",
            "state": "ENABLED",
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(rules["ordered"]["name"], "ordered");
    assert_eq!(rules["ordered"]["event_bus_name"], "${aws_cloudwatch_event_bus.bus.name}");
    assert_eq!(rules["ordered"]["role_arn"], "${aws_iam_role.role.arn}");
    assert_eq!(module["output"]["rule"]["value"], "${aws_cloudwatch_event_rule.ended.arn}");
    assert_eq!(module["output"]["name"]["value"], "${aws_cloudwatch_event_rule.ended.name}");
    assert_eq!(
        module["output"]["name_on_bus"]["value"],
        "${aws_cloudwatch_event_rule.ordered.event_bus_name}|${aws_cloudwatch_event_rule.ordered.name}"
    );
    check(&module);
}

/// What is not said of a retry policy is EventBridge's default, a day and 185 attempts.
#[test]
fn targets() {
    let module = module(template());
    let targets = &module["resource"]["aws_cloudwatch_event_target"];
    assert_eq!(
        targets["ended_topic"],
        json!({
            "rule": "${aws_cloudwatch_event_rule.ended.name}",
            "target_id": "Topic",
            "arn": "${aws_sns_topic.topic.arn}",
            "input_transformer": {
                "input_template": "\"The task <task> has ended\"",
                "input_paths": { "task": "$.detail.taskArn" },
            },
            "retry_policy": { "maximum_retry_attempts": 3, "maximum_event_age_in_seconds": 86400 },
            "dead_letter_config": { "arn": "${aws_sqs_queue.queue.arn}" },
        })
    );
    assert_eq!(
        targets["ended_queue"]["retry_policy"],
        json!({ "maximum_event_age_in_seconds": 60, "maximum_retry_attempts": 185 })
    );
    assert_eq!(targets["ended_queue"]["input"], "{}");
    assert_eq!(targets["ended_queue"]["sqs_target"], json!({ "message_group_id": "all" }));
}

#[test]
fn buses_and_what_they_reach() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_cloudwatch_event_bus"]["bus"],
        json!({
            "name": "shop",
            "description": "Orders",
            "dead_letter_config": { "arn": "${aws_sqs_queue.queue.arn}" },
            "log_config": { "include_detail": "FULL", "level": "ERROR" },
        })
    );
    let policy = &resource["aws_cloudwatch_event_bus_policy"]["bus"];
    assert_eq!(
        policy,
        &json!({ "event_bus_name": "${aws_cloudwatch_event_bus.bus.name}", "policy": "${jsonencode({Statement = []})}" })
    );
    let may = &resource["aws_cloudwatch_event_permission"]["may"];
    assert_eq!(may["condition"], json!({ "type": "StringEquals", "key": "aws:PrincipalOrgID", "value": "o-1" }));
    let api = &resource["aws_cloudwatch_event_api_destination"]["api"];
    assert_eq!(api["name"], "${var.stack_name}-api");
    assert_eq!(
        module["output"]["api"]["value"],
        "${join(\"/\", slice(split(\"/\", aws_cloudwatch_event_api_destination.api.arn), 0, 2))}"
    );
    let kept = &resource["aws_cloudwatch_event_archive"]["kept"];
    assert_eq!(kept["event_source_arn"], "${aws_cloudwatch_event_bus.bus.arn}");
    assert_eq!(kept["event_pattern"], "${jsonencode({source = [\"shop\"]})}");
    assert_eq!(module["output"]["archive"]["value"], "${aws_cloudwatch_event_archive.kept.name}");
}

#[test]
fn secrets_of_connections_would_be_in_the_state() {
    let found = diagnostics(json!({ "Resources": {
        "Basic": { "Type": "AWS::Events::Connection", "Properties": { "AuthorizationType": "BASIC", "AuthParameters": {
            "BasicAuthParameters": { "Username": "me", "Password": "x" },
            "InvocationHttpParameters": { "HeaderParameters": [{ "Key": "a", "Value": "b", "IsValueSecret": true }] },
        } } },
        "Key": { "Type": "AWS::Events::Connection", "Properties": { "AuthorizationType": "API_KEY", "AuthParameters": {
            "ApiKeyAuthParameters": { "ApiKeyName": "k", "ApiKeyValue": "x" },
        } } },
        "Client": { "Type": "AWS::Events::Connection", "Properties": { "AuthorizationType": "OAUTH_CLIENT_CREDENTIALS", "AuthParameters": {
            "OAuthParameters": { "AuthorizationEndpoint": "https://example.com", "HttpMethod": "POST",
                "ClientParameters": { "ClientID": "me", "ClientSecret": "x" } },
        } } },
    } }));
    let secrets: Vec<_> =
        found.iter().filter(|found| found.code == "secret-in-state").map(|found| &*found.message).collect();
    let expected = ["Password", "IsValueSecret", "ClientSecret", "ApiKeyValue"];
    assert_eq!(secrets, expected.map(|name| format!("Terraform would keep `{name}` in its state")));
}
