#![doc = include_str!("../README.md")]

mod permissions;
mod reachability;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    permissions::broad_rights::BROAD_RIGHTS,
    permissions::bucket_delivery::BUCKET_DELIVERY,
    permissions::closed_key::CLOSED_KEY,
    permissions::execution_role::EXECUTION_ROLE,
    permissions::invalid_policy::INVALID_POLICY,
    permissions::metering::UNMETERED,
    permissions::missing_role::MISSING_ROLE,
    permissions::powerless_role::POWERLESS_ROLE,
    permissions::public_policy::PUBLIC_POLICY,
    permissions::refused_delivery::REFUSED_DELIVERY,
    permissions::unreadable_secret::UNREADABLE_SECRET,
    permissions::wrong_trust::WRONG_TRUST,
    reachability::closed_port::CLOSED_PORT,
];
