//! The collector's configuration.
//!
//! Addresses are numbers and no text has a `$`: the collector would look for a variable behind it.
//! Source: <https://opentelemetry.io/docs/collector/configuration/>

use super::OtelCollector;
use super::prometheus::{Destination, Prometheus, PrometheusMetric};
use iac_aws_base::monitoring::LogGroupHandle;
use iac_core::Value;
use iac_core::prelude::*;

const HEALTH: &str = "extensions:\n  health_check:\n";

const OTLP: &str = "  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
      http:
        endpoint: 127.0.0.1:4318
";

impl OtelCollector {
    pub(super) fn config(&self, port: u16, logs: Option<&LogGroupHandle>) -> Val<Str> {
        let metrics = self.metrics.as_ref();
        let amp = metrics.is_some_and(|metrics| matches!(metrics.to, Destination::Amp { .. }));
        let mut before = HEALTH.to_owned();
        if amp {
            before += "  sigv4auth:\n    service: aps\n";
        }
        before += "receivers:\n";
        if self.traces {
            before += OTLP;
        }
        if let Some(metrics) = metrics {
            before += &receiver(metrics, &self.service, port);
        }
        before += &self.processors();
        before += "exporters:\n";
        if self.traces {
            before += "  awsxray:\n";
        }
        let after = self.pipelines(amp);
        match metrics.map(|metrics| &metrics.to) {
            None => join![before, after],
            Some(Destination::Amp { endpoint, .. }) => {
                before += "  prometheusremotewrite:\n    auth:\n      authenticator: sigv4auth\n    endpoint: ";
                join![before, endpoint.clone(), format!("api/v1/remote_write\n{after}")]
            }
            Some(Destination::CloudWatch { namespace, metrics }) => {
                before += &format!("  awsemf:\n    namespace: \"{namespace}\"\n    log_group_name: ");
                let name = logs.map_or(Value::Str("metrics".into()), |logs| logs.name().into_plain_value());
                join![before, Val::<Str>::of(name), format!("\n{}{after}", declarations(metrics))]
            }
        }
    }

    fn processors(&self) -> String {
        let limit = self.memory.as_mib() * 8 / 10;
        let mut text = format!(
            "processors:\n  memory_limiter:\n    check_interval: 1s\n    limit_mib: {limit}\n    spike_limit_mib: {}\n  \
             resourcedetection:\n    detectors: [env, ecs]\n",
            limit / 4
        );
        if self.traces {
            text += "  batch/traces:\n    timeout: 1s\n    send_batch_size: 50\n";
        }
        if self.metrics.is_some() {
            text += "  batch/metrics:\n    timeout: 60s\n";
        }
        text
    }

    fn pipelines(&self, amp: bool) -> String {
        let extensions = if amp { "health_check, sigv4auth" } else { "health_check" };
        let mut text = format!("service:\n  extensions: [{extensions}]\n  pipelines:\n");
        let mut pipeline = |kind: &str, receiver: &str, exporter: &str| {
            text += &format!(
                "    {kind}:\n      receivers: [{receiver}]\n      processors: [memory_limiter, resourcedetection, \
                 batch/{kind}]\n      exporters: [{exporter}]\n"
            );
        };
        if self.traces {
            pipeline("traces", "otlp", "awsxray");
        }
        if self.metrics.is_some() {
            pipeline("metrics", "prometheus", if amp { "prometheusremotewrite" } else { "awsemf" });
        }
        text
    }
}

/// What is read, and which of it is kept.
fn receiver(metrics: &Prometheus, service: &str, port: u16) -> String {
    let mut text = format!(
        "  prometheus:\n    config:\n      scrape_configs:\n        - job_name: \"{service}\"\n          \
         scrape_interval: {0}s\n          scrape_timeout: {1}s\n          metrics_path: \"{2}\"\n          \
         static_configs:\n            - targets: [\"127.0.0.1:{3}\"]\n              labels:\n                Service: \
         \"{service}\"\n",
        metrics.interval.as_secs(),
        metrics.interval.as_secs().min(10),
        metrics.path,
        metrics.port.unwrap_or(port),
    );
    if let Destination::CloudWatch { metrics, .. } = &metrics.to {
        let names: Vec<&str> = metrics.iter().map(|metric| &*metric.name).collect();
        text += &format!(
            "          metric_relabel_configs:\n            - source_labels: [__name__]\n              regex: \
             '({})(_bucket|_sum|_count)?'\n              action: keep\n",
            names.join("|")
        );
    }
    text
}

/// Which metrics CloudWatch has, by which dimensions.
fn declarations(metrics: &[PrometheusMetric]) -> String {
    let mut text = "    log_stream_name: '{TaskId}'\n    dimension_rollup_option: NoDimensionRollup\n    \
                    metric_declarations:\n"
        .to_owned();
    for metric in metrics {
        let finer = match metric.labels.is_empty() {
            true => String::new(),
            false => format!(", [Service, {}]", metric.labels.join(", ")),
        };
        text += &format!(
            "      - dimensions: [[Service]{finer}]\n        metric_name_selectors: ['^{}\\b']\n",
            metric.name
        );
    }
    text
}
