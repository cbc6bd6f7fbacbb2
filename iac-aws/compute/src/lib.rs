#![doc = include_str!("../README.md")]

mod fargate_service;
mod feature_flags;
mod gpu_service;
mod otel_collector;
mod service_namespace;

pub use fargate_service::{
    CpuArchitecture, Deployment, FargateService, FargateServiceHandle, Replicated, ScalingHandle, ScalingPolicy,
    ServiceKind, ServiceMetric, Singleton, Web, Worker, backlog_per_task, cpu_percent, memory_percent,
    requests_per_target, track_metric,
};
pub use feature_flags::{FeatureFlag, FeatureFlags, FeatureFlagsHandle, FlagRollout};
pub use gpu_service::{GpuInstanceType, GpuService, GpuServiceHandle};
pub use otel_collector::{OtelCollector, Prometheus, PrometheusMetric};
pub use service_namespace::{Discoverable, Discovery, ServiceNamespace, ServiceNamespaceHandle};
