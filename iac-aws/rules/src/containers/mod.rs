//! Tasks, their containers and their services.

pub(crate) mod container_target;
pub(crate) mod task;
