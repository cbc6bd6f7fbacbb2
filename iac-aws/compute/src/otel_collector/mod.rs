//! The collector of AWS Distro for OpenTelemetry, beside the program in every task.

mod config;
mod prometheus;

pub use prometheus::{Prometheus, PrometheusMetric};

use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::policy::Statement;
use iac_aws_containers::{Container, HealthCheck};
use iac_core::Text;
use iac_core::prelude::*;
use prometheus::Destination;

/// A collector of AWS Distro for OpenTelemetry (ADOT) for [`FargateService::telemetry`](super::FargateService::telemetry):
/// a sidecar that takes the program's traces to X-Ray ([`OtelCollector::xray`]) and reads its Prometheus metrics
/// ([`OtelCollector::prometheus`]).
///
/// The program finds it by `OTEL_EXPORTER_OTLP_ENDPOINT` (HTTP, port 4318; gRPC is on 4317), says who it is by
/// `OTEL_SERVICE_NAME`. It is told to push no logs and no metrics (`OTEL_LOGS_EXPORTER`, `OTEL_METRICS_EXPORTER`: `none`);
/// where metrics are read, the second is left to the program: `none`, or `prometheus` if OpenTelemetry serves them. It starts after the collector and stops before it, so that its last spans are still taken; a
/// collector that ends does not end the task. The task's role may write what is chosen here, and no more.
///
/// It takes 256 MiB of the task's memory, and CPU only as it works. X-Ray costs 5 $ per million traces recorded; how many
/// are, the program's sampler decides (`OTEL_TRACES_SAMPLER`). Image and data go over HTTPS to the internet or to endpoints
/// of the VPC: without a NAT gateway, give the image of a repository of your own.
/// Sources: <https://aws-otel.github.io/docs/setup/ecs>, <https://aws.amazon.com/xray/pricing/>
///
/// ```
/// use iac_aws::prelude::*;
/// let requests = PrometheusMetric::new("http_requests_total").by(["method", "status"]);
/// let collector = OtelCollector::new("api")
///     .xray()
///     .prometheus(Prometheus::to_cloudwatch("Shop", [requests]).path("/internal/metrics"));
/// # let mut stack = Stack::new("main");
/// # let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// # let image = Image::registry("ghcr.io/acme/api:1.4.2");
/// let service = FargateService::web(vpc.private(), image, Fargate::Cpu512(Mem512::Gb1), 8000).telemetry(collector);
/// # stack.add("App", service);
/// ```
#[derive(Clone, Debug)]
pub struct OtelCollector {
    service: Text,
    traces: bool,
    metrics: Option<Prometheus>,
    image: Image,
    memory: Size,
}

impl OtelCollector {
    /// The image by default: the release that is known to read the configuration written here, collector 0.156.0 of
    /// OpenTelemetry. A registry of your own that has a copy of it has it under the same tag.
    /// Source: <https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0>
    pub const IMAGE: &'static str = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0";

    /// The container's name in its task.
    pub(super) const CONTAINER: &'static str = "otel-collector";

    /// A collector for a program of this name: letters, digits and `-_.`, as traces and metrics show it.
    pub fn new(service: impl Into<Text>) -> Self {
        OtelCollector {
            service: service.into(),
            traces: false,
            metrics: None,
            image: Image::registry(OtelCollector::IMAGE),
            memory: mib(256),
        }
    }

    /// Takes traces to X-Ray.
    pub fn xray(mut self) -> Self {
        self.traces = true;
        self
    }

    /// Reads metrics that the program serves in Prometheus's format.
    pub fn prometheus(mut self, metrics: Prometheus) -> Self {
        self.metrics = Some(metrics);
        self
    }

    /// Another image of the collector, such as a copy in a repository of your own; AWS's release 0.49.0 by default.
    pub fn image(mut self, image: Image) -> Self {
        self.image = image;
        self
    }

    /// How much of the task's memory it may use, at least 128 MiB; 256 by default.
    pub fn memory(mut self, memory: Size) -> Self {
        self.memory = memory;
        self
    }

    /// Whether its metrics need a log group.
    pub(super) fn writes_metrics(&self) -> bool {
        self.metrics.as_ref().is_some_and(|metrics| matches!(metrics.to, Destination::CloudWatch { .. }))
    }

    /// What the program is told of it.
    pub(super) fn environment(&self) -> Vec<(&'static str, Text)> {
        let name = ("OTEL_SERVICE_NAME", self.service.clone());
        if !self.traces {
            return vec![name];
        }
        let mut variables = vec![
            name,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Text::Borrowed("http://127.0.0.1:4318")),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", Text::Borrowed("http/protobuf")),
            // Programs push all three by default; the collector takes traces and refuses the rest each minute.
            ("OTEL_LOGS_EXPORTER", Text::Borrowed("none")),
        ];
        if self.metrics.is_none() {
            variables.push(("OTEL_METRICS_EXPORTER", Text::Borrowed("none")));
        }
        variables
    }

    /// What the task's role may do for it. X-Ray's action takes no resource.
    /// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html>
    pub(super) fn statements(&self, logs: Option<&LogGroupHandle>) -> Vec<Statement> {
        let traces = self.traces.then(|| Statement::allow(["xray:PutTraceSegments"]).sid("WriteTraces").on("*"));
        let metrics = match (self.metrics.as_ref().map(|metrics| &metrics.to), logs) {
            (Some(Destination::Amp { workspace, .. }), _) => {
                Some(Statement::allow(["aps:RemoteWrite"]).sid("WriteMetrics").on(Val::<Str>::of(workspace.clone())))
            }
            (Some(Destination::CloudWatch { .. }), Some(logs)) => {
                let write = ["logs:CreateLogStream", "logs:PutLogEvents"];
                Some(Statement::allow(write).sid("WriteMetrics").on(logs.arn()))
            }
            _ => None,
        };
        traces.into_iter().chain(metrics).collect()
    }

    /// The sidecar. `port` is the one that the program listens on.
    pub(super) fn container(&self, stack: &mut Stack, port: Option<u16>, logs: Option<&LogGroupHandle>) -> Container {
        self.check(stack, port);
        // Go frees memory as it nears this, rather than being killed at the limit.
        let soft = self.memory.as_mib() * 8 / 10;
        Container::new(OtelCollector::CONTAINER, self.image.clone())
            .memory(self.memory)
            .env("AOT_CONFIG_CONTENT", self.config(port.unwrap_or(80), logs))
            .env("GOMEMLIMIT", format!("{soft}MiB"))
            // The image holds nothing but the collector and this program: no shell, no curl.
            .container_health(HealthCheck::command(["/healthcheck"]).start_period(seconds(10)))
    }

    fn check(&self, stack: &mut Stack, port: Option<u16>) {
        if !self.traces && self.metrics.is_none() {
            let help = "say `.xray()` for traces, `.prometheus(…)` for metrics, or leave it out";
            stack.error("idle-collector", "the collector has nothing to collect", help);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if self.service.is_empty() || self.service.len() > 200 || !self.service.chars().all(allowed) {
            let message = format!("`{}` cannot be the name of a service in traces and metrics", self.service);
            stack.error("bad-service-name", message, "use 1 to 200 letters, digits and the characters - _ .");
        }
        if self.memory < mib(128) {
            let message = format!("the collector may use {} MiB", self.memory.as_mib());
            stack.error("small-collector", message, "give it at least `mib(128)`");
        }
        if let Some(metrics) = &self.metrics {
            metrics.check(stack, port);
        }
    }
}
