//! Checks from outside.

mod uptime_check;

pub use uptime_check::{CanaryRuntime, UptimeCheck, UptimeCheckHandle};
