#![doc = include_str!("../README.md")]

mod cluster;
mod container;
mod environment;
mod fargate;
mod health_check;
mod roles;
#[doc(hidden)]
pub mod shared;

pub use cluster::{Cluster, ContainerInsights};
pub use container::Container;
pub use fargate::{Fargate, FargateSize, Mem256, Mem512, Mem1024, Mem2048, Mem4096, Mem8192, Mem16384, Mem32768};
pub use health_check::HealthCheck;
