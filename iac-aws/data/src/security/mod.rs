//! Keys and secrets.

mod encryption_key;
mod secret;

pub use encryption_key::EncryptionKey;
pub use secret::Secret;
