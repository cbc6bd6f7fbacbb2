//! A metric of the user's own as target tracking names it.

use crate::monitoring::Metric;
use iac_aws_cfn::application_auto_scaling::scaling_policy::{
    CustomizedMetricSpecification, TargetTrackingMetric, TargetTrackingMetricDataQuery, TargetTrackingMetricDimension,
    TargetTrackingMetricStat,
};
use iac_core::prelude::*;

/// As a query, the one form that takes percentiles as well.
/// Source: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html>
pub(super) fn specification(metric: Metric) -> CustomizedMetricSpecification {
    let mut tracked = TargetTrackingMetric::new().namespace(Val::<Str>::of(metric.namespace)).metric_name(metric.name);
    if !metric.dimensions.is_empty() {
        let dimensions = metric
            .dimensions
            .into_iter()
            .map(|(name, value)| TargetTrackingMetricDimension::new().name(name).value(Val::<Str>::of(value)));
        tracked = tracked.dimensions(dimensions.collect::<Vec<_>>());
    }
    let stat = TargetTrackingMetricStat::new().metric(tracked).stat(metric.statistic.name());
    CustomizedMetricSpecification::new()
        .metrics([TargetTrackingMetricDataQuery::new().id("tracked").metric_stat(stat).return_data(true)])
}
