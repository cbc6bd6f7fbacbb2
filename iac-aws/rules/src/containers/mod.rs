//! Tasks, their containers and their services.

pub(crate) mod container_health;
pub(crate) mod container_order;
pub(crate) mod container_target;
pub(crate) mod deployment;
pub(crate) mod log_driver;
pub(crate) mod network_mode;
pub(crate) mod task;
pub(crate) mod task_names;
pub(crate) mod task_size;
