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

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    unknown_type::UNKNOWN_TYPE,
    unknown_property::UNKNOWN_PROPERTY,
    missing_property::MISSING_PROPERTY,
    wrong_type::WRONG_TYPE.general(),
    bad_value::BAD_VALUE.general(),
    bad_pattern::BAD_PATTERN.general(),
    out_of_range::OUT_OF_RANGE.general(),
    bad_length::BAD_LENGTH.general(),
    item_count::ITEM_COUNT.general(),
    duplicate_item::DUPLICATE_ITEM,
    bad_format::BAD_FORMAT.general(),
    exclusive_properties::EXCLUSIVE_PROPERTIES,
    dependent_property::DEPENDENT_PROPERTY,
    no_alternative::NO_ALTERNATIVE.general(),
    read_only::READ_ONLY,
    unknown_attribute::UNKNOWN_ATTRIBUTE,
    deprecated::DEPRECATED,
    ended_type::ENDED_TYPE,
];
