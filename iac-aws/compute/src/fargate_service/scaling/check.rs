//! Numbers that nothing can be scaled by.

use iac_aws_base::monitoring::{Metric, Period, Statistic};
use iac_core::Stack;

pub(super) fn percentage(stack: &mut Stack, percent: f64) -> f64 {
    if !(1.0..=100.0).contains(&percent) {
        let message = format!("a service cannot be scaled at {percent} % of what its tasks have");
        stack.error("bad-scaling-target", message, "give 1 to 100 %");
    }
    percent.clamp(1.0, 100.0)
}

/// A sum of an hour is 60 times that of a minute, which is what the target is compared with.
pub(super) fn tracked_period(stack: &mut Stack, metric: &Metric) {
    let adds_up = matches!(metric.statistic, Statistic::Sum | Statistic::SampleCount);
    // Five minutes are the default of every metric.
    if adds_up && ![Period::minutes(1), Period::minutes(5)].contains(&metric.period) {
        let (name, statistic, seconds) = (&metric.name, metric.statistic.name(), metric.period.seconds());
        stack.error(
            "tracked-period",
            format!(
                "the metric `{name}` is the {statistic} of {seconds} s, and a tracked metric is always taken per minute"
            ),
            "give the target per minute and leave the period out, or scale by `ScalingPolicy::metric_steps`, which keeps it",
        );
    }
}

pub(super) fn positive(stack: &mut Stack, target: f64) -> f64 {
    if !target.is_finite() || target <= 0.0 {
        let message = format!("a service cannot be scaled at a target of {target}");
        stack.error("bad-scaling-target", message, "give a number above 0");
        return 1.0;
    }
    target
}
