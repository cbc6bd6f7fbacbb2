//! AWS's services inside the VPC.

use super::VpcHandle;
use iac_aws_base::network::{InterfaceEndpoint, Outbound};
use iac_aws_base::shared::OwnSecurityGroup;
use iac_aws_cfn::ec2;
use iac_aws_cfn::ec2::vpc_endpoint::VpcEndpointType;
use iac_core::prelude::*;

/// Services that a route leads to. They cost nothing.
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayEndpoint {
    /// S3 of the same region; the layers of images in ECR come from there.
    S3,
    /// DynamoDB of the same region.
    DynamoDb,
}

pub(super) fn gateways(stack: &mut Stack, vpc: &mut VpcHandle, endpoints: &[GatewayEndpoint]) {
    let Some(resources) = &mut vpc.resources else { return };
    for endpoint in endpoints {
        let (id, service) = match endpoint {
            GatewayEndpoint::S3 => ("S3Endpoint", "s3"),
            GatewayEndpoint::DynamoDb => ("DynamoDbEndpoint", "dynamodb"),
        };
        let tables: Vec<_> = resources.route_tables().map(|table| table.route_table_id()).collect();
        let gateway = ec2::VpcEndpoint::new(resources.vpc.vpc_id())
            .service_name(join!["com.amazonaws.", region(), ".", service])
            .vpc_endpoint_type(VpcEndpointType::Gateway)
            .route_table_ids(tables);
        let gateway = stack.add(id, gateway);
        resources.gateway_endpoints.push((*endpoint, gateway));
        for subnets in [&mut vpc.public, &mut vpc.private, &mut vpc.isolated] {
            subnets.ways.endpoints.push(gateway);
        }
    }
}

pub(super) fn interfaces(stack: &mut Stack, vpc: &mut VpcHandle, endpoints: &[InterfaceEndpoint]) {
    let Some(resources) = vpc.resources.as_mut().filter(|_| !endpoints.is_empty()) else { return };
    let group = OwnSecurityGroup::new(&vpc.private, "Endpoints of AWS services", Outbound::Closed);
    let group = stack.add("EndpointSecurityGroup", group);
    let rule = ec2::SecurityGroupIngress::new("tcp")
        .group_id(group.group_id())
        .cidr_ip(resources.vpc.cidr_block())
        .from_port(443)
        .to_port(443)
        .description("HTTPS from the VPC");
    let rule = stack.add("EndpointSecurityGroupFromVpc", rule);
    resources.endpoint_security_group = Some(group);
    for endpoint in endpoints {
        let (id, service) = endpoint.id_and_service();
        let interface = ec2::VpcEndpoint::new(resources.vpc.vpc_id())
            .service_name(join!["com.amazonaws.", region(), ".", service])
            .vpc_endpoint_type(VpcEndpointType::Interface)
            .private_dns_enabled(true)
            .subnet_ids(vpc.private.ids())
            .security_group_ids([group.group_id()]);
        let interface = stack.add(format!("{id}Endpoint"), interface);
        stack.depends_on(interface, rule);
        resources.interface_endpoints.push((*endpoint, interface));
        for subnets in [&mut vpc.public, &mut vpc.private, &mut vpc.isolated] {
            subnets.ways.endpoints.push(interface);
            subnets.ways.services.push(*endpoint);
        }
    }
}
