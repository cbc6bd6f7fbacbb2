//! What the thresholds of a step policy are thresholds of.

use super::Scaled;
use iac_aws_base::monitoring::{EcsServiceMetrics, Metric, Period, Statistic};
use iac_aws_cfn::application_auto_scaling::scaling_policy::MetricAggregationType;
use iac_aws_cfn::cloudwatch;
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

#[derive(Clone, Debug)]
pub(super) enum Stepped {
    Service(ServiceMetric),
    Requests,
    Metric { id: &'static str, metric: Box<Metric> },
}

impl Stepped {
    pub(super) const fn id(&self) -> &'static str {
        match self {
            Stepped::Service(ServiceMetric::Cpu) => "Cpu",
            Stepped::Service(ServiceMetric::Memory) => "Memory",
            Stepped::Requests => "Request",
            Stepped::Metric { id, .. } => id,
        }
    }

    pub(super) const fn is_percentage(&self) -> bool {
        matches!(self, Stepped::Service(_))
    }

    /// What an alarm watches; of requests what it watches whichever group they go to.
    pub(super) fn metric(&self, scaled: &Scaled<'_>) -> Metric {
        let of_service = || EcsServiceMetrics::of(scaled.cluster.cluster, scaled.service);
        let of_a_minute = |metric: Metric| metric.period(Period::minutes(1));
        match self {
            Stepped::Service(ServiceMetric::Cpu) => of_a_minute(of_service().cpu_utilization()),
            Stepped::Service(ServiceMetric::Memory) => of_a_minute(of_service().memory_utilization()),
            Stepped::Requests => {
                of_a_minute(Metric::new("AWS/ApplicationELB", "RequestCountPerTarget").statistic(Statistic::Sum))
            }
            Stepped::Metric { metric, .. } => (**metric).clone(),
        }
    }
}

/// How Application Auto Scaling makes one number of the data points that an alarm rang for.
/// Source: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html>
pub(super) const fn aggregation(metric: &Metric) -> MetricAggregationType {
    match metric.statistic {
        Statistic::Maximum => MetricAggregationType::Maximum,
        Statistic::Minimum => MetricAggregationType::Minimum,
        _ => MetricAggregationType::Average,
    }
}

/// An alarm that watches the metric. The one that counts requests gets the metric's name with its group: CloudWatch
/// refuses an alarm without one, where it would never ring without a group.
pub(super) fn watching(alarm: cloudwatch::Alarm, metric: &Metric, complete: bool) -> cloudwatch::Alarm {
    let alarm = alarm.namespace(Val::<Str>::of(metric.namespace.clone()));
    let alarm = if complete { named(alarm, metric) } else { alarm };
    let alarm = match metric.statistic.plain() {
        Some(statistic) => alarm.statistic(statistic),
        None => alarm.extended_statistic(metric.statistic.name()),
    };
    alarm.period(metric.period.seconds())
}

pub(super) fn named(alarm: cloudwatch::Alarm, metric: &Metric) -> cloudwatch::Alarm {
    let alarm = alarm.metric_name(metric.name.clone());
    match metric.alarm_dimensions() {
        none if none.is_empty() => alarm,
        dimensions => alarm.dimensions(dimensions),
    }
}
