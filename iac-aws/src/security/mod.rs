//! Keys and secrets.

mod encryption_key;
mod secret;

pub use encryption_key::{EncryptionKey, EncryptionKeyHandle, KeyUser};

pub use secret::{Secret, SecretHandle, read_statements};
