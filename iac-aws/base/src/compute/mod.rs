//! Images, when tasks run, and what others need of clusters, services and queues.

mod cluster;
mod cron;
mod described_task;
mod image;
mod queue_depth;
mod runs_tasks;
mod schedule;

pub use cluster::ClusterHandle;
pub use described_task::{DescribedTask, TaskRun};
pub use image::Image;
pub use queue_depth::QueueDepthHandle;
pub use runs_tasks::{RunsTasks, ServiceTasks};
pub use schedule::{Schedule, Weekday};
