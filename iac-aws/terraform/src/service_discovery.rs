//! Cloud Map.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::ServiceDiscovery::HttpNamespace", "aws_service_discovery_http_namespace"),
    ResourceMap::new("AWS::ServiceDiscovery::PrivateDnsNamespace", "aws_service_discovery_private_dns_namespace")
        .attributes(&[("HostedZoneId", "hosted_zone")]),
];
