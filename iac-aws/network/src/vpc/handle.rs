//! What others need of a VPC.

use super::{FlowLogsHandle, GatewayEndpoint};
use crate::NetworkAclHandle;
use iac_aws_base::network::{
    InterfaceEndpoint, IsolatedSubnets, PrivateSubnets, PublicSubnets, SecurityGroupHandle, Subnets, Tier,
};
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::prelude::*;

/// A VPC in a stack, or one that was imported.
#[derive(Clone, Debug)]
pub struct VpcHandle {
    pub(crate) public: Subnets,
    pub(crate) private: Subnets,
    pub(crate) isolated: Subnets,
    pub(crate) networks: Option<Networks>,
    /// The resources behind it; none where the VPC is imported.
    pub resources: Option<VpcResources>,
}

/// What the networks of a VPC and of its subnets are, to check others against.
#[derive(Clone, Debug)]
pub(crate) struct Networks {
    pub(crate) vpc: Cidr,
    pub(crate) subnets: Vec<(Tier, Cidr)>,
}

/// The resources of a VPC. Lists of subnets, of private route tables and of NAT gateways are in the order of the zones.
#[derive(Clone, Debug)]
pub struct VpcResources {
    /// The VPC.
    pub vpc: ec2::VpcRef,
    /// Its way to the internet.
    pub internet_gateway: Option<ec2::InternetGatewayRef>,
    /// The public subnets.
    pub public: Vec<ec2::SubnetRef>,
    /// The private subnets.
    pub private: Vec<ec2::SubnetRef>,
    /// The isolated subnets.
    pub isolated: Vec<ec2::SubnetRef>,
    /// The route table of all public subnets.
    pub public_route_table: Option<ec2::RouteTableRef>,
    /// The route tables of the private subnets, one each.
    pub private_route_tables: Vec<ec2::RouteTableRef>,
    /// The route table of all isolated subnets.
    pub isolated_route_table: Option<ec2::RouteTableRef>,
    /// The NAT gateways.
    pub nat_gateways: Vec<ec2::NatGatewayRef>,
    /// Their addresses: what others see, and may have to admit.
    pub nat_addresses: Vec<ec2::EipRef>,
    /// The gateway endpoints.
    pub gateway_endpoints: Vec<(GatewayEndpoint, ec2::VpcEndpointRef)>,
    /// The interface endpoints.
    pub interface_endpoints: Vec<(InterfaceEndpoint, ec2::VpcEndpointRef)>,
    /// The security group of all interface endpoints.
    pub endpoint_security_group: Option<SecurityGroupHandle>,
    /// The network ACLs.
    pub network_acls: Vec<(Tier, NetworkAclHandle)>,
    /// The flow logs.
    pub flow_logs: Option<FlowLogsHandle>,
}

impl VpcResources {
    pub(super) fn new(vpc: ec2::VpcRef) -> Self {
        VpcResources {
            vpc,
            internet_gateway: None,
            public: Vec::new(),
            private: Vec::new(),
            isolated: Vec::new(),
            public_route_table: None,
            private_route_tables: Vec::new(),
            isolated_route_table: None,
            nat_gateways: Vec::new(),
            nat_addresses: Vec::new(),
            gateway_endpoints: Vec::new(),
            interface_endpoints: Vec::new(),
            endpoint_security_group: None,
            network_acls: Vec::new(),
            flow_logs: None,
        }
    }

    /// All route tables.
    pub fn route_tables(&self) -> impl Iterator<Item = ec2::RouteTableRef> {
        let private = self.private_route_tables.iter().copied();
        self.public_route_table.into_iter().chain(private).chain(self.isolated_route_table)
    }
}

impl VpcHandle {
    /// The public subnets: for what the internet reaches.
    pub fn public(&self) -> PublicSubnets {
        PublicSubnets(self.public.clone())
    }

    /// The private subnets: for what runs.
    pub fn private(&self) -> PrivateSubnets {
        PrivateSubnets(self.private.clone())
    }

    /// The isolated subnets: for data.
    pub fn isolated(&self) -> IsolatedSubnets {
        IsolatedSubnets(self.isolated.clone())
    }

    /// The VPC's id.
    pub fn vpc_id(&self) -> Val<Id<Ec2Vpc>> {
        self.public.vpc_id()
    }

    /// The VPC's network; unknown for one that was imported without it.
    pub fn cidr(&self) -> Option<Val<Cidr4>> {
        self.public.vpc_cidr()
    }
}
