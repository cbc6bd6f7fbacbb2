//! Where things lie: networks, zones, VPCs.

pub(crate) mod balancer_zones;
pub(crate) mod certificate_region;
pub(crate) mod cidr;
pub(crate) mod endpoint_zones;
pub(crate) mod firewall_region;
pub(crate) mod foreign_group;
pub(crate) mod network_order;
pub(crate) mod other_vpc;
pub(crate) mod peering;
pub(crate) mod subnet_group_zones;
pub(crate) mod subnet_network;
pub(crate) mod subnets;
pub(crate) mod volume_zone;
pub(crate) mod vpc_network;
pub(crate) mod zone_region;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    vpc_network::NETWORK_SIZE,
    subnet_network::SUBNET_NETWORK,
    balancer_zones::BALANCER_ZONES,
    subnet_group_zones::SUBNET_GROUP_ZONES,
    endpoint_zones::ENDPOINT_ZONES,
    other_vpc::OTHER_VPC,
    foreign_group::FOREIGN_GROUP,
    peering::PEERING,
    network_order::NETWORK_ORDER,
    volume_zone::VOLUME_ZONE,
    zone_region::ZONE_REGION,
    firewall_region::FIREWALL_REGION,
    certificate_region::CERTIFICATE_REGION,
];
