//! What nearly every stack uses: `use iac_aws::prelude::*;`.

pub use crate::monitoring::{LogGroup, Metric, Period, Retention, Statistic};
pub use crate::network::{Connects, Listens, Outbound, SecurityGroup};
pub use crate::policy::{PolicyDocument, Principal, Statement};
pub use iac_core::prelude::*;
