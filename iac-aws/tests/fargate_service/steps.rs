//! Tasks that are added and removed at thresholds.

use super::deployment::behind_a_balancer;
use super::{changed, said};
use crate::common::template;
use iac_aws::prelude::*;
use iac_core::backend::terraform::{self, module};
use iac_core::json::{Layout, to_text};
use iac_core::resolve::resolve;
use serde_json::{Value, json};

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

/// Five minutes at a time: one period is more than the three minutes after which tasks are added, three are the fifteen
/// after which some are removed.
#[test]
fn steps_of_a_metric_of_ones_own() {
    let waiting = Metric::new("Worker", "Waiting").dimension("Queue", "scans").statistic(Statistic::P90);
    let steps = ScalingPolicy::metric_steps("Waiting", waiting.period(Period::minutes(5)))
        .add_above(2.5, 1)
        .add_above(100, 4)
        .remove_below(0.5, 1);
    let resources = changed(|service| service.scale(0..=10, steps));
    let configuration = |id: &str| &resources[id]["Properties"]["StepScalingPolicyConfiguration"];
    assert_eq!(
        *configuration("AppWaitingScaleOut"),
        json!({
            "AdjustmentType": "ChangeInCapacity", "MetricAggregationType": "Average", "Cooldown": 60,
            "StepAdjustments": [
                {"ScalingAdjustment": 1, "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 97.5},
                {"ScalingAdjustment": 4, "MetricIntervalLowerBound": 97.5},
            ],
        })
    );
    assert_eq!(
        resources["AppWaitingScaleOutAlarm"]["Properties"],
        json!({
            "AlarmDescription": "Nothing to do: adds tasks",
            "ComparisonOperator": "GreaterThanThreshold",
            "EvaluationPeriods": 1,
            "Period": 300,
            "Threshold": 2.5,
            "ExtendedStatistic": "p90",
            "Namespace": "Worker",
            "MetricName": "Waiting",
            "Dimensions": [{"Name": "Queue", "Value": "scans"}],
            "AlarmActions": [{"Fn::GetAtt": ["AppWaitingScaleOut", "Arn"]}],
        })
    );
    assert_eq!(resources["AppWaitingScaleInAlarm"]["Properties"]["EvaluationPeriods"], json!(3));
    assert_eq!(resources["AppWaitingScaleInAlarm"]["Properties"]["Threshold"], json!(0.5));
}

#[test]
fn steps_take_the_statistic_and_period_of_their_metric() {
    let most = Metric::new("Worker", "Waiting").statistic(Statistic::Maximum).period(Period::SECONDS_10);
    let steps = ScalingPolicy::metric_steps("Most", most).add_above(100, 1);
    let resources = changed(|service| service.scale(1..=10, steps));
    let alarm = &resources["AppMostScaleOutAlarm"]["Properties"];
    assert_eq!(
        (&alarm["Statistic"], &alarm["Period"], &alarm["EvaluationPeriods"], &alarm["Dimensions"]),
        (&json!("Maximum"), &json!(10), &json!(18), &Value::Null)
    );
    let configuration = &resources["AppMostScaleOut"]["Properties"]["StepScalingPolicyConfiguration"];
    assert_eq!(configuration["MetricAggregationType"], json!("Maximum"));
    assert_eq!(resources["AppMostScaleIn"], Value::Null);
}

#[test]
fn wrong_steps_of_a_metric() {
    let steps = || ScalingPolicy::metric_steps("Waiting", Metric::new("Worker", "Waiting"));
    assert_eq!(said(|service| service.scale(1..=3, steps().add_above(5_000, 1).remove_below(-1, 1))), [] as [&str; 0]);
    assert_eq!(
        said(|service| service.scale(1..=3, steps().add_above(2.5, 1).remove_below(10, 1))),
        ["bad-scaling-steps: tasks are added above 2.5 and removed below 10: the service would swing (remove below a \
          lower threshold than you add above)"]
    );
    assert!(said(|service| service.scale(1..=3, steps().add_above(f64::NAN, 1)))[0].starts_with("bad-number: "));
    let twice = [steps().add_above(1, 1), steps().add_above(2, 1)];
    assert_eq!(
        said(|service| service.scale(1..=3, twice)),
        [
            "duplicate-scaling-policy: two scaling policies of the service are both `WaitingSteps` (keep one of them, or \
          give metrics of your own different ids)"
        ]
    );
    let nothing = Metric::new("AWS/ECS", "CPUUtilization");
    let of_ecs = ScalingPolicy::metric_steps("Cpu", nothing).add_above(70, 1);
    assert!(said(|service| service.scale(0..=3, of_ecs))[0].starts_with("idle-scaling: "));
}

#[test]
fn steps_of_a_policy_that_keeps_a_target() {
    assert_eq!(
        said(|service| service.scale(1..=3, cpu_percent(70).add_above(90, 2).remove_below(20, 1))),
        [
            "bad-scaling-steps: the policy `CpuScaling` keeps a target and has no steps (begin with `ScalingPolicy::steps`, \
          or leave `add_above` and `remove_below` out)"
        ]
    );
}

#[test]
fn steps_count_the_requests_of_the_balancer_that_routes_first() {
    let steps = || ScalingPolicy::request_steps().add_above(1_000, 1).add_above(5_000.0, 4).remove_below(200, 1);
    let resources = template(behind_a_balancer(Deployment::rolling(), vec![steps()]))["Resources"].take();
    let alarm = |id: &str| resources[id]["Properties"].clone();
    assert_eq!(
        alarm("AppRequestScaleOutAlarm"),
        json!({
            "AlarmDescription": "Nothing to do: adds tasks",
            "ComparisonOperator": "GreaterThanThreshold",
            "EvaluationPeriods": 3,
            "Period": 60,
            "Threshold": 1000,
            "Statistic": "Sum",
            "Namespace": "AWS/ApplicationELB",
            "MetricName": "RequestCountPerTarget",
            "Dimensions": [
                {"Name": "LoadBalancer", "Value": {"Fn::GetAtt": ["Alb", "LoadBalancerFullName"]}},
                {"Name": "TargetGroup", "Value": {"Fn::GetAtt": ["AlbAppTargetGroup", "TargetGroupFullName"]}},
            ],
            "AlarmActions": [{"Fn::GetAtt": ["AppRequestScaleOut", "Arn"]}],
        })
    );
    let removes = alarm("AppRequestScaleInAlarm");
    assert_eq!((&removes["MetricName"], &removes["EvaluationPeriods"]), (&json!("RequestCountPerTarget"), &json!(15)));
    assert_eq!(removes["Dimensions"], alarm("AppRequestScaleOutAlarm")["Dimensions"]);
    // Without a balancer it must not deploy as an alarm that never rings: CloudWatch refuses one without a metric.
    let alone = changed(|service| service.scale(2..=10, steps()));
    assert_eq!(alone["AppRequestScaleOutAlarm"]["Properties"]["MetricName"], Value::Null);
}

#[test]
fn terraform_counts_the_same_requests() {
    let steps = ScalingPolicy::request_steps().add_above(1_000, 1);
    let stack = behind_a_balancer(Deployment::rolling(), vec![steps]);
    let (graph, faults) = resolve(stack.into(), "test");
    assert!(faults.is_empty(), "{faults:?}");
    let deployment = terraform::Deployment { system: "shop", environment: "test", regions: &[Region::EU_CENTRAL_1] };
    let (module, _) = module(&graph, deployment, &iac_aws::PLATFORM.terraform);
    let module: Value = serde_json::from_str(&to_text(&module, Layout::Compact)).unwrap();
    let alarm = &module["resource"]["aws_cloudwatch_metric_alarm"]["app_request_scale_out_alarm"];
    assert_eq!((&alarm["metric_name"], &alarm["period"]), (&json!("RequestCountPerTarget"), &json!(60)));
    assert_eq!(
        alarm["dimensions"],
        json!({
            "LoadBalancer": "${aws_lb.alb.arn_suffix}",
            "TargetGroup": "${aws_lb_target_group.alb_app_target_group.arn_suffix}",
        })
    );
}
