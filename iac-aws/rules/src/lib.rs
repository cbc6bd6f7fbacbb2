#![doc = include_str!("../README.md")]

mod placement;
mod reachability;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    placement::vpc_network::NETWORK_SIZE,
    placement::subnet_network::SUBNET_NETWORK,
    placement::balancer_zones::BALANCER_ZONES,
    placement::subnet_group_zones::SUBNET_GROUP_ZONES,
    placement::other_vpc::OTHER_VPC,
    reachability::closed_port::CLOSED_PORT,
    reachability::closed_listener::CLOSED_LISTENER,
    reachability::closed_acl::CLOSED_ACL,
    reachability::open_world::OPEN_WORLD,
    reachability::public_balancer::PUBLIC_BALANCER,
    reachability::gateways::GATEWAY,
    reachability::way_out::WAY_OUT,
    reachability::route_table::ROUTE_TABLE,
    reachability::endpoint_names::ENDPOINT_NAMES,
    reachability::mount_target::MOUNT_TARGET,
    reachability::outside_vpc::OUTSIDE_VPC,
    reachability::group_rule::GROUP_RULE,
];
