//! What others need of keys and secrets.

pub(crate) mod encryption_key;
mod key_user;
mod read_statements;
mod secret;

pub use encryption_key::EncryptionKeyHandle;
pub use key_user::KeyUser;
pub use read_statements::read_statements;
pub use secret::SecretHandle;
