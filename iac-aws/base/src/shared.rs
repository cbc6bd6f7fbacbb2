//! What constructs of both crates work out the same way; nothing for other crates.

mod unique_name;
mod whole_days;
mod whole_seconds;

pub use crate::network::connection::connect;
pub use unique_name::unique_name;
pub use whole_days::whole_days;
pub use whole_seconds::whole_seconds;
