//! Caches of one or more nodes.

use super::{CLASSIC, LOG_DELIVERY};
use crate::kms::key_id;
use crate::prelude::*;

pub(super) const REPLICATION_GROUP: ResourceMap =
    ResourceMap::new("AWS::ElastiCache::ReplicationGroup", "aws_elasticache_replication_group")
        .reference("replication_group_id")
        .attributes(&[
            ("ConfigurationEndPoint.Address", "configuration_endpoint_address"),
            ("ConfigurationEndPoint.Port", "port"),
            ("PrimaryEndPoint.Address", "primary_endpoint_address"),
            ("PrimaryEndPoint.Port", "port"),
            ("ReaderEndPoint.Address", "reader_endpoint_address"),
            ("ReaderEndPoint.Port", "port"),
        ])
        .name(Name::Required("replication_group_id", 40))
        .finish(finish)
        .properties(&[
            ("AuthToken", To::By(auth_token)),
            ("CacheNodeType", To::Attribute("node_type")),
            ("CacheParameterGroupName", To::Attribute("parameter_group_name")),
            ("CacheSecurityGroupNames", CLASSIC),
            ("CacheSubnetGroupName", To::Attribute("subnet_group_name")),
            ("KmsKeyId", To::By(key_id)),
            ("LogDeliveryConfigurations", LOG_DELIVERY),
            ("PreferredCacheClusterAZs", To::Attribute("preferred_cache_cluster_azs")),
            ("PreferredMaintenanceWindow", To::Attribute("maintenance_window")),
            ("ReplicationGroupDescription", To::Attribute("description")),
        ]);

/// The provider has no write-only attribute for it, so that it would be in the state.
fn auth_token<'g>(s: &mut Scope<'_, 'g>, _: &'g Field) {
    let help = "let users log in: `UserGroupIds` with an `AWS::ElastiCache::User` that has a password";
    s.error("secret-in-state", "Terraform would keep the auth token in its state", help);
}

fn finish(s: &mut Scope<'_, '_>) {
    super::finish(s, "replication_group_id");
    // What refers to the port needs it said: the provider knows it only after the cache is there.
    s.default("port", 6379);
}
