//! References, conditions, parameters, the order of things, and data that a replacement loses.

pub(crate) mod dangling;
pub(crate) mod duplicate_export;
pub(crate) mod duplicate_name;
pub(crate) mod early_start;
pub(crate) mod endpoint;
pub(crate) mod gateway_order;
pub(crate) mod grant_order;
pub(crate) mod joined_text;
pub(crate) mod kinds;
pub(crate) mod limits;
pub(crate) mod lookup;
pub(crate) mod lost_data;
pub(crate) mod more_references;
pub(crate) mod moving_export;
pub(crate) mod parameter_pattern;
pub(crate) mod parameter_type;
pub(crate) mod policy_order;
pub(crate) mod role_by_name;
pub(crate) mod shapes;
pub(crate) mod snapshot_policy;
pub(crate) mod unused;
pub(crate) mod wrong_parameter;
pub(crate) mod wrong_reference;
#[cfg(test)]
mod wrong_reference_tests;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    dangling::DANGLING_REFERENCE,
    wrong_parameter::WRONG_PARAMETER,
    wrong_reference::WRONG_REFERENCE,
    endpoint::WRONG_ENDPOINT,
    early_start::EARLY_START,
    gateway_order::GATEWAY_ORDER,
    grant_order::GRANT_ORDER,
    policy_order::POLICY_ORDER,
    lost_data::LOST_DATA,
    duplicate_name::DUPLICATE_NAME,
    lookup::FAILED_LOOKUP,
    parameter_pattern::PARAMETER_VALUE,
    parameter_type::PARAMETER_TYPE,
    snapshot_policy::SNAPSHOT_POLICY,
    duplicate_export::DUPLICATE_EXPORT,
    moving_export::MOVING_EXPORT,
    joined_text::JOINED_TEXT,
    limits::TEMPLATE_LIMIT,
    unused::UNUSED,
];
