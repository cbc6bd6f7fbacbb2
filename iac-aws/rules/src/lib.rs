#![doc = include_str!("../README.md")]

mod balancing;
mod containers;
mod permissions;
mod placement;
mod reachability;
mod references;
mod scaling;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
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
    containers::container_target::CONTAINER_TARGET,
    containers::network_mode::NETWORK_MODE,
    containers::task_size::TASK_SIZE,
    containers::task_names::TASK_NAMES,
    containers::container_order::CONTAINER_ORDER,
    permissions::unreadable_secret::UNREADABLE_SECRET,
];
