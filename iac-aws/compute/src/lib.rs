#![doc = include_str!("../README.md")]

mod cluster;
mod container;
mod environment;
mod family;
mod fargate;
mod fargate_service;
mod feature_flags;
mod gpu_service;
mod health_check;
mod otel_collector;
mod service_namespace;
#[doc(hidden)]
pub mod shared;

pub use cluster::{Cluster, ContainerInsights};
pub use container::Container;
pub use fargate::{Fargate, FargateSize, Mem256, Mem512, Mem1024, Mem2048, Mem4096, Mem8192, Mem16384, Mem32768};
pub use fargate_service::{
    CpuArchitecture, Deployment, FargateService, FargateServiceHandle, Replicated, ScalingHandle, ScalingPolicy,
    ServiceKind, ServiceMetric, Singleton, Web, Worker, backlog_per_task, cpu_percent, memory_percent,
    requests_per_target, track_metric,
};
pub use feature_flags::{FeatureFlag, FeatureFlags, FeatureFlagsHandle, FlagRollout};
pub use gpu_service::{GpuInstanceType, GpuService, GpuServiceHandle};
pub use health_check::HealthCheck;
pub use otel_collector::{OtelCollector, Prometheus, PrometheusMetric};
pub use service_namespace::{Discoverable, Discovery, ServiceNamespace, ServiceNamespaceHandle};
