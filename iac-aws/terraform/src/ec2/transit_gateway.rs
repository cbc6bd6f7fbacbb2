//! Transit gateways.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::TransitGateway", "aws_ec2_transit_gateway")
        .attributes(&[("EncryptionSupportState", "encryption_support"), ("TransitGatewayArn", "arn")])
        .properties(&[
            ("AssociationDefaultRouteTableId", To::Part(&ASSOCIATION)),
            ("PropagationDefaultRouteTableId", To::Part(&PROPAGATION)),
        ]),
    ResourceMap::new("AWS::EC2::TransitGatewayAttachment", "aws_ec2_transit_gateway_vpc_attachment")
        .properties(&[("Options", To::Flatten(&[]))]),
];

const ASSOCIATION: Part =
    Part::new("aws_ec2_transit_gateway_default_route_table_association", "transit_gateway_id", "id")
        .item("transit_gateway_route_table_id");
const PROPAGATION: Part =
    Part::new("aws_ec2_transit_gateway_default_route_table_propagation", "transit_gateway_id", "id")
        .item("transit_gateway_route_table_id");
