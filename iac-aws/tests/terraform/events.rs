//! `AWS::Events`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn by_service() -> Value {
    json!([
        { "Id": "Task", "Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/shop", "RoleArn": { "Fn::GetAtt": ["Role", "Arn"] },
          "EcsParameters": {
            "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/t:1",
            "TaskCount": 2,
            "LaunchType": "FARGATE",
            "PlatformVersion": "LATEST",
            "EnableECSManagedTags": true,
            "EnableExecuteCommand": false,
            "PropagateTags": "TASK_DEFINITION",
            "Group": "orders",
            "TagList": [{ "Key": "Product", "Value": "shop" }],
            "NetworkConfiguration": { "AwsVpcConfiguration": {
                "AssignPublicIp": "DISABLED", "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"],
            } },
            "CapacityProviderStrategy": [{ "CapacityProvider": "FARGATE_SPOT", "Weight": 1, "Base": 0 }],
            "PlacementConstraints": [{ "Type": "distinctInstance" }],
            "PlacementStrategies": [{ "Type": "spread", "Field": "host" }],
        } },
        { "Id": "Batch", "Arn": "arn:aws:batch:eu-west-1:123456789012:job-queue/q", "BatchParameters": {
            "JobDefinition": "job:1", "JobName": "job",
            "ArrayProperties": { "Size": 2 }, "RetryStrategy": { "Attempts": 3 },
        } },
        { "Id": "Http", "Arn": { "Fn::GetAtt": ["Api", "Arn"] }, "HttpParameters": {
            "HeaderParameters": { "X": "1" }, "PathParameterValues": ["a"], "QueryStringParameters": { "q": "2" },
        } },
        { "Id": "Graph", "Arn": "arn:aws:appsync:eu-west-1:123456789012:endpoints/graphql-api/a",
          "AppSyncParameters": { "GraphQLOperation": "mutation M {m}" } },
        { "Id": "Run", "Arn": "arn:aws:ssm:eu-west-1::document/d", "RunCommandParameters": {
            "RunCommandTargets": [{ "Key": "tag:Name", "Values": ["web"] }],
        } },
        { "Id": "Data", "Arn": "arn:aws:redshift:eu-west-1:123456789012:cluster:c", "RedshiftDataParameters": {
            "Database": "db", "Sql": "SELECT 1", "SecretManagerArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s",
            "WithEvent": true,
        } },
        { "Id": "Learn", "Arn": "arn:aws:sagemaker:eu-west-1:123456789012:pipeline/p", "SageMakerPipelineParameters": {
            "PipelineParameterList": [{ "Name": "a", "Value": "b" }],
        } },
        { "Id": "Stream", "Arn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s", "InputPath": "$.detail",
          "KinesisParameters": { "PartitionKeyPath": "$.id" } },
    ])
}

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
                "Targets": by_service(),
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
fn targets_by_service() {
    let module = module(template());
    let of = |name: &str, block: &str| module["resource"]["aws_cloudwatch_event_target"][name][block].clone();
    assert_eq!(of("ordered_task", "event_bus_name"), "${aws_cloudwatch_event_rule.ordered.event_bus_name}");
    assert_eq!(
        of("ordered_task", "ecs_target"),
        json!({
            "task_definition_arn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/t:1",
            "task_count": 2,
            "launch_type": "FARGATE",
            "platform_version": "LATEST",
            "enable_ecs_managed_tags": true,
            "enable_execute_command": false,
            "propagate_tags": "TASK_DEFINITION",
            "group": "orders",
            "tags": { "Product": "shop" },
            "network_configuration": { "assign_public_ip": false, "subnets": ["subnet-1"], "security_groups": ["sg-1"] },
            "capacity_provider_strategy": [{ "capacity_provider": "FARGATE_SPOT", "weight": 1, "base": 0 }],
            "placement_constraint": [{ "type": "distinctInstance" }],
            "ordered_placement_strategy": [{ "type": "spread", "field": "host" }],
        })
    );
    let batch = json!({ "job_definition": "job:1", "job_name": "job", "array_size": 2, "job_attempts": 3 });
    assert_eq!(of("ordered_batch", "batch_target"), batch);
    assert_eq!(
        of("ordered_http", "http_target"),
        json!({ "header_parameters": { "X": "1" }, "path_parameter_values": ["a"], "query_string_parameters": { "q": "2" } })
    );
    assert_eq!(of("ordered_graph", "appsync_target"), json!({ "graphql_operation": "mutation M {m}" }));
    assert_eq!(of("ordered_run", "run_command_targets"), json!([{ "key": "tag:Name", "values": ["web"] }]));
    let data = of("ordered_data", "redshift_target");
    assert_eq!(data["secrets_manager_arn"], "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s");
    assert_eq!(
        of("ordered_learn", "sagemaker_pipeline_target"),
        json!({ "pipeline_parameter_list": [{ "name": "a", "value": "b" }] })
    );
    assert_eq!(of("ordered_stream", "kinesis_target"), json!({ "partition_key_path": "$.id" }));
    assert_eq!(of("ordered_stream", "input_path"), "$.detail");
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
    let secrets: Vec<_> = found.iter().filter(|found| found.code == "secret-in-state").map(|found| &*found.message).collect();
    let expected = ["Password", "IsValueSecret", "ClientSecret", "ApiKeyValue"];
    assert_eq!(secrets, expected.map(|name| format!("Terraform would keep `{name}` in its state")));
}
