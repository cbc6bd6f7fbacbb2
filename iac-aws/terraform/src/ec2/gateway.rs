//! Ways out of a VPC, and addresses.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::InternetGateway", "aws_internet_gateway").attributes(&[("InternetGatewayId", "id")]),
    ResourceMap::new("AWS::EC2::EgressOnlyInternetGateway", "aws_egress_only_internet_gateway"),
    ResourceMap::new("AWS::EC2::VPCGatewayAttachment", "aws_internet_gateway_attachment")
        .instead(&["VpnGatewayId"], &ResourceMap::new("AWS::EC2::VPCGatewayAttachment", "aws_vpn_gateway_attachment")),
    ResourceMap::new("AWS::EC2::NatGateway", "aws_nat_gateway")
        .attributes(&[("EniId", "network_interface_id"), ("NatGatewayId", "id")])
        .properties(&[
            (
                "MaxDrainDurationSeconds",
                To::Ignored("it only says how long a secondary address drains that is taken away; the provider takes EC2's 350 s"),
            ),
            ("PrivateIpAddress", To::Attribute("private_ip")),
        ]),
    ResourceMap::new("AWS::EC2::EIP", "aws_eip")
        .reference("public_ip")
        .properties(&[
            ("InstanceId", To::Attribute("instance")),
            ("TransferAddress", To::Missing("accept the address outside of Terraform and import it")),
        ]),
    ResourceMap::new("AWS::EC2::EIPAssociation", "aws_eip_association")
        .properties(&[("EIP", To::Attribute("public_ip"))]),
];
