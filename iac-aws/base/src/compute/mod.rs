//! Images, when tasks run, and what others need of clusters and queues.

mod cluster;
mod cron;
mod image;
mod queue_depth;
mod schedule;

pub use cluster::ClusterHandle;
pub use image::Image;
pub use queue_depth::QueueDepthHandle;
pub use schedule::{Schedule, Weekday};
