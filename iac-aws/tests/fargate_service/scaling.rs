//! What scales a service.

use super::{changed, said};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn scaling_tracks_a_percentage_or_a_metric_of_ones_own() {
    let waiting = Metric::new("Worker", "Waiting").dimension("Queue", "scans").statistic(Statistic::P90);
    let resources = changed(|service| {
        let cpu = cpu_percent(70).scale_out_cooldown(seconds(30)).scale_in_cooldown(minutes(10));
        service.scale(2..=5, [cpu, track_metric("Waiting", waiting, 2.5)])
    });
    assert_eq!(
        resources["AppScalableTarget"]["Properties"],
        json!({
            "MinCapacity": 2, "MaxCapacity": 5,
            "ResourceId": {"Fn::Sub": "service/${AppCluster}/${App.Name}"},
            "ScalableDimension": "ecs:service:DesiredCount",
            "ServiceNamespace": "ecs",
        })
    );
    let configuration = |id: &str| &resources[id]["Properties"]["TargetTrackingScalingPolicyConfiguration"];
    assert_eq!(
        *configuration("AppCpuScaling"),
        json!({
            "TargetValue": 70, "ScaleOutCooldown": 30, "ScaleInCooldown": 600,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        })
    );
    assert_eq!(
        configuration("AppWaitingScaling")["CustomizedMetricSpecification"],
        json!({"Metrics": [{
            "Id": "tracked",
            "MetricStat": {
                "Metric": {
                    "Namespace": "Worker", "MetricName": "Waiting", "Dimensions": [{"Name": "Queue", "Value": "scans"}],
                },
                "Stat": "p90",
            },
            "ReturnData": true,
        }]})
    );
}

#[test]
fn steps_are_relative_to_the_threshold_of_their_alarm() {
    let steps = ScalingPolicy::steps(ServiceMetric::Cpu)
        .add_above(90, 3)
        .add_above(70, 1)
        .remove_below(10, 2)
        .remove_below(30, 1);
    let resources = changed(|service| service.scale(2..=10, steps));
    let steps = |id: &str| &resources[id]["Properties"]["StepScalingPolicyConfiguration"]["StepAdjustments"];
    assert_eq!(
        *steps("AppCpuScaleOut"),
        json!([
            {"ScalingAdjustment": 1, "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 20},
            {"ScalingAdjustment": 3, "MetricIntervalLowerBound": 20},
        ])
    );
    assert_eq!(
        *steps("AppCpuScaleIn"),
        json!([
            {"ScalingAdjustment": -1, "MetricIntervalUpperBound": 0, "MetricIntervalLowerBound": -20},
            {"ScalingAdjustment": -2, "MetricIntervalUpperBound": -20},
        ])
    );
    assert_eq!(
        resources["AppCpuScaleInAlarm"]["Properties"],
        json!({
            "AlarmDescription": "Nothing to do: removes tasks",
            "ComparisonOperator": "LessThanThreshold",
            "EvaluationPeriods": 15,
            "Period": 60,
            "Threshold": 30,
            "Statistic": "Average",
            "Namespace": "AWS/ECS",
            "MetricName": "CPUUtilization",
            "Dimensions": [
                {"Name": "ClusterName", "Value": {"Ref": "AppCluster"}},
                {"Name": "ServiceName", "Value": {"Fn::GetAtt": ["App", "Name"]}},
            ],
            "AlarmActions": [{"Fn::GetAtt": ["AppCpuScaleIn", "Arn"]}],
        })
    );
    assert_eq!(resources["AppCpuScaleOutAlarm"]["Properties"]["ComparisonOperator"], json!("GreaterThanThreshold"));
    assert_eq!(resources["AppCpuScaleOutAlarm"]["Properties"]["Threshold"], json!(70));
}

#[test]
fn scaling_out_of_range() {
    let cases: [(u32, u32, ScalingPolicy, &str); 8] = [
        (
            3,
            2,
            cpu_percent(70),
            "bad-scaling-range: the service is to have 3 to 2 tasks (give at least one task as the most, and no more as \
             the least, such as `2..=10`)",
        ),
        (
            0,
            0,
            cpu_percent(70),
            "bad-scaling-range: the service is to have 0 to 0 tasks (give at least one task as the most, and no more as \
             the least, such as `2..=10`)",
        ),
        (
            1,
            2,
            cpu_percent(101),
            "bad-scaling-target: a service cannot be scaled at 101 % of what its tasks have (give 1 to 100 %)",
        ),
        (
            1,
            2,
            track_metric("M", Metric::new("N", "M"), 0.0),
            "bad-scaling-target: a service cannot be scaled at a target of 0 (give a number above 0)",
        ),
        (
            1,
            2,
            ScalingPolicy::steps(ServiceMetric::Cpu).add_above(50, 1).remove_below(50, 1),
            "bad-scaling-steps: tasks are added above 50 % and removed below 50 %: the service would swing (remove below \
             a lower percentage than you add above)",
        ),
        (
            1,
            2,
            ScalingPolicy::steps(ServiceMetric::Cpu).remove_below(50, 1),
            "bad-scaling-steps: a scaling policy with steps never adds a task (say when it does: `.add_above(70, 1)`)",
        ),
        (
            1,
            2,
            ScalingPolicy::steps(ServiceMetric::Cpu).add_above(50, 1).add_above(50, 2),
            "bad-scaling-steps: two steps of a scaling policy have the same threshold (give each direction one step for \
             a percentage)",
        ),
        (
            1,
            2,
            ScalingPolicy::steps(ServiceMetric::Cpu).add_above(50, 0),
            "bad-scaling-steps: a scaling step adds or removes 0 tasks (give at least one task)",
        ),
    ];
    for (least, most, policy, expected) in cases {
        assert_eq!(said(|service| service.scale(least..=most, policy)), [expected]);
    }
    assert_eq!(
        said(|service| service.scale(1..=2, [cpu_percent(70), cpu_percent(80)])),
        [
            "duplicate-scaling-policy: two scaling policies of the service are both `CpuScaling` (keep one of them, or give \
          metrics of your own different ids)"
        ]
    );
    assert_eq!(
        said(|service| service.scale(2..=4, cpu_percent(70)).desired(1)),
        ["desired-out-of-range: 1 tasks are desired, and the service is scaled between 2 and 4 (leave `desired` out: \
          scaling decides)"]
    );
}
