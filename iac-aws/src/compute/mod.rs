//! Containers: clusters, services on Fargate, tasks that schedules and events start.

mod compose_host;
mod container;
mod database_dump;
mod environment;
mod event_task;
mod family;
mod fargate;
mod fargate_service;
mod feature_flags;
mod gpu_service;
mod health_check;
mod image;
mod lightsail_app;
mod one_off_task;
mod otel_collector;
mod queue_depth;
mod run_task;
mod scheduled_task;
mod service_namespace;

pub use compose_host::{ComposeHost, ComposeHostHandle, ComposeService, HostInstanceType};
pub use container::Container;
pub use database_dump::{DatabaseDump, DatabaseDumpHandle};
pub use event_task::{EventTask, EventTaskHandle};
pub(crate) use family::any_revision;
pub use fargate::{Fargate, FargateSize, Mem256, Mem512, Mem1024, Mem2048, Mem4096, Mem8192, Mem16384, Mem32768};
pub use fargate_service::{
    CpuArchitecture, Deployment, FargateService, FargateServiceHandle, Replicated, ScalingHandle, ScalingPolicy,
    ServiceKind, ServiceMetric, Singleton, Web, Worker, backlog_per_task, cpu_percent, memory_percent,
    requests_per_target, track_metric,
};
pub use feature_flags::{FeatureFlag, FeatureFlags, FeatureFlagsHandle, FlagRollout};
pub use gpu_service::{GpuInstanceType, GpuService, GpuServiceHandle};
pub use health_check::HealthCheck;
pub use iac_aws_base::compute::{Cluster, ClusterHandle, ContainerInsights, Schedule, Weekday};
pub use image::Image;
pub use lightsail_app::{
    LightsailApp, LightsailAppHandle, LightsailContainer, LightsailDatabase, LightsailDatabaseBundle,
    LightsailDatabaseHandle, LightsailHealth, LightsailPostgres, LightsailPower, LightsailProtocol,
};
pub use one_off_task::{OneOffTask, OneOffTaskHandle};
pub use otel_collector::{OtelCollector, Prometheus, PrometheusMetric};
pub use queue_depth::{QueueDepth, QueueDepthHandle};
pub(crate) use run_task::dead_letter_queue;
pub(crate) use scheduled_task::trusts_scheduler;
pub use scheduled_task::{ScheduledTask, ScheduledTaskHandle};
pub use service_namespace::{Discoverable, Discovery, ServiceNamespace, ServiceNamespaceHandle};
