//! Metrics Insights: a question over many metrics at once.

use super::Period;
use iac_aws_cfn::cloudwatch::alarm::MetricDataQuery;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// A query over all metrics that match, also those that come into being later:
/// `SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName)`.
///
/// An alarm on it looks back at most three hours, and costs by the metrics that the query reads.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html>
#[derive(Clone, Debug, PartialEq)]
pub struct MetricsInsights {
    #[doc(hidden)]
    pub query: Value,
    #[doc(hidden)]
    pub period: Period,
}

impl MetricsInsights {
    /// A query in the SQL of Metrics Insights, evaluated once per period.
    pub fn new(query: impl IntoVal<Str>, period: Period) -> Self {
        MetricsInsights { query: query.into_value(), period }
    }

    #[doc(hidden)]
    pub fn queries(&self) -> [MetricDataQuery; 1] {
        let query = Val::<Str>::of(self.query.clone());
        [MetricDataQuery::new("result").expression(query).period(self.period.seconds()).return_data(true)]
    }
}
