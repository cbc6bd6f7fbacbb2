//! Logs, metrics, alarms, dashboards and what events look like.

mod uptime_check;

pub use iac_aws_base::monitoring::*;
pub use iac_aws_monitoring::*;
pub use uptime_check::{CanaryRuntime, UptimeCheck, UptimeCheckHandle};
