//! What others need of a VPC.

use crate::network::{IsolatedSubnets, PrivateSubnets, PublicSubnets, Subnets};
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::prelude::*;

/// A VPC in a stack, or one that was imported.
#[derive(Clone, Debug)]
pub struct VpcHandle {
    pub(super) public: Subnets,
    pub(super) private: Subnets,
    pub(super) isolated: Subnets,
    /// The resources behind it; none where the VPC is imported.
    pub resources: Option<VpcResources>,
}

/// The resources of a VPC. Lists have one entry for each zone, in the order of the zones.
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
    /// All route tables: of the public subnets, of each private one, of the isolated ones.
    pub route_tables: Vec<ec2::RouteTableRef>,
    /// The NAT gateways.
    pub nat_gateways: Vec<ec2::NatGatewayRef>,
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
        self.public.vpc.clone()
    }
}
