//! Who can reach whom: security groups, routes, listeners.

pub(crate) mod closed_port;
pub(crate) mod security_groups;
