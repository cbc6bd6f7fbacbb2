//! The collector beside a service's program.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use super::{IMAGE, changed, private, said};
use crate::common::template;
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn collector() -> OtelCollector {
    let requests = PrometheusMetric::new("http_requests_total").by(["method", "status"]);
    let time = PrometheusMetric::new("http_request_duration_seconds");
    OtelCollector::new("api").xray().prometheus(Prometheus::to_cloudwatch("Shop", [requests, time]))
}

fn container<'a>(resources: &'a Value, name: &str) -> &'a Value {
    let all = resources["AppTaskDefinition"]["Properties"]["ContainerDefinitions"].as_array().unwrap();
    all.iter().find(|one| one["Name"] == name).unwrap()
}

/// The value of a variable of the collector.
fn variable(container: &Value, name: &str) -> Value {
    let all = container["Environment"].as_array().unwrap();
    all.iter().find(|one| one["Name"] == name).unwrap()["Value"].clone()
}

#[test]
fn a_collector_runs_beside_the_program() {
    let resources = changed(|app| app.telemetry(collector()));
    let program = container(&resources, "app");
    assert_eq!(program["DependsOn"], json!([{"ContainerName": "otel-collector", "Condition": "START"}]));
    assert_eq!(
        program["Environment"],
        json!([
            {"Name": "OTEL_SERVICE_NAME", "Value": "api"},
            {"Name": "OTEL_EXPORTER_OTLP_ENDPOINT", "Value": "http://127.0.0.1:4318"},
            {"Name": "OTEL_EXPORTER_OTLP_PROTOCOL", "Value": "http/protobuf"},
            {"Name": "OTEL_LOGS_EXPORTER", "Value": "none"},
        ])
    );
    let traces = changed(|app| app.telemetry(OtelCollector::new("api").xray()));
    assert_eq!(variable(container(&traces, "app"), "OTEL_METRICS_EXPORTER"), "none", "nothing reads metrics");
    let mut collector = container(&resources, "otel-collector").clone();
    assert_eq!(variable(&collector, "GOMEMLIMIT"), "204MiB");
    let logs = &mut collector["LogConfiguration"]["Options"];
    assert_eq!(logs["awslogs-group"], json!({"Ref": "AppLogGroup"}));
    assert_eq!(logs["awslogs-stream-prefix"], "otel-collector");
    for shown in ["Environment", "LogConfiguration"] {
        collector.as_object_mut().unwrap().remove(shown);
    }
    assert_eq!(
        collector,
        json!({
            "Name": "otel-collector",
            "Image": "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
            "Essential": false,
            "Memory": 256,
            "HealthCheck": {
                "Command": ["CMD", "/healthcheck"], "Interval": 30, "Timeout": 5, "Retries": 3, "StartPeriod": 10,
            },
        })
    );
    assert_eq!(resources["AppMetricsLogGroup"]["Properties"], json!({"RetentionInDays": 30}));
    assert_eq!(
        resources["AppTaskRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Sid": "WriteTraces", "Effect": "Allow", "Action": "xray:PutTraceSegments", "Resource": "*"},
            {
                "Sid": "WriteMetrics", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": ["AppMetricsLogGroup", "Arn"]},
            },
        ])
    );
}

#[test]
fn its_configuration_reads_and_writes_what_was_chosen() {
    let resources = changed(|app| app.telemetry(collector()));
    let config = variable(container(&resources, "otel-collector"), "AOT_CONFIG_CONTENT");
    let expected = include_str!("collector.yaml");
    assert_eq!(config, json!({"Fn::Sub": expected.replace("LOG_GROUP", "${AppMetricsLogGroup}")}));

    let traces = changed(|app| app.telemetry(OtelCollector::new("api").xray()));
    let config = variable(container(&traces, "otel-collector"), "AOT_CONFIG_CONTENT");
    let config = config.as_str().unwrap();
    assert!(config.ends_with(
        "exporters:
  awsxray:
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, resourcedetection, batch/traces]
      exporters: [awsxray]
"
    ));
    assert!(!config.contains("prometheus"));
    assert_eq!(traces["AppMetricsLogGroup"], Value::Null);
}

#[test]
fn a_worker_sends_all_metrics_to_a_workspace() {
    let mut stack = Stack::new("main");
    let workspace = "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1";
    let endpoint = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/";
    let metrics = Prometheus::to_amp(workspace, endpoint).port(9100).path("/m").interval(seconds(15));
    let size = Fargate::Cpu256(Mem256::Mb512);
    let worker = FargateService::worker(private(&mut stack), Image::registry(IMAGE), size);
    stack.add("App", worker.telemetry(OtelCollector::new("jobs").prometheus(metrics)));
    let resources = template(stack)["Resources"].take();
    let config = variable(container(&resources, "otel-collector"), "AOT_CONFIG_CONTENT");
    let config = config.as_str().unwrap();
    for part in [
        "  sigv4auth:\n    service: aps\n",
        "targets: [\"127.0.0.1:9100\"]",
        "metrics_path: \"/m\"",
        "scrape_interval: 15s",
        "    endpoint: https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write\n",
        "extensions: [health_check, sigv4auth]",
        "exporters: [prometheusremotewrite]",
    ] {
        assert!(config.contains(part), "{part} is not in {config}");
    }
    assert!(!config.contains("otlp") && !config.contains("metric_relabel_configs"));
    assert_eq!(container(&resources, "app")["Environment"], json!([{"Name": "OTEL_SERVICE_NAME", "Value": "jobs"}]));
    assert_eq!(
        resources["AppTaskRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([{"Sid": "WriteMetrics", "Effect": "Allow", "Action": "aps:RemoteWrite", "Resource": workspace}])
    );
}

#[test]
fn what_cannot_collect_is_said() {
    let metric = PrometheusMetric::new;
    let cloudwatch = |metric| OtelCollector::new("api").prometheus(Prometheus::to_cloudwatch("Shop", [metric]));
    let cases: [(OtelCollector, &str); 11] = [
        (OtelCollector::new("api"), "idle-collector: the collector has nothing to collect"),
        (OtelCollector::new("my api").xray(), "bad-service-name: `my api`"),
        (OtelCollector::new("api").xray().memory(mib(64)), "small-collector: the collector may use 64 MiB"),
        (OtelCollector::new("api").xray().memory(mib(512)), "no-memory-left: the sidecars may use 512 MiB"),
        (OtelCollector::new("api").prometheus(Prometheus::to_cloudwatch("AWS/ECS", [metric("up")])), "bad-namespace"),
        (OtelCollector::new("api").prometheus(Prometheus::to_cloudwatch("Shop", [])), "no-metrics"),
        (cloudwatch(metric("http-requests")), "bad-metric-name: `http-requests`"),
        (cloudwatch(metric("up").by(["Service"])), "bad-metric-label: `Service`"),
        (cloudwatch(metric("up").by(["a", "a"])), "bad-metric-label: `a`"),
        (
            OtelCollector::new("api").prometheus(Prometheus::to_amp("a", "b").path("metrics\"")),
            "bad-metrics-path: metrics cannot be read from the path `metrics\"`",
        ),
        (
            OtelCollector::new("api").prometheus(Prometheus::to_amp("a", "b").interval(seconds(5))),
            "bad-duration: metrics are read every 5 s",
        ),
    ];
    for (collector, words) in cases {
        let said = said(|app| app.telemetry(collector));
        assert!(said.iter().any(|line| line.starts_with(words)), "`{words}` is not said, but: {said:#?}");
    }
    let twice = said(|app| app.env("OTEL_SERVICE_NAME", "shop").telemetry(OtelCollector::new("api").xray()));
    assert!(twice[0].starts_with("duplicate-variable"), "{twice:?}");
}

#[test]
fn a_worker_says_which_port_serves_metrics() {
    let mut stack = Stack::new("main");
    let size = Fargate::Cpu256(Mem256::Mb512);
    let worker = FargateService::worker(private(&mut stack), Image::registry(IMAGE), size);
    let metrics = Prometheus::to_cloudwatch("Shop", [PrometheusMetric::new("up")]);
    stack.add("App", worker.telemetry(OtelCollector::new("jobs").prometheus(metrics)));
    assert!(crate::common::faults(stack)[0].starts_with("no-port-to-scrape"));
}
