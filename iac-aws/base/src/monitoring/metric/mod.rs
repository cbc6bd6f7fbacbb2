//! Metrics: what alarms watch and dashboards draw.

mod insights;
mod math;
mod period;
mod statistic;

pub use insights::MetricsInsights;
pub use math::MetricMath;
pub use period::Period;
pub use statistic::Statistic;

use iac_aws_cfn::cloudwatch::alarm;
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// A metric: where it is found, and how its data points are put together.
///
/// AWS's own metrics have types, such as [`EcsServiceMetrics`](crate::monitoring::EcsServiceMetrics), so that neither
/// a name nor a dimension can be misspelt. The average over five minutes unless said otherwise.
///
/// ```
/// use iac_aws::monitoring::{Metric, Period, Statistic};
/// let answer_time = Metric::new("CloudOptimizer", "chat_response_seconds")
///     .dimension("Environment", "prod")
///     .statistic(Statistic::P95)
///     .period(Period::minutes(1));
/// # let _ = answer_time;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    #[doc(hidden)]
    pub namespace: Value,
    #[doc(hidden)]
    pub name: Text,
    #[doc(hidden)]
    pub dimensions: Vec<(Text, Value)>,
    #[doc(hidden)]
    pub statistic: Statistic,
    #[doc(hidden)]
    pub period: Period,
    #[doc(hidden)]
    pub label: Option<Text>,
}

impl Metric {
    /// A metric by its namespace and name.
    pub fn new(namespace: impl IntoVal<Str>, name: impl Into<Text>) -> Self {
        Metric {
            namespace: namespace.into_value(),
            name: name.into(),
            dimensions: Vec::new(),
            statistic: Statistic::Average,
            period: Period::minutes(5),
            label: None,
        }
    }

    /// Tells it from others of its name, such as `ServiceName`. A metric is found only under all of its dimensions.
    pub fn dimension(mut self, name: impl Into<Text>, value: impl IntoVal<Str>) -> Self {
        self.dimensions.push((name.into(), value.into_value()));
        self
    }

    /// How the data points of a period become one number.
    pub fn statistic(mut self, statistic: Statistic) -> Self {
        self.statistic = statistic;
        self
    }

    /// How much time one data point stands for.
    pub fn period(mut self, period: Period) -> Self {
        self.period = period;
        self
    }

    /// What a dashboard calls it.
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Reports what CloudWatch would refuse.
    #[doc(hidden)]
    pub fn check(&self, stack: &mut Stack) {
        let name = &self.name;
        self.period.check(stack, &format!("the metric `{name}`"));
        if self.dimensions.len() > 30 {
            let given = self.dimensions.len();
            stack.error(
                "metric-dimensions",
                format!("the metric `{name}` has {given} dimensions"),
                "a metric has at most 30 dimensions",
            );
        }
        if name.is_empty() || name.len() > 255 {
            stack.error(
                "metric-name",
                format!("`{name}` is no name of a metric"),
                "a metric's name has 1 to 255 characters",
            );
        }
    }

    #[doc(hidden)]
    pub fn alarm_dimensions(&self) -> Vec<alarm::Dimension> {
        let dimension =
            |(name, value): &(Text, Value)| alarm::Dimension::new(name.clone(), Val::<Str>::of(value.clone()));
        self.dimensions.iter().map(dimension).collect()
    }

    /// The metric as one of several that an alarm's expression is made of.
    #[doc(hidden)]
    pub fn stat(&self) -> alarm::MetricStat {
        let mut metric =
            alarm::Metric::new().namespace(Val::<Str>::of(self.namespace.clone())).metric_name(self.name.clone());
        if !self.dimensions.is_empty() {
            metric = metric.dimensions(self.alarm_dimensions());
        }
        alarm::MetricStat::new(metric, self.period.seconds(), self.statistic.name())
    }
}
