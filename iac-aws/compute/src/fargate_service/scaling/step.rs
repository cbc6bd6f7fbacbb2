//! Policies that add and remove tasks at thresholds.

use super::Scaled;
use super::check::percentage;
use super::stepped::{Stepped, aggregation, watching};
use iac_aws_cfn::application_auto_scaling::ScalingPolicy;
use iac_aws_cfn::application_auto_scaling::scaling_policy::{
    AdjustmentType, PolicyType, StepAdjustment, StepScalingPolicyConfiguration,
};
use iac_aws_cfn::cloudwatch;
use iac_aws_cfn::cloudwatch::alarm::ComparisonOperator;
use iac_core::prelude::*;

/// The thresholds of a metric, with the number of tasks to add or to remove.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub(super) of: Stepped,
    pub(super) above: Vec<(f64, u32)>,
    pub(super) below: Vec<(f64, u32)>,
}

/// Three minutes in a row add tasks, fifteen remove some: as many as target tracking waits for.
const OUT_SECONDS: u32 = 3 * 60;
const IN_SECONDS: u32 = 15 * 60;

impl Steps {
    pub(super) fn new(of: Stepped) -> Self {
        Steps { of, above: Vec::new(), below: Vec::new() }
    }

    pub(super) fn build(mut self, stack: &mut Stack, scaled: &mut Scaled<'_>, out_cooldown: u32, in_cooldown: u32) {
        self.above.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.below.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.check(stack);
        if let Some(&(threshold, _)) = self.above.first() {
            let ends = self.above.iter().skip(1).map(|&(end, _)| Some(end)).chain([None]);
            let steps = self.above.iter().zip(ends).map(|(&(start, tasks), end)| {
                let step = StepAdjustment::new(i64::from(tasks)).metric_interval_lower_bound(start - threshold);
                match end {
                    Some(end) => step.metric_interval_upper_bound(end - threshold),
                    None => step,
                }
            });
            let steps = steps.collect();
            self.direction(stack, scaled, true, threshold, steps, out_cooldown);
        }
        if let Some(&(threshold, _)) = self.below.last() {
            let ends = [None].into_iter().chain(self.below.iter().map(|&(end, _)| Some(end)));
            let steps = self.below.iter().zip(ends).map(|(&(start, tasks), end)| {
                let step = StepAdjustment::new(-i64::from(tasks)).metric_interval_upper_bound(start - threshold);
                match end {
                    Some(end) => step.metric_interval_lower_bound(end - threshold),
                    None => step,
                }
            });
            let steps: Vec<_> = steps.collect();
            let steps = steps.into_iter().rev().collect();
            self.direction(stack, scaled, false, threshold, steps, in_cooldown);
        }
    }

    fn check(&self, stack: &mut Stack) {
        if let Stepped::Metric { metric, .. } = &self.of {
            metric.check(stack);
        }
        for &(threshold, _) in self.above.iter().chain(&self.below).filter(|_| self.of.is_percentage()) {
            percentage(stack, threshold);
        }
        let twice = |steps: &[(f64, u32)]| steps.windows(2).any(|pair| pair[0].0 == pair[1].0);
        if twice(&self.above) || twice(&self.below) {
            stack.error(
                "bad-scaling-steps",
                "two steps of a scaling policy have the same threshold",
                "give each direction one step for a threshold",
            );
        }
        if self.above.iter().chain(&self.below).any(|&(_, tasks)| tasks == 0) {
            stack.error("bad-scaling-steps", "a scaling step adds or removes 0 tasks", "give at least one task");
        }
        let unit = if self.of.is_percentage() { " %" } else { "" };
        match (self.above.first(), self.below.last()) {
            (Some((above, _)), Some((below, _))) if below >= above => stack.error(
                "bad-scaling-steps",
                format!("tasks are added above {above}{unit} and removed below {below}{unit}: the service would swing"),
                "remove below a lower threshold than you add above",
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
        threshold: f64,
        steps: Vec<StepAdjustment>,
        cooldown: u32,
    ) {
        let id = format!("{}Scale{}", self.of.id(), if out { "Out" } else { "In" });
        let metric = self.of.metric(scaled);
        let configuration = StepScalingPolicyConfiguration::new()
            .adjustment_type(AdjustmentType::ChangeInCapacity)
            .metric_aggregation_type(aggregation(&metric))
            .cooldown(cooldown)
            .step_adjustments(steps);
        let policy = ScalingPolicy::new(id.clone(), PolicyType::StepScaling)
            .scaling_target_id(scaled.handle.id())
            .step_scaling_policy_configuration(configuration);
        let policy = stack.add(id.clone(), policy);
        let (comparison, time, verb) = match out {
            true => (ComparisonOperator::GreaterThanThreshold, OUT_SECONDS, "adds"),
            false => (ComparisonOperator::LessThanThreshold, IN_SECONDS, "removes"),
        };
        let counts_requests = matches!(self.of, Stepped::Requests);
        let alarm = cloudwatch::Alarm::new()
            .comparison_operator(comparison)
            .evaluation_periods(time.div_ceil(metric.period.seconds().max(1)))
            .alarm_description(format!("Nothing to do: {verb} tasks"));
        let alarm = watching(alarm, &metric, !counts_requests).threshold(threshold).alarm_actions([policy.arn()]);
        let alarm = stack.add(format!("{id}Alarm"), alarm);
        scaled.handle.policies.push(policy);
        scaled.handle.alarms.push(alarm);
        if counts_requests {
            scaled.handle.counting.push(alarm);
        }
    }
}
