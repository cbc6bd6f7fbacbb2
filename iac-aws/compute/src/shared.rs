//! What the crates of constructs share, and nobody else uses.

pub use crate::family::{any_revision, created_after, family, newest_revision};
pub use crate::fargate_service::roles::{execution_role, task_role};
