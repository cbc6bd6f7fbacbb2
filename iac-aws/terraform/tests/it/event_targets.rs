//! The targets of `AWS::Events::Rule`, service by service.

use crate::support::{check, module};
use serde_json::{Value, json};

fn by_service() -> Value {
    json!([
        { "Id": "Task", "Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/shop", "RoleArn": "arn:aws:iam::123456789012:role/events",
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

#[test]
fn targets_by_service() {
    let module = module(json!({ "Resources": {
        "Bus": { "Type": "AWS::Events::EventBus", "Properties": { "Name": "shop" } },
        "Api": { "Type": "AWS::Events::ApiDestination", "Properties": {
            "ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/c/1",
            "HttpMethod": "POST",
            "InvocationEndpoint": "https://example.com/*",
        } },
        "Ordered": { "Type": "AWS::Events::Rule", "Properties": {
            "EventBusName": { "Ref": "Bus" }, "EventPattern": { "source": ["shop"] }, "Targets": by_service(),
        } },
    } }));
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
    check(&module);
}
