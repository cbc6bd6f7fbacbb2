#![doc = include_str!("../README.md")]

mod balancing;
mod containers;
mod reachability;
mod scaling;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    reachability::closed_port::CLOSED_PORT,
    balancing::listener::LISTENER_SETUP,
    balancing::listener_missing::LISTENER_MISSING,
    balancing::rule_conflict::RULE_CONFLICT,
    balancing::redirect::REDIRECT,
    balancing::target_health::TARGET_HEALTH,
    balancing::target_group_use::TARGET_GROUP_USE,
    containers::container_target::CONTAINER_TARGET,
    containers::network_mode::NETWORK_MODE,
    containers::task_size::TASK_SIZE,
    containers::task_names::TASK_NAMES,
    containers::container_order::CONTAINER_ORDER,
    containers::container_health::CONTAINER_HEALTH,
    containers::log_driver::LOG_DRIVER,
    containers::deployment::DEPLOYMENT,
    scaling::capacity::CAPACITY,
    scaling::scalable_target::SCALABLE_TARGET,
    scaling::policy::SCALING_POLICY,
    scaling::request_label::REQUEST_LABEL,
    scaling::steps::SCALING_STEPS,
];
