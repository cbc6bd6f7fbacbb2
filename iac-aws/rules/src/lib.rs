#![doc = include_str!("../README.md")]

mod balancing;
mod containers;
mod functions;
mod permissions;
mod placement;
mod reachability;
mod references;
mod scaling;
mod schema;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    schema::unknown_type::UNKNOWN_TYPE,
    schema::unknown_property::UNKNOWN_PROPERTY,
    schema::missing_property::MISSING_PROPERTY,
    schema::wrong_type::WRONG_TYPE,
    schema::bad_value::BAD_VALUE,
    schema::bad_pattern::BAD_PATTERN,
    schema::out_of_range::OUT_OF_RANGE,
    schema::bad_length::BAD_LENGTH,
    schema::item_count::ITEM_COUNT,
    schema::duplicate_item::DUPLICATE_ITEM,
    schema::bad_format::BAD_FORMAT,
    schema::exclusive_properties::EXCLUSIVE_PROPERTIES,
    schema::dependent_property::DEPENDENT_PROPERTY,
    schema::no_alternative::NO_ALTERNATIVE,
    schema::read_only::READ_ONLY,
    schema::unknown_attribute::UNKNOWN_ATTRIBUTE,
    schema::deprecated::DEPRECATED,
    schema::ended_type::ENDED_TYPE,
    references::dangling::DANGLING_REFERENCE,
    references::wrong_parameter::WRONG_PARAMETER,
    references::wrong_reference::WRONG_REFERENCE,
    references::early_start::EARLY_START,
    references::gateway_order::GATEWAY_ORDER,
    references::grant_order::GRANT_ORDER,
    references::policy_order::POLICY_ORDER,
    references::lost_data::LOST_DATA,
    references::duplicate_name::DUPLICATE_NAME,
    placement::vpc_network::NETWORK_SIZE,
    placement::subnet_network::SUBNET_NETWORK,
    placement::balancer_zones::BALANCER_ZONES,
    placement::subnet_group_zones::SUBNET_GROUP_ZONES,
    placement::other_vpc::OTHER_VPC,
    reachability::closed_port::CLOSED_PORT,
    reachability::public_balancer::PUBLIC_BALANCER,
    reachability::gateways::GATEWAY,
    reachability::group_rule::GROUP_RULE,
    balancing::listener::LISTENER_SETUP,
    balancing::listener_missing::LISTENER_MISSING,
    balancing::rule_conflict::RULE_CONFLICT,
    balancing::redirect::REDIRECT,
    balancing::target_health::TARGET_HEALTH,
    balancing::target_group_use::TARGET_GROUP_USE,
    containers::container_target::CONTAINER_TARGET,
    containers::network_mode::NETWORK_MODE,
    containers::task_size::TASK_SIZE,
    containers::fargate::FARGATE,
    containers::task_names::TASK_NAMES,
    containers::container_order::CONTAINER_ORDER,
    containers::container_health::CONTAINER_HEALTH,
    containers::log_driver::LOG_DRIVER,
    containers::deployment::DEPLOYMENT,
    scaling::capacity::CAPACITY,
    scaling::scalable_target::SCALABLE_TARGET,
    scaling::policy::SCALING_POLICY,
    scaling::request_label::REQUEST_LABEL,
    scaling::steps::SCALING_STEPS,
    functions::function_setup::FUNCTION_SETUP,
    functions::event_source::EVENT_SOURCE,
    functions::queue::QUEUE_SETUP,
    permissions::broad_rights::BROAD_RIGHTS,
    permissions::execution_role::EXECUTION_ROLE,
    permissions::invalid_policy::INVALID_POLICY,
    permissions::metering::UNMETERED,
    permissions::public_policy::PUBLIC_POLICY,
    permissions::refused_delivery::REFUSED_DELIVERY,
    permissions::unreadable_secret::UNREADABLE_SECRET,
    permissions::wrong_trust::WRONG_TRUST,
];
