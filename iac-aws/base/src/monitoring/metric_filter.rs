//! Metrics out of what is logged.

use crate::monitoring::{FilterPattern, Metric, Statistic};
use iac_aws_cfn::kind::LogsLogGroup;
use iac_aws_cfn::logs;
use iac_aws_cfn::logs::metric_filter::{Dimension, MetricTransformation};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// A metric that CloudWatch makes of what is logged (`AWS::Logs::MetricFilter`); added with
/// [`LogGroupHandle::metric`](crate::monitoring::LogGroupHandle::metric).
///
/// Each line that matches counts as 1. Lines that do not match count as 0, so that a sum goes back to normal; where a
/// field is measured or gives a dimension there is no such zero, and a quiet period is one without data.
///
/// ```
/// use iac_aws::monitoring::{FilterPattern, LogGroup, MetricFilter, Retention};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let logs = stack.add("Logs", LogGroup::new(Retention::Days30));
/// let pattern = FilterPattern::field("$.level", "error");
/// let errors = logs.metric(&mut stack, "Errors", MetricFilter::new(pattern, join!["Shop/", stack_name()], "Errors"));
/// # let _ = errors;
/// ```
#[derive(Clone, Debug)]
pub struct MetricFilter {
    pattern: FilterPattern,
    namespace: Value,
    name: Text,
    value: Text,
    dimensions: Vec<(Text, Text)>,
}

impl MetricFilter {
    /// Counts the lines that match, as the metric `name` in `namespace`. Two copies of a stack write to one metric
    /// unless the namespace has the stack's name in it. It costs as a custom metric.
    pub fn new(pattern: FilterPattern, namespace: impl IntoVal<Str>, name: impl Into<Text>) -> Self {
        MetricFilter {
            pattern,
            namespace: namespace.into_value(),
            name: name.into(),
            value: Text::Borrowed("1"),
            dimensions: Vec::new(),
        }
    }

    /// What a matching line adds, instead of 1: a field such as `$.duration`.
    pub fn value(mut self, value: impl Into<Text>) -> Self {
        self.value = value.into();
        self
    }

    /// One metric per value of a field, such as `Route` of `$.route`; at most three. Each value found costs as a metric
    /// of its own.
    pub fn dimension(mut self, name: impl Into<Text>, field: impl Into<Text>) -> Self {
        self.dimensions.push((name.into(), field.into()));
        self
    }

    pub(super) fn add_to(self, stack: &mut Stack, id: &'static str, group: Val<Name<LogsLogGroup>>) -> Metric {
        self.check(stack, id);
        let metric = Metric::new(Val::<Str>::of(self.namespace.clone()), self.name.clone()).statistic(Statistic::Sum);
        let counts = self.dimensions.is_empty() && self.value == "1";
        let mut transformation = MetricTransformation::new(self.name, Val::<Str>::of(self.namespace), self.value);
        if counts {
            transformation = transformation.default_value(0);
        }
        if !self.dimensions.is_empty() {
            let dimensions: Vec<_> =
                self.dimensions.into_iter().map(|(key, value)| Dimension::new(key, value)).collect();
            transformation = transformation.dimensions(dimensions);
        }
        stack.add(id, logs::MetricFilter::new(self.pattern.into_text(), group, [transformation]));
        metric
    }

    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html>
    fn check(&self, stack: &mut Stack, id: &str) {
        let namespace = self.namespace.as_str().unwrap_or_default();
        if namespace.starts_with("AWS/") {
            stack.error(
                "metric-namespace",
                format!("the metric filter `{id}` writes to the namespace `{namespace}`, which is AWS's own"),
                "choose a namespace that does not begin with `AWS/`",
            );
        }
        for text in [namespace, &self.name] {
            if text.len() > 255 || text.contains([':', '*', '$']) {
                stack.error(
                    "metric-name",
                    format!("the metric filter `{id}` uses `{text}` as namespace or name of a metric"),
                    "use at most 255 characters without `:`, `*` and `$`",
                );
            }
        }
        if self.dimensions.len() > 3 {
            let given = self.dimensions.len();
            stack.error(
                "metric-filter-dimensions",
                format!("the metric filter `{id}` has {given} dimensions"),
                "a metric filter has at most 3 dimensions",
            );
        }
        if !self.dimensions.is_empty() && !self.pattern.reads_fields() {
            stack.error(
                "metric-filter-dimensions",
                format!("the metric filter `{id}` has dimensions, but its pattern reads no fields"),
                "dimensions need a pattern of JSON, such as `FilterPattern::has_field(\"$.route\")`, or of separated fields",
            );
        }
    }
}
