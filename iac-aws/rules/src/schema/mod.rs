//! What each resource type takes and gives.

mod branches;
mod faults;
mod formats;
mod list;
pub(crate) mod model;
mod object;
mod path;
mod scalar;
mod templates;
#[cfg(test)]
mod testing;
mod walk;

pub(crate) mod bad_format;
pub(crate) mod bad_length;
pub(crate) mod bad_pattern;
pub(crate) mod bad_value;
pub(crate) mod dependent_property;
pub(crate) mod deprecated;
pub(crate) mod duplicate_item;
pub(crate) mod ended_type;
pub(crate) mod exclusive_properties;
pub(crate) mod item_count;
pub(crate) mod missing_property;
pub(crate) mod no_alternative;
pub(crate) mod out_of_range;
pub(crate) mod read_only;
pub(crate) mod unknown_attribute;
pub(crate) mod unknown_property;
pub(crate) mod unknown_type;
pub(crate) mod wrong_type;
