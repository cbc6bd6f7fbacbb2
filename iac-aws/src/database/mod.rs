//! Databases and caches.

mod rotation_schedule;

pub use iac_aws_base::database::*;
pub use iac_aws_data::database::*;
pub use rotation_schedule::{RotationSchedule, RotationScheduleHandle};
