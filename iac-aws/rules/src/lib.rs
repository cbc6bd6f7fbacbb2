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
    containers::container_target::CONTAINER_TARGET,
    containers::network_mode::NETWORK_MODE,
    containers::task_size::TASK_SIZE,
    containers::task_names::TASK_NAMES,
    containers::container_order::CONTAINER_ORDER,
    containers::container_health::CONTAINER_HEALTH,
    containers::log_driver::LOG_DRIVER,
    containers::deployment::DEPLOYMENT,
];
