//! The metrics of a widget, in the form that dashboards have for them.
//! Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>

use crate::Watched;
use iac_aws_base::monitoring::{Metric, MetricMath};
use iac_core::{Stack, Text, Value};

pub(super) fn rows(series: &[Watched]) -> Vec<Value> {
    let mut rows = Vec::with_capacity(series.len());
    let mut named: Vec<&str> = Vec::new();
    for one in series {
        match one {
            Watched::Metric(metric) => rows.push(row(metric, &[])),
            Watched::Insights(query) => {
                let period = Value::Int(query.period.seconds().into());
                let fields = [("expression", query.query.clone()), ("period", period)];
                rows.push(Value::List(vec![Value::map(fields)]));
            }
            Watched::Math(math) => {
                rows.push(expression(math));
                for (name, metric) in &math.metrics {
                    if !named.contains(name) {
                        named.push(name);
                        let hidden = [("id", Value::Str(Text::Borrowed(*name))), ("visible", Value::Bool(false))];
                        rows.push(row(metric, &hidden));
                    }
                }
            }
        }
    }
    rows
}

fn row(metric: &Metric, more: &[(&'static str, Value)]) -> Value {
    let mut row = vec![metric.namespace.clone(), Value::Str(metric.name.clone())];
    for (name, value) in &metric.dimensions {
        row.extend([Value::Str(name.clone()), value.clone()]);
    }
    let mut options = vec![
        ("stat", Value::Str(Text::Borrowed(metric.statistic.name()))),
        ("period", Value::Int(metric.period.seconds().into())),
    ];
    if let Some(label) = &metric.label {
        options.push(("label", Value::Str(label.clone())));
    }
    options.extend(more.iter().cloned());
    row.push(Value::map(options));
    Value::List(row)
}

fn expression(math: &MetricMath) -> Value {
    let label = math.label.as_ref().unwrap_or(&math.expression);
    Value::List(vec![Value::map([
        ("expression", Value::Str(math.expression.clone())),
        ("label", Value::Str(label.clone())),
        ("period", Value::Int(math.period().seconds().into())),
    ])])
}

/// Reports what CloudWatch would refuse, and expressions of one widget that mean different metrics by one name.
pub(super) fn check(stack: &mut Stack, title: &str, series: &[Watched]) {
    if series.is_empty() || series.len() > 500 {
        let given = series.len();
        stack.error(
            "dashboard-metrics",
            format!("the widget `{title}` shows {given} metrics"),
            "show 1 to 500 metrics with `.metric(…)`",
        );
    }
    let mut named: Vec<(&str, &Metric)> = Vec::new();
    for one in series {
        one.check(stack);
        let Watched::Math(math) = one else { continue };
        for (name, metric) in &math.metrics {
            match named.iter().find(|(other, _)| other == name) {
                Some((_, other)) if *other != metric => stack.error(
                    "dashboard-metrics",
                    format!("the widget `{title}` has two expressions that mean different metrics by `{name}`"),
                    "give one of the two another name",
                ),
                Some(_) => {}
                None => named.push((*name, metric)),
            }
        }
    }
}
