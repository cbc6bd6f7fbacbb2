//! Endpoints of AWS's services in a VPC.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::EC2::VPCEndpoint", "aws_vpc_endpoint")
    .attributes(&[
        ("DnsEntries", "[for entry in {}.dns_entry : join(\":\", [entry.hosted_zone_id, entry.dns_name])]"),
        ("NetworkInterfaceIds", "tolist({}.network_interface_ids)"),
    ])
    .properties(&[
        (
            "DnsOptions",
            To::Block(
                "dns_options",
                &[(
                    "PrivateDnsOnlyForInboundResolverEndpoint",
                    To::Values(
                        "private_dns_only_for_inbound_resolver_endpoint",
                        &[("OnlyInboundResolver", "true"), ("AllResolvers", "false")],
                    ),
                )],
            ),
        ),
        ("PolicyDocument", To::Json("policy")),
    ])];
