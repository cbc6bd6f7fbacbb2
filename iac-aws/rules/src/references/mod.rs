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
pub(crate) mod parameter_pattern;
pub(crate) mod parameter_type;
pub(crate) mod policy_order;
pub(crate) mod shapes;
pub(crate) mod snapshot_policy;
pub(crate) mod unused;
pub(crate) mod wrong_parameter;
pub(crate) mod wrong_reference;
