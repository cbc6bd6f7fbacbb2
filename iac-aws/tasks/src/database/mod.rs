//! What is done to databases again and again.

mod rotation_schedule;

pub use rotation_schedule::{RotationSchedule, RotationScheduleHandle};
