//! Tasks, their containers and their services.

pub(crate) mod capacity_provider;
pub(crate) mod container_health;
pub(crate) mod container_order;
pub(crate) mod container_target;
pub(crate) mod deployment;
pub(crate) mod fargate;
pub(crate) mod fargate_sizes;
pub(crate) mod log_driver;
pub(crate) mod network_mode;
pub(crate) mod task;
pub(crate) mod task_names;
pub(crate) mod task_size;
pub(crate) mod traffic_shift;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    container_target::CONTAINER_TARGET,
    network_mode::NETWORK_MODE,
    task_size::TASK_SIZE,
    fargate::FARGATE,
    capacity_provider::CAPACITY_PROVIDER,
    task_names::TASK_NAMES,
    container_order::CONTAINER_ORDER,
    container_health::CONTAINER_HEALTH,
    log_driver::LOG_DRIVER,
    deployment::DEPLOYMENT,
    traffic_shift::TRAFFIC_SHIFT,
];
