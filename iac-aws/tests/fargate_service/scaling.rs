//! What scales a service.

use super::{IMAGE, changed, private, said};
use crate::common::faults;
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
             a lower threshold than you add above)",
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
             a threshold)",
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

#[test]
fn scaling_that_can_never_work() {
    let nothing = "idle-scaling: the service may have no task, and nothing that scales it is measured then: it would \
                   never start one (give at least one task as the least, or a policy on a metric that has data without \
                   tasks, such as `backlog_per_task`)";
    let steps = || ScalingPolicy::steps(ServiceMetric::Memory).add_above(70, 1);
    assert_eq!(said(|service| service.scale(0..=3, [cpu_percent(50), steps()])), [nothing]);
    assert_eq!(said(|service| service.scale(0..=3, requests_per_target(100))), [nothing]);
    let waiting = || Metric::new("Worker", "Waiting");
    assert_eq!(
        said(|service| service.scale(0..=3, [cpu_percent(50), track_metric("Waiting", waiting(), 2.5)])),
        [] as [&str; 0]
    );
    assert_eq!(
        said(|service| service.scale(1..=3, [])),
        ["idle-scaling: the service is scaled by nothing (give a policy, such as `cpu_percent(70)`, or `.desired(…)` \
          instead of `.scale(…)`)"]
    );
    let percent = |percent: u8| {
        format!(
            "bad-scaling-target: a service cannot be scaled at {percent} % of what its tasks have (give 1 to 100 %)"
        )
    };
    let above = ScalingPolicy::steps(ServiceMetric::Cpu).add_above(70, 1).add_above(150, 3);
    assert_eq!(said(|service| service.scale(1..=3, above)), [percent(150)]);
    let below = ScalingPolicy::steps(ServiceMetric::Cpu).add_above(70, 1).remove_below(0, 2).remove_below(20, 1);
    assert_eq!(said(|service| service.scale(1..=3, below)), [percent(0)]);
}

#[test]
fn a_worker_gets_no_requests() {
    for policy in [requests_per_target(100), ScalingPolicy::request_steps().add_above(100, 1)] {
        let mut stack = Stack::new("main");
        let (subnets, size) = (private(&mut stack), Fargate::Cpu256(Mem256::Mb512));
        let worker = FargateService::worker(subnets, Image::registry(IMAGE), size);
        stack.add("App", worker.scale(1..=3, policy));
        assert_eq!(
            faults(stack),
            [
                "no-requests: the service is scaled by requests, and no balancer routes to it (scale by what it does get, \
              such as `backlog_per_task` or `cpu_percent`)"
            ]
        );
    }
}

#[test]
fn a_tracked_sum_is_one_of_a_minute() {
    let tracked = |statistic: Statistic, period: Period| {
        let metric = Metric::new("Worker", "Jobs").statistic(statistic).period(period);
        said(|service| service.scale(1..=3, track_metric("Jobs", metric, 500.0)))
    };
    let fault = |statistic: &str, seconds: u32| {
        format!(
            "tracked-period: the metric `Jobs` is the {statistic} of {seconds} s, and a tracked metric is always taken \
             per minute (give the target per minute and leave the period out, or scale by \
             `ScalingPolicy::metric_steps`, which keeps it)"
        )
    };
    assert_eq!(tracked(Statistic::Sum, Period::hours(1)), [fault("Sum", 3_600)]);
    assert_eq!(tracked(Statistic::SampleCount, Period::SECONDS_10), [fault("SampleCount", 10)]);
    assert_eq!(tracked(Statistic::Sum, Period::minutes(1)), [] as [&str; 0]);
    assert_eq!(tracked(Statistic::Average, Period::hours(1)), [] as [&str; 0]);
    let silent = Metric::new("Worker", "Jobs").statistic(Statistic::Sum);
    assert_eq!(said(|service| service.scale(1..=3, track_metric("Jobs", silent, 500.0))), [] as [&str; 0]);
}
