//! How software gets to its environment: who may deliver, and what takes it there.

mod ci_role;

pub use ci_role::{CiRole, CiRoleHandle};
pub use iac_aws_delivery::*;
