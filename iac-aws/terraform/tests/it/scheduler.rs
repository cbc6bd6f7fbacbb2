//! Schedules.

use crate::support;
use serde_json::json;

#[test]
fn a_task_at_night() {
    let module = support::module(json!({ "Resources": {
        "Group": { "Type": "AWS::Scheduler::ScheduleGroup", "Properties": { "Tags": [{ "Key": "a", "Value": "b" }] } },
        "Nightly": { "Type": "AWS::Scheduler::Schedule", "Properties": {
            "Description": "Starts a task",
            "GroupName": { "Ref": "Group" },
            "State": "ENABLED",
            "ScheduleExpression": "cron(0 3 * * ? *)",
            "ScheduleExpressionTimezone": "Europe/Berlin",
            "StartDate": "2026-01-01T00:00:00Z",
            "FlexibleTimeWindow": { "Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15 },
            "Target": {
                "Arn": "arn:aws:ecs:cluster", "RoleArn": "arn:aws:iam::123456789012:role/start", "Input": "{}",
                "RetryPolicy": { "MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 600 },
                "DeadLetterConfig": { "Arn": "arn:aws:sqs:dead" },
                "EcsParameters": {
                    "TaskDefinitionArn": "arn:aws:ecs:task", "LaunchType": "FARGATE", "TaskCount": 1, "EnableECSManagedTags": true,
                    "PropagateTags": "TASK_DEFINITION", "Tags": [{ "Key": "c", "Value": "d" }],
                    "CapacityProviderStrategy": [{ "CapacityProvider": "FARGATE_SPOT", "Weight": 1 }],
                    "NetworkConfiguration": { "AwsvpcConfiguration": {
                        "AssignPublicIp": "DISABLED", "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"]
                    }}
                }
            }
        }}
    }, "Outputs": { "Name": { "Value": { "Ref": "Nightly" } } } }));
    assert_eq!(
        module["resource"]["aws_scheduler_schedule_group"]["group"],
        json!({
            "name_prefix": "${var.stack_name}-group-", "tags": { "a": "b" }
        })
    );
    assert_eq!(
        module["resource"]["aws_scheduler_schedule"]["nightly"],
        json!({
            "name_prefix": "${var.stack_name}-nightly-",
            "description": "Starts a task",
            "group_name": "${aws_scheduler_schedule_group.group.name}",
            "state": "ENABLED",
            "schedule_expression": "cron(0 3 * * ? *)",
            "schedule_expression_timezone": "Europe/Berlin",
            "start_date": "2026-01-01T00:00:00Z",
            "flexible_time_window": { "mode": "FLEXIBLE", "maximum_window_in_minutes": 15 },
            "target": {
                "arn": "arn:aws:ecs:cluster", "role_arn": "arn:aws:iam::123456789012:role/start", "input": "{}",
                "retry_policy": { "maximum_retry_attempts": 3, "maximum_event_age_in_seconds": 600 },
                "dead_letter_config": { "arn": "arn:aws:sqs:dead" },
                "ecs_parameters": {
                    "task_definition_arn": "arn:aws:ecs:task", "launch_type": "FARGATE", "task_count": 1, "enable_ecs_managed_tags": true,
                    "propagate_tags": "TASK_DEFINITION", "tags": { "c": "d" },
                    "capacity_provider_strategy": [{ "capacity_provider": "FARGATE_SPOT", "weight": 1 }],
                    "network_configuration": { "assign_public_ip": false, "subnets": ["subnet-1"], "security_groups": ["sg-1"] }
                }
            }
        })
    );
    assert_eq!(module["output"]["name"]["value"], json!("${aws_scheduler_schedule.nightly.name}"));
}

#[test]
fn other_targets() {
    let target = |parameters: serde_json::Value| {
        let mut target = json!({ "Arn": "arn:target", "RoleArn": "arn:aws:iam::123456789012:role/start" });
        target.as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
        let module =
            support::module(json!({ "Resources": { "Now": { "Type": "AWS::Scheduler::Schedule", "Properties": {
                "ScheduleExpression": "rate(1 hour)", "FlexibleTimeWindow": { "Mode": "OFF" }, "Target": target
            }}}}));
        module["resource"]["aws_scheduler_schedule"]["now"]["target"].clone()
    };
    assert_eq!(
        target(json!({ "EventBridgeParameters": { "DetailType": "tick", "Source": "clock" } }))["eventbridge_parameters"],
        json!({ "detail_type": "tick", "source": "clock" })
    );
    assert_eq!(
        target(json!({ "SageMakerPipelineParameters": { "PipelineParameterList": [{ "Name": "a", "Value": "b" }] } }))
            ["sagemaker_pipeline_parameters"],
        json!({ "pipeline_parameter": [{ "name": "a", "value": "b" }] })
    );
    assert_eq!(
        target(json!({ "SqsParameters": { "MessageGroupId": "g" } }))["sqs_parameters"],
        json!({ "message_group_id": "g" })
    );
}
