//! Network ACLs.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::NetworkAcl", "aws_network_acl"),
    ResourceMap::new("AWS::EC2::NetworkAclEntry", "aws_network_acl_rule").properties(&[
        ("Icmp", To::Flatten(&[("Code", To::Attribute("icmp_code")), ("Type", To::Attribute("icmp_type"))])),
        ("PortRange", To::Flatten(&[("From", To::Attribute("from_port")), ("To", To::Attribute("to_port"))])),
    ]),
    ResourceMap::new("AWS::EC2::SubnetNetworkAclAssociation", "aws_network_acl_association")
        .attributes(&[("AssociationId", "id")]),
];
