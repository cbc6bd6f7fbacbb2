//! Where things lie: networks, zones, VPCs.

pub(crate) mod balancer_zones;
pub(crate) mod cidr;
pub(crate) mod endpoint_zones;
pub(crate) mod foreign_group;
pub(crate) mod other_vpc;
pub(crate) mod subnet_group_zones;
pub(crate) mod subnet_network;
pub(crate) mod subnets;
pub(crate) mod vpc_network;
