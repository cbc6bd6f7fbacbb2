//! Route tables and routes.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::RouteTable", "aws_route_table").attributes(&[("RouteTableId", "id")]),
    ResourceMap::new("AWS::EC2::SubnetRouteTableAssociation", "aws_route_table_association"),
    ResourceMap::new("AWS::EC2::Route", "aws_route")
        .attributes(&[("CidrBlock", "coalesce({}.destination_cidr_block, {}.destination_ipv6_cidr_block)")])
        .properties(&[
            ("EgressOnlyInternetGatewayId", To::Attribute("egress_only_gateway_id")),
            ("InstanceId", To::By(instance)),
        ]),
    ResourceMap::new("AWS::EC2::PrefixList", "aws_ec2_managed_prefix_list")
        .attributes(&[("PrefixListId", "id")])
        .properties(&[("PrefixListName", To::Attribute("name"))]),
];

/// The provider takes the network interface of an instance only.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route>
fn instance<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    match s.attribute_of(&field.value, "AWS::EC2::Instance", "primary_network_interface_id") {
        Some(interface) => s.set("network_interface_id", interface),
        None => s.error(
            "unmapped",
            "a route leads to an instance that is not part of the program, of which Terraform needs the network interface",
            "give `NetworkInterfaceId` instead of `InstanceId`",
        ),
    }
}
