//! Balancers, their listeners and target groups.

pub(crate) mod forwards;
pub(crate) mod listener;
pub(crate) mod listener_missing;
pub(crate) mod redirect;
pub(crate) mod rule_conflict;
pub(crate) mod target_group_use;
pub(crate) mod target_health;
