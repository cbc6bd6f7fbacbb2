//! Metrics that a program serves in Prometheus's format: where they are read, and where they go.

use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// Metrics that the program serves over HTTP in Prometheus's format, for
/// [`OtelCollector::prometheus`](super::OtelCollector::prometheus).
///
/// Read every minute from `/metrics` of the port that the program listens on, by default.
#[derive(Clone, Debug)]
pub struct Prometheus {
    pub(super) to: Destination,
    pub(super) path: Text,
    pub(super) port: Option<u16>,
    pub(super) interval: Duration,
}

#[derive(Clone, Debug)]
pub(super) enum Destination {
    CloudWatch { namespace: Text, metrics: Vec<PrometheusMetric> },
    Amp { workspace: Value, endpoint: Val<Str> },
}

/// One metric that goes to CloudWatch, by its name in Prometheus.
///
/// CloudWatch has it with the dimension `Service`, and once more for every value of [`PrometheusMetric::by`]. Counters
/// arrive as what was added since the last reading, histograms and summaries as count, sum, least and most.
/// Source: <https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsemfexporter>
#[derive(Clone, Debug)]
pub struct PrometheusMetric {
    pub(super) name: Text,
    pub(super) labels: Vec<Text>,
}

impl PrometheusMetric {
    /// A metric, such as `http_requests_total`; of a histogram the name without `_bucket`, `_sum` and `_count`.
    pub fn new(name: impl Into<Text>) -> Self {
        PrometheusMetric { name: name.into(), labels: Vec::new() }
    }

    /// Labels that become dimensions together. Every combination of their values is a metric of its own, at 0.30 $ a
    /// month: never an id, a path or an address.
    pub fn by<T: Into<Text>>(mut self, labels: impl IntoIterator<Item = T>) -> Self {
        self.labels.extend(labels.into_iter().map(Into::into));
        self
    }
}

impl Prometheus {
    /// Takes these metrics, and no others, to CloudWatch in a namespace of your own: by the embedded metric format, in a
    /// log group of their own that the service keeps as long as its logs. Each costs 0.30 $ a month, and its log by volume.
    /// Source: <https://aws.amazon.com/cloudwatch/pricing/>
    pub fn to_cloudwatch(namespace: impl Into<Text>, metrics: impl IntoIterator<Item = PrometheusMetric>) -> Self {
        let metrics = metrics.into_iter().collect();
        Prometheus::new(Destination::CloudWatch { namespace: namespace.into(), metrics })
    }

    /// Takes all metrics to a workspace of Amazon Managed Service for Prometheus: its ARN and its attribute
    /// `PrometheusEndpoint`, which ends with a slash. Costs by samples.
    /// Source: <https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-OpenTelemetry-ECS.html>
    pub fn to_amp(workspace: impl IntoVal<Str>, endpoint: impl IntoVal<Str>) -> Self {
        let endpoint = Val::of(endpoint.into_value());
        Prometheus::new(Destination::Amp { workspace: workspace.into_value(), endpoint })
    }

    fn new(to: Destination) -> Self {
        Prometheus { to, path: Text::Borrowed("/metrics"), port: None, interval: seconds(60) }
    }

    /// The path that serves them; `/metrics` by default.
    pub fn path(mut self, path: impl Into<Text>) -> Self {
        self.path = path.into();
        self
    }

    /// The port that serves them, where it is another one than the program listens on. A worker must say it.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// The time between two readings, 10 to 300 s; a minute by default.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    pub(super) fn check(&self, stack: &mut Stack, port: Option<u16>) {
        if self.port.or(port).unwrap_or(0) == 0 {
            let help = "say where the program serves them: `.port(9100)`";
            stack.error("no-port-to-scrape", "metrics are to be read from a program that listens on no port", help);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        if !self.path.starts_with('/') || !self.path.chars().all(plain) {
            let message = format!("metrics cannot be read from the path `{}`", self.path);
            stack.error("bad-metrics-path", message, "start it with `/`, then letters, digits and / - _ . ~");
        }
        if self.interval.subsec_nanos() != 0 || !(10..=300).contains(&self.interval.as_secs()) {
            let message = format!("metrics are read every {} s", self.interval.as_secs_f64());
            stack.error("bad-duration", message, "give whole seconds from 10 to 300");
        }
        let Destination::CloudWatch { namespace, metrics } = &self.to else { return };
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_/#:".contains(c);
        if !(1..=255).contains(&namespace.len()) || !namespace.chars().all(allowed) || namespace.starts_with("AWS/") {
            let message = format!("`{namespace}` cannot be a namespace of metrics");
            let help = "use 1 to 255 letters, digits and the characters . - _ / # :, and not `AWS/` in front";
            stack.error("bad-namespace", message, help);
        }
        if metrics.is_empty() {
            let help = "name the metrics, each costs; or take all of them to a workspace with `Prometheus::to_amp`";
            stack.error("no-metrics", "no metric goes to CloudWatch", help);
        }
        for metric in metrics {
            metric.check(stack);
        }
    }
}

impl PrometheusMetric {
    fn check(&self, stack: &mut Stack) {
        if !is_name(&self.name, true) {
            let message = format!("`{}` cannot be a metric of Prometheus", self.name);
            stack.error("bad-metric-name", message, "use letters, digits, `_` and `:`, and no digit in front");
        }
        for (index, label) in self.labels.iter().enumerate() {
            if !is_name(label, false) || label == "Service" || self.labels[..index].contains(label) {
                let message = format!("`{label}` cannot be a dimension of the metric `{}`", self.name);
                let help = "use letters, digits and `_`, each label once; `Service` is always a dimension";
                stack.error("bad-metric-label", message, help);
            }
        }
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
        if self.labels.len() > 29 {
            let message = format!("the metric `{}` has {} dimensions", self.name, self.labels.len() + 1);
            stack.error("bad-metric-label", message, "CloudWatch takes at most 30: give at most 29 labels");
        }
    }
}

fn is_name(name: &str, colon: bool) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || (colon && c == ':');
    name.starts_with(first) && name.chars().all(|c| first(c) || c.is_ascii_digit())
}
