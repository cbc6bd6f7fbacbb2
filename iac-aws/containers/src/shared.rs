//! What the crates of services and tasks share, and nobody else uses.

pub use crate::container::log_options;
pub use crate::environment::{check_variable, secret_variable, variable};
pub use crate::roles::{execution_role, extend_execution_role, task_role};
