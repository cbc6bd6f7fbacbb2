//! Who can reach whom: security groups, routes, listeners.

pub(crate) mod acls;
pub(crate) mod balancers;
mod callers;
pub(crate) mod closed_acl;
pub(crate) mod closed_listener;
pub(crate) mod closed_origin;
pub(crate) mod closed_port;
#[cfg(test)]
mod closed_port_tests;
pub(crate) mod deaf_store;
pub(crate) mod endpoint_names;
pub(crate) mod endpoint_type;
pub(crate) mod exec_way;
pub(crate) mod gateways;
pub(crate) mod group_rule;
pub(crate) mod instances;
pub(crate) mod lightsail_endpoint;
pub(crate) mod mount_target;
pub(crate) mod needs;
pub(crate) mod open_world;
pub(crate) mod outside_vpc;
pub(crate) mod permission;
pub(crate) mod prefix_list;
pub(crate) mod public_balancer;
pub(crate) mod route_table;
pub(crate) mod routes;
pub(crate) mod security_groups;
pub(crate) mod service_way;
pub(crate) mod sides;
pub(crate) mod stores;
pub(crate) mod wants;
pub(crate) mod way_out;
#[cfg(test)]
mod way_out_tests;
pub(crate) mod ways;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    closed_port::CLOSED_PORT,
    closed_listener::CLOSED_LISTENER,
    closed_origin::CLOSED_ORIGIN,
    closed_acl::CLOSED_ACL,
    open_world::OPEN_WORLD,
    public_balancer::PUBLIC_BALANCER,
    gateways::GATEWAY,
    way_out::WAY_OUT,
    route_table::ROUTE_TABLE,
    endpoint_names::ENDPOINT_NAMES,
    lightsail_endpoint::LIGHTSAIL_ENDPOINT,
    mount_target::MOUNT_TARGET,
    outside_vpc::OUTSIDE_VPC,
    group_rule::GROUP_RULE,
    deaf_store::DEAF_STORE,
    service_way::SERVICE_WAY,
    exec_way::EXEC_WAY,
    endpoint_type::ENDPOINT_TYPE,
    prefix_list::PREFIX_LIST,
];
