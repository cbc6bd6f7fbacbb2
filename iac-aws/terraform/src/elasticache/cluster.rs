//! Clusters of Memcached, and single nodes.

use super::{CLASSIC, LOG_DELIVERY};
use crate::prelude::*;

pub(super) const CACHE_CLUSTER: ResourceMap =
    ResourceMap::new("AWS::ElastiCache::CacheCluster", "aws_elasticache_cluster")
        .reference("cluster_id")
        .attributes(&[
            ("ConfigurationEndpoint.Address", "cluster_address"),
            ("ConfigurationEndpoint.Port", "port"),
            ("RedisEndpoint.Address", "{}.cache_nodes[0].address"),
            ("RedisEndpoint.Port", "{}.cache_nodes[0].port"),
        ])
        .name(Name::Required("cluster_id", 40))
        .finish(finish)
        .properties(&[
            ("CacheNodeType", To::Attribute("node_type")),
            ("CacheParameterGroupName", To::Attribute("parameter_group_name")),
            ("CacheSecurityGroupNames", CLASSIC),
            ("CacheSubnetGroupName", To::Attribute("subnet_group_name")),
            ("ClusterName", To::Attribute("cluster_id")),
            ("LogDeliveryConfigurations", LOG_DELIVERY),
            ("PreferredAvailabilityZone", To::Attribute("availability_zone")),
            ("PreferredMaintenanceWindow", To::Attribute("maintenance_window")),
            ("VpcSecurityGroupIds", To::Attribute("security_group_ids")),
        ]);

fn finish(s: &mut Scope<'_, '_>) {
    super::finish(s, "cluster_id");
}
