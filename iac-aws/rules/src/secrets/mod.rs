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

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    clear_secret::CLEAR_SECRET,
    clear_password::CLEAR_PASSWORD,
    clear_default::CLEAR_DEFAULT,
    echoed_parameter::ECHOED_PARAMETER,
    printed_secret::PRINTED_SECRET,
    secret_key::SECRET_KEY,
    secret_template::SECRET_TEMPLATE,
    database_secret::DATABASE_SECRET,
    secret_attachment::SECRET_ATTACHMENT,
    stale_secret::STALE_SECRET,
];
