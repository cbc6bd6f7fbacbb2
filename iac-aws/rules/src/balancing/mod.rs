//! Balancers, their listeners and target groups.

pub(crate) mod attributes;
pub(crate) mod forwards;
pub(crate) mod listener;
pub(crate) mod listener_missing;
pub(crate) mod redirect;
pub(crate) mod rule_conflict;
pub(crate) mod sticky_forward;
pub(crate) mod target_group_use;
pub(crate) mod target_health;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    listener::LISTENER_SETUP,
    listener_missing::LISTENER_MISSING,
    rule_conflict::RULE_CONFLICT,
    redirect::REDIRECT,
    sticky_forward::STICKY_FORWARD,
    target_health::TARGET_HEALTH,
    target_group_use::TARGET_GROUP_USE,
    attributes::BALANCER_ATTRIBUTE,
];
