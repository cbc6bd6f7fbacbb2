//! Secrets: in clear, printed, without the key that is asked for, or of another database.

pub(crate) mod clear_default;
pub(crate) mod clear_password;
pub(crate) mod clear_secret;
pub(crate) mod database_secret;
pub(crate) mod echoed_parameter;
pub(crate) mod keys;
pub(crate) mod literals;
pub(crate) mod names;
pub(crate) mod printed_secret;
pub(crate) mod secret_attachment;
pub(crate) mod secret_key;
pub(crate) mod secret_template;
pub(crate) mod stale_secret;
pub(crate) mod variables;
