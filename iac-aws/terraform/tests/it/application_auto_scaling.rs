//! What is scaled, and how.

use crate::support;
use serde_json::{Value, json};

fn target() -> Value {
    json!({ "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": {
        "MinCapacity": 3, "MaxCapacity": 10,
        "ResourceId": "service/main/app", "ScalableDimension": "ecs:service:DesiredCount", "ServiceNamespace": "ecs",
        "RoleARN": "arn:aws:iam::123456789012:role/scaling",
        "SuspendedState": { "DynamicScalingInSuspended": true },
        "ScheduledActions": [{
            "ScheduledActionName": "night", "Schedule": "cron(0 22 * * ? *)", "Timezone": "Europe/Berlin",
            "StartTime": "2026-01-01T00:00:00Z", "ScalableTargetAction": { "MinCapacity": 1, "MaxCapacity": 2 }
        }],
        "Tags": [{ "Key": "Team", "Value": "core" }]
    }})
}

fn policy(properties: Value) -> Value {
    let policy = json!({ "Type": "AWS::ApplicationAutoScaling::ScalingPolicy", "Properties": properties });
    let module = support::module(json!({ "Resources": { "Target": target(), "Policy": policy } }));
    module["resource"]["aws_appautoscaling_policy"]["policy"].clone()
}

#[test]
fn a_target_and_its_schedule() {
    let module = support::module(json!({
        "Resources": { "Target": target() }, "Outputs": { "Id": { "Value": { "Ref": "Target" } } }
    }));
    assert_eq!(
        module["resource"]["aws_appautoscaling_target"]["target"],
        json!({
            "min_capacity": 3, "max_capacity": 10,
            "resource_id": "service/main/app", "scalable_dimension": "ecs:service:DesiredCount", "service_namespace": "ecs",
            "role_arn": "arn:aws:iam::123456789012:role/scaling",
            "suspended_state": { "dynamic_scaling_in_suspended": true },
            "tags": { "Team": "core" }
        })
    );
    assert_eq!(
        module["resource"]["aws_appautoscaling_scheduled_action"]["target_night"],
        json!({
            "name": "night",
            "resource_id": "${aws_appautoscaling_target.target.resource_id}",
            "scalable_dimension": "${aws_appautoscaling_target.target.scalable_dimension}",
            "service_namespace": "${aws_appautoscaling_target.target.service_namespace}",
            "schedule": "cron(0 22 * * ? *)",
            "timezone": "Europe/Berlin",
            "start_time": "2026-01-01T00:00:00Z",
            "scalable_target_action": { "min_capacity": 1, "max_capacity": 2 }
        })
    );
    let address = "aws_appautoscaling_target.target";
    assert_eq!(
        module["output"]["id"]["value"],
        json!(format!(
            "${{join(\"|\", [{address}.resource_id, {address}.scalable_dimension, {address}.service_namespace])}}"
        ))
    );
}

#[test]
fn a_policy_that_tracks_a_metric() {
    let actual = policy(json!({
        "PolicyName": "cpu",
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": { "Ref": "Target" },
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 70, "ScaleInCooldown": 300, "ScaleOutCooldown": 60, "DisableScaleIn": false,
            "PredefinedMetricSpecification": { "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "app/a/b" }
        }
    }));
    assert_eq!(
        actual,
        json!({
            "name": "cpu",
            "policy_type": "TargetTrackingScaling",
            "resource_id": "${aws_appautoscaling_target.target.resource_id}",
            "scalable_dimension": "${aws_appautoscaling_target.target.scalable_dimension}",
            "service_namespace": "${aws_appautoscaling_target.target.service_namespace}",
            "target_tracking_scaling_policy_configuration": {
                "target_value": 70, "scale_in_cooldown": 300, "scale_out_cooldown": 60, "disable_scale_in": false,
                "predefined_metric_specification": { "predefined_metric_type": "ALBRequestCountPerTarget", "resource_label": "app/a/b" }
            },
            // A scheduled action is a part of the target, which is complete before the policy.
            "depends_on": ["aws_appautoscaling_scheduled_action.target_night"]
        })
    );
}

#[test]
fn a_policy_that_computes_its_metric() {
    let stat = json!({ "Stat": "Sum", "Unit": "Count", "Metric": {
        "MetricName": "Messages", "Namespace": "App", "Dimensions": [{ "Name": "Queue", "Value": "jobs" }]
    }});
    let actual = policy(json!({
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": "service/main/other|ecs:service:DesiredCount|ecs",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 0.5,
            "CustomizedMetricSpecification": { "Metrics": [
                { "Id": "m", "MetricStat": stat, "ReturnData": false },
                { "Id": "e", "Expression": "m / 2", "Label": "half", "ReturnData": true }
            ]}
        }
    }));
    let stat = json!({ "stat": "Sum", "unit": "Count", "metric": {
        "metric_name": "Messages", "namespace": "App", "dimensions": [{ "name": "Queue", "value": "jobs" }]
    }});
    assert_eq!(
        actual,
        json!({
            "name": "${var.stack_name}-policy",
            "policy_type": "TargetTrackingScaling",
            "resource_id": "service/main/other",
            "scalable_dimension": "ecs:service:DesiredCount",
            "service_namespace": "ecs",
            "target_tracking_scaling_policy_configuration": {
                "target_value": 0.5,
                "customized_metric_specification": { "metrics": [
                    { "id": "m", "metric_stat": stat, "return_data": false },
                    { "id": "e", "expression": "m / 2", "label": "half", "return_data": true }
                ]}
            }
        })
    );
}

#[test]
fn a_policy_with_steps() {
    let actual = policy(json!({
        "PolicyName": "steps",
        "PolicyType": "StepScaling",
        "ResourceId": "service/main/app", "ScalableDimension": "ecs:service:DesiredCount", "ServiceNamespace": "ecs",
        "StepScalingPolicyConfiguration": {
            "AdjustmentType": "ChangeInCapacity", "Cooldown": 60, "MetricAggregationType": "Maximum", "MinAdjustmentMagnitude": 1,
            "StepAdjustments": [
                { "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10.5, "ScalingAdjustment": 1 },
                { "MetricIntervalLowerBound": 10.5, "ScalingAdjustment": 3 }
            ]
        }
    }));
    assert_eq!(
        actual,
        json!({
            "name": "steps",
            "policy_type": "StepScaling",
            "resource_id": "service/main/app", "scalable_dimension": "ecs:service:DesiredCount", "service_namespace": "ecs",
            "step_scaling_policy_configuration": {
                "adjustment_type": "ChangeInCapacity", "cooldown": 60, "metric_aggregation_type": "Maximum", "min_adjustment_magnitude": 1,
                "step_adjustment": [
                    { "metric_interval_lower_bound": 0, "metric_interval_upper_bound": 10.5, "scaling_adjustment": 1 },
                    { "metric_interval_lower_bound": 10.5, "scaling_adjustment": 3 }
                ]
            }
        })
    );
}

#[test]
fn a_policy_that_predicts() {
    let metric = json!({ "MetricDataQueries": [{ "Id": "m", "MetricStat": { "Stat": "Sum", "Metric": {
        "MetricName": "Load", "Namespace": "App", "Dimensions": [{ "Name": "a", "Value": "b" }]
    }}}]});
    let actual = policy(json!({
        "PolicyName": "ahead",
        "PolicyType": "PredictiveScaling",
        "ScalingTargetId": { "Ref": "Target" },
        "PredictiveScalingPolicyConfiguration": {
            "Mode": "ForecastOnly", "SchedulingBufferTime": 300, "MaxCapacityBreachBehavior": "IncreaseMaxCapacity", "MaxCapacityBuffer": 10,
            "MetricSpecifications": [{
                "TargetValue": 60, "CustomizedLoadMetricSpecification": metric,
                "PredefinedScalingMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilization" }
            }]
        }
    }));
    let metric = json!({ "metric_data_query": [{ "id": "m", "metric_stat": { "stat": "Sum", "metric": {
        "metric_name": "Load", "namespace": "App", "dimension": [{ "name": "a", "value": "b" }]
    }}}]});
    assert_eq!(
        actual["predictive_scaling_policy_configuration"],
        json!({
            "mode": "ForecastOnly", "scheduling_buffer_time": 300, "max_capacity_breach_behavior": "IncreaseMaxCapacity", "max_capacity_buffer": 10,
            "metric_specification": [{
                "target_value": 60, "customized_load_metric_specification": metric,
                "predefined_scaling_metric_specification": { "predefined_metric_type": "ECSServiceAverageCPUUtilization" }
            }]
        })
    );
}
