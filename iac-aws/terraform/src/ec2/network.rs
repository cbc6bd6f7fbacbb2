//! VPCs, subnets and what belongs to a VPC as a whole.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::VPC", "aws_vpc")
        .attributes(&[
            ("VpcId", "id"),
            ("DefaultNetworkAcl", "default_network_acl_id"),
            ("DefaultSecurityGroup", "default_security_group_id"),
            ("VpcEncryptionControl.State", "aws_vpc_encryption_control:state"),
            ("VpcEncryptionControl.StateMessage", "aws_vpc_encryption_control:state_message"),
            ("VpcEncryptionControl.VpcEncryptionControlId", "aws_vpc_encryption_control:id"),
            ("VpcEncryptionControl.VpcId", "aws_vpc_encryption_control:vpc_id"),
        ])
        .properties(&[("VpcEncryptionControl", To::Part(&ENCRYPTION))]),
    ResourceMap::new("AWS::EC2::Subnet", "aws_subnet")
        .attributes(&[("SubnetId", "id"), ("Ipv6CidrBlocks", "compact([{}.ipv6_cidr_block])")])
        .properties(&[(
            "PrivateDnsNameOptionsOnLaunch",
            To::Flatten(&[
                ("EnableResourceNameDnsAAAARecord", To::Attribute("enable_resource_name_dns_aaaa_record_on_launch")),
                ("EnableResourceNameDnsARecord", To::Attribute("enable_resource_name_dns_a_record_on_launch")),
                ("HostnameType", To::Attribute("private_dns_hostname_type_on_launch")),
            ]),
        )]),
    ResourceMap::new("AWS::EC2::VPCCidrBlock", "aws_vpc_ipv4_cidr_block_association")
        .instead(&["AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6Pool"], &IPV6_CIDR_BLOCK),
    ResourceMap::new("AWS::EC2::DHCPOptions", "aws_vpc_dhcp_options").attributes(&[("DhcpOptionsId", "id")]),
    ResourceMap::new("AWS::EC2::VPCDHCPOptionsAssociation", "aws_vpc_dhcp_options_association"),
];

const IPV6_CIDR_BLOCK: ResourceMap = ResourceMap::new("AWS::EC2::VPCCidrBlock", "aws_vpc_ipv6_cidr_block_association")
    .properties(&[("AmazonProvidedIpv6CidrBlock", To::Attribute("assign_generated_ipv6_cidr_block"))]);

const SET_BY_AWS: To = To::Ignored("AWS sets it");

const ENCRYPTION: Part = Part::new("aws_vpc_encryption_control", "vpc_id", "id").fields(&[
    ("ResourceExclusions", SET_BY_AWS),
    ("State", SET_BY_AWS),
    ("StateMessage", SET_BY_AWS),
    ("VpcEncryptionControlId", SET_BY_AWS),
    ("VpcId", SET_BY_AWS),
]);
