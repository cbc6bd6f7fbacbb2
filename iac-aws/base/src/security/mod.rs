//! Keys and secrets.

mod encryption_key;
mod read_statements;
mod secret;

pub use encryption_key::{EncryptionKey, EncryptionKeyHandle, KeyUser};

pub use read_statements::read_statements;
pub use secret::{Secret, SecretHandle};
