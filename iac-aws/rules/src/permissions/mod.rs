//! Who may do what: roles, policies of resources, trust.

pub(crate) mod action_name;
pub(crate) mod api_source;
pub(crate) mod arn;
pub(crate) mod broad_rights;
pub(crate) mod bucket_delivery;
#[cfg(test)]
mod bucket_delivery_tests;
pub(crate) mod bucket_users;
pub(crate) mod closed_key;
pub(crate) mod closed_to_role;
pub(crate) mod dead_federation;
pub(crate) mod deliveries;
pub(crate) mod documents;
pub(crate) mod execution_role;
#[cfg(test)]
mod execution_role_tests;
#[cfg(test)]
mod family_tests;
pub(crate) mod invalid_policy;
pub(crate) mod key_needs;
pub(crate) mod managed;
pub(crate) mod managed_policy;
pub(crate) mod metering;
pub(crate) mod missing_role;
pub(crate) mod needs;
pub(crate) mod pattern;
pub(crate) mod pipeline_needs;
#[cfg(test)]
mod pipeline_needs_tests;
pub(crate) mod powerless_role;
#[cfg(test)]
mod powerless_role_tests;
pub(crate) mod public_policy;
#[cfg(test)]
mod public_policy_tests;
pub(crate) mod refused_delivery;
#[cfg(test)]
mod refused_delivery_tests;
pub(crate) mod resource_policies;
pub(crate) mod rights;
pub(crate) mod secret;
pub(crate) mod services;
pub(crate) mod statement;
pub(crate) mod target_needs;
mod telemetry_needs;
pub(crate) mod unreadable_secret;
#[cfg(test)]
mod unreadable_secret_tests;
pub(crate) mod walk;
pub(crate) mod wrong_trust;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    action_name::ACTION_NAME,
    broad_rights::BROAD_RIGHTS,
    bucket_delivery::BUCKET_DELIVERY,
    closed_key::CLOSED_KEY,
    closed_to_role::CLOSED_TO_ROLE,
    dead_federation::DEAD_FEDERATION,
    execution_role::EXECUTION_ROLE,
    invalid_policy::INVALID_POLICY,
    managed_policy::MANAGED_POLICY,
    metering::UNMETERED,
    missing_role::MISSING_ROLE,
    powerless_role::POWERLESS_ROLE,
    public_policy::PUBLIC_POLICY,
    refused_delivery::REFUSED_DELIVERY,
    unreadable_secret::UNREADABLE_SECRET,
    wrong_trust::WRONG_TRUST,
];
