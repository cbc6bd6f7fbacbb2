//! Where containers run, and when.

mod cluster;
mod cron;
mod schedule;

pub use cluster::{Cluster, ClusterHandle, ContainerInsights};
pub use schedule::{Schedule, Weekday};
