//! Auto Scaling of instances.

pub(super) mod group;
pub(super) mod policy;
pub(super) mod schedule;
