//! What the crates of constructs share, and nobody else uses.

mod family;
mod unique_name;
mod whole_days;
mod whole_seconds;

pub use crate::database::redis_cache::USER;
pub use crate::edge::routing::Forwarder;
pub use crate::monitoring::own_log_group::OwnLogGroup;
pub use crate::network::connection::connect;
pub use crate::network::own_security_group::OwnSecurityGroup;
pub use crate::network::tier::Ways;
pub use crate::storage::ecr_repository::PULL;
pub use family::{any_revision, created_after, family, newest_revision};
pub use unique_name::unique_name;
pub use whole_days::whole_days;
pub use whole_seconds::whole_seconds;
