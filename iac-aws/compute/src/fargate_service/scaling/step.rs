//! Policies that add and remove tasks at thresholds.

use super::Scaled;
use super::policy::percentage;
use iac_aws_cfn::application_auto_scaling::ScalingPolicy;
use iac_aws_cfn::application_auto_scaling::scaling_policy::{
    AdjustmentType, MetricAggregationType, PolicyType, StepAdjustment, StepScalingPolicyConfiguration,
};
use iac_aws_cfn::cloudwatch;
use iac_aws_cfn::cloudwatch::alarm::{ComparisonOperator, Dimension, Statistic};
use iac_core::prelude::*;

/// A metric that ECS records about every service, in percent of what its tasks have.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceMetric {
    /// CPU in use.
    Cpu,
    /// Memory in use.
    Memory,
}

impl ServiceMetric {
    pub(super) const fn id(self) -> &'static str {
        match self {
            ServiceMetric::Cpu => "Cpu",
            ServiceMetric::Memory => "Memory",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            ServiceMetric::Cpu => "CPUUtilization",
            ServiceMetric::Memory => "MemoryUtilization",
        }
    }
}

/// The thresholds of a metric, in percent, with the number of tasks to add or to remove.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub(super) metric: ServiceMetric,
    pub(super) above: Vec<(u8, u32)>,
    pub(super) below: Vec<(u8, u32)>,
}

/// Three minutes in a row add tasks, fifteen remove some: as many as target tracking waits for.
const OUT_PERIODS: u32 = 3;
const IN_PERIODS: u32 = 15;

impl Steps {
    pub(super) fn new(metric: ServiceMetric) -> Self {
        Steps { metric, above: Vec::new(), below: Vec::new() }
    }

    pub(super) fn build(mut self, stack: &mut Stack, scaled: &mut Scaled<'_>, out_cooldown: u32, in_cooldown: u32) {
        self.above.sort();
        self.below.sort();
        self.check(stack);
        if let Some(&(threshold, _)) = self.above.first() {
            let ends = self.above.iter().skip(1).map(|&(percent, _)| Some(percent)).chain([None]);
            let steps = self.above.iter().zip(ends).map(|(&(percent, tasks), end)| {
                let step = StepAdjustment::new(i64::from(tasks)).metric_interval_lower_bound(percent - threshold);
                match end {
                    Some(end) => step.metric_interval_upper_bound(end - threshold),
                    None => step,
                }
            });
            let steps = steps.collect();
            self.direction(stack, scaled, true, threshold, steps, out_cooldown);
        }
        if let Some(&(threshold, _)) = self.below.last() {
            let ends = [None].into_iter().chain(self.below.iter().map(|&(percent, _)| Some(percent)));
            let steps = self.below.iter().zip(ends).map(|(&(percent, tasks), end)| {
                let under = |percent: u8| i32::from(percent) - i32::from(threshold);
                let step = StepAdjustment::new(-i64::from(tasks)).metric_interval_upper_bound(under(percent));
                match end {
                    Some(end) => step.metric_interval_lower_bound(under(end)),
                    None => step,
                }
            });
            let steps: Vec<_> = steps.collect();
            let steps = steps.into_iter().rev().collect();
            self.direction(stack, scaled, false, threshold, steps, in_cooldown);
        }
    }

    fn check(&self, stack: &mut Stack) {
        let twice = |steps: &[(u8, u32)]| steps.windows(2).any(|pair| pair[0].0 == pair[1].0);
        if twice(&self.above) || twice(&self.below) {
            stack.error(
                "bad-scaling-steps",
                "two steps of a scaling policy have the same threshold",
                "give each direction one step for a percentage",
            );
        }
        if self.above.iter().chain(&self.below).any(|&(_, tasks)| tasks == 0) {
            stack.error("bad-scaling-steps", "a scaling step adds or removes 0 tasks", "give at least one task");
        }
        match (self.above.first(), self.below.last()) {
            (Some((above, _)), Some((below, _))) if below >= above => stack.error(
                "bad-scaling-steps",
                format!("tasks are added above {above} % and removed below {below} %: the service would swing"),
                "remove below a lower percentage than you add above",
            ),
            (None, _) => stack.error(
                "bad-scaling-steps",
                "a scaling policy with steps never adds a task",
                "say when it does: `.add_above(70, 1)`",
            ),
            _ => {}
        }
    }

    fn direction(
        &self,
        stack: &mut Stack,
        scaled: &mut Scaled<'_>,
        out: bool,
        threshold: u8,
        steps: Vec<StepAdjustment>,
        cooldown: u32,
    ) {
        let id = format!("{}Scale{}", self.metric.id(), if out { "Out" } else { "In" });
        let configuration = StepScalingPolicyConfiguration::new()
            .adjustment_type(AdjustmentType::ChangeInCapacity)
            .metric_aggregation_type(MetricAggregationType::Average)
            .cooldown(cooldown)
            .step_adjustments(steps);
        let policy = ScalingPolicy::new(id.clone(), PolicyType::StepScaling)
            .scaling_target_id(scaled.handle.id())
            .step_scaling_policy_configuration(configuration);
        let policy = stack.add(id.clone(), policy);
        let (comparison, periods, verb) = match out {
            true => (ComparisonOperator::GreaterThanThreshold, OUT_PERIODS, "adds"),
            false => (ComparisonOperator::LessThanThreshold, IN_PERIODS, "removes"),
        };
        let alarm = cloudwatch::Alarm::new()
            .comparison_operator(comparison)
            .evaluation_periods(periods)
            .alarm_description(format!("Nothing to do: {verb} tasks"))
            .namespace("AWS/ECS")
            .metric_name(self.metric.name())
            .dimensions([
                Dimension::new("ClusterName", scaled.cluster.name()),
                Dimension::new("ServiceName", scaled.service.name()),
            ])
            .statistic(Statistic::Average)
            .period(60)
            .threshold(percentage(stack, threshold))
            .alarm_actions([policy.arn()]);
        scaled.handle.policies.push(policy);
        scaled.handle.alarms.push(stack.add(format!("{id}Alarm"), alarm));
    }
}
