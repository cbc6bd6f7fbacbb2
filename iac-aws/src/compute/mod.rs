//! Containers: clusters, services on Fargate, tasks that schedules and events start.

mod compose_host;

pub use compose_host::{ComposeHost, ComposeHostHandle, ComposeService, HostInstanceType};
pub use iac_aws_base::compute::*;
pub use iac_aws_compute::*;
pub use iac_aws_containers::*;
pub use iac_aws_lightsail::*;
pub use iac_aws_tasks::compute::*;
