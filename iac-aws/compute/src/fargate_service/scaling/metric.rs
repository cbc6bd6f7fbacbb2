//! A metric of the user's own as target tracking names it.

use iac_aws_base::monitoring::Metric;
use iac_aws_cfn::application_auto_scaling::scaling_policy::{
    CustomizedMetricSpecification, TargetTrackingMetric, TargetTrackingMetricDataQuery, TargetTrackingMetricDimension,
    TargetTrackingMetricStat,
};
use iac_core::prelude::*;

/// As a query, the one form that takes percentiles as well.
/// Source: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html>
pub(super) fn specification(metric: Metric) -> CustomizedMetricSpecification {
    CustomizedMetricSpecification::new().metrics([query("tracked", metric, true)])
}

/// A number divided by that of running tasks, of which there is no data while none runs.
pub(super) fn per_task(number: Metric, tasks: Metric) -> CustomizedMetricSpecification {
    let result = TargetTrackingMetricDataQuery::new().id("tracked").expression("number / FILL(tasks, 1)");
    let result = result.label("Per task").return_data(true);
    CustomizedMetricSpecification::new().metrics([query("number", number, false), query("tasks", tasks, false), result])
}

fn query(id: &'static str, metric: Metric, returned: bool) -> TargetTrackingMetricDataQuery {
    let mut tracked = TargetTrackingMetric::new().namespace(Val::<Str>::of(metric.namespace)).metric_name(metric.name);
    if !metric.dimensions.is_empty() {
        let dimensions = metric
            .dimensions
            .into_iter()
            .map(|(name, value)| TargetTrackingMetricDimension::new().name(name).value(Val::<Str>::of(value)));
        tracked = tracked.dimensions(dimensions.collect::<Vec<_>>());
    }
    let stat = TargetTrackingMetricStat::new().metric(tracked).stat(metric.statistic.name());
    TargetTrackingMetricDataQuery::new().id(id).metric_stat(stat).return_data(returned)
}
