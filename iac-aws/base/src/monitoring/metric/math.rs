//! Metric math: a number made of several metrics.

use super::Metric;
use iac_aws_cfn::cloudwatch::alarm::MetricDataQuery;
use iac_core::Text;
use iac_core::prelude::*;

/// What an alarm makes of several metrics, such as the share of requests that fail.
///
/// Names begin with a lower-case letter; functions are written in capitals. All metrics have the same period. An alarm
/// on it costs as one alarm per metric.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html>
///
/// ```
/// use iac_aws::monitoring::{Metric, MetricMath, Statistic};
/// let count = |name: &'static str| Metric::new("Shop", name).statistic(Statistic::Sum);
/// let rate = MetricMath::new("100 * failed / orders")
///     .metric("failed", count("FailedOrders"))
///     .metric("orders", count("Orders"))
///     .label("Failed orders in %");
/// # let _ = rate;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MetricMath {
    #[doc(hidden)]
    pub expression: Text,
    #[doc(hidden)]
    pub metrics: Vec<(&'static str, Metric)>,
    #[doc(hidden)]
    pub label: Option<Text>,
}

/// The id under which an alarm or dashboard has the expression itself.
const RESULT: &str = "result";
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>
const MOST_METRICS: usize = 10;

impl MetricMath {
    /// An expression over metrics that [`MetricMath::metric`] names.
    pub fn new(expression: impl Into<Text>) -> Self {
        MetricMath { expression: expression.into(), metrics: Vec::new(), label: None }
    }

    /// Names a metric for use in the expression.
    pub fn metric(mut self, name: &'static str, metric: Metric) -> Self {
        self.metrics.push((name, metric));
        self
    }

    /// What a dashboard and an alarm's graph call it.
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The period that all of its metrics have.
    #[doc(hidden)]
    pub fn period(&self) -> super::Period {
        self.metrics.first().map_or(super::Period::minutes(5), |(_, metric)| metric.period)
    }

    #[doc(hidden)]
    pub fn queries(&self) -> Vec<MetricDataQuery> {
        let mut result = MetricDataQuery::new(RESULT).expression(self.expression.clone()).return_data(true);
        if let Some(label) = &self.label {
            result = result.label(label.clone());
        }
        let one = |(name, metric): &(&'static str, Metric)| {
            MetricDataQuery::new(*name).metric_stat(metric.stat()).return_data(false)
        };
        std::iter::once(result).chain(self.metrics.iter().map(one)).collect()
    }

    /// Reports what CloudWatch would refuse, and names that mean nothing.
    #[doc(hidden)]
    pub fn check(&self, stack: &mut Stack) {
        let expression = &self.expression;
        let mut fault = |message: String, help: &str| stack.error("metric-math", message, help);
        if self.metrics.is_empty() || self.metrics.len() > MOST_METRICS {
            let given = self.metrics.len();
            fault(format!("`{expression}` has {given} metrics"), "name 1 to 10 metrics with `.metric(\"name\", …)`");
        }
        if self.metrics.iter().any(|(_, metric)| metric.period != self.period()) {
            fault(
                format!("the metrics of `{expression}` have different periods"),
                "give all metrics of an expression the same `.period(…)`",
            );
        }
        for (at, (name, _)) in self.metrics.iter().enumerate() {
            let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
            if !starts || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || *name == RESULT {
                fault(
                    format!("`{name}` is no name for a metric in `{expression}`"),
                    "begin with a lower-case letter; letters, digits and `_` follow; `result` is taken",
                );
            }
            if self.metrics[..at].iter().any(|(other, _)| other == name) {
                fault(format!("`{expression}` has two metrics `{name}`"), "give each metric a name of its own");
            }
            if !names(expression).contains(name) {
                fault(format!("the metric `{name}` does not occur in `{expression}`"), "use it or leave it out");
            }
        }
        for unknown in names(expression) {
            if self.metrics.iter().all(|(name, _)| *name != unknown) {
                fault(
                    format!("`{expression}` uses `{unknown}`, which is no metric of it"),
                    &format!("add `.metric(\"{unknown}\", …)`; functions are written in capitals"),
                );
            }
        }
        self.metrics.iter().for_each(|(_, metric)| metric.check(stack));
    }
}

/// The names of metrics that an expression uses: words outside of quotation marks that begin with a lower-case letter.
fn names(expression: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for unquoted in expression.split(['"', '\'']).step_by(2) {
        for word in unquoted.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if word.starts_with(|c: char| c.is_ascii_lowercase()) && !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_of_an_expression() {
        assert_eq!(names("100 * m5xx / FILL(requests, 0)"), ["m5xx", "requests"]);
        assert_eq!(names("SUM(METRICS(\"errors\")) + 2e3 * a_1 - a_1"), ["a_1"]);
        assert_eq!(names("IF(a > 1e3, 'b', a)"), ["a"]);
    }
}
