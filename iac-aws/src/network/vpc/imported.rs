//! VPCs that exist already.

use super::VpcHandle;
use crate::network::Subnets;
use iac_aws_cfn::kind::{Ec2Subnet, Ec2Vpc};
use iac_core::prelude::*;

/// A VPC that exists already. What its subnets can reach is not in the app: it is assumed.
///
/// ```
/// use iac_aws::prelude::*;
/// use iac_aws::parameters;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("VpcId", parameters::vpc_id());
/// let subnets = stack.add("PrivateSubnetIds", parameters::subnet_ids());
/// let network = stack.add("Network", Vpc::import(vpc).private([select(0, &subnets), select(1, &subnets)]));
/// assert_eq!(network.private().ids().len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct ImportedVpc {
    vpc: Val<Id<Ec2Vpc>>,
    cidr: Option<Val<Cidr4>>,
    public: Vec<Val<Id<Ec2Subnet>>>,
    private: Vec<Val<Id<Ec2Subnet>>>,
    isolated: Vec<Val<Id<Ec2Subnet>>>,
}

impl ImportedVpc {
    pub(super) fn new(vpc: Val<Id<Ec2Vpc>>) -> Self {
        ImportedVpc { vpc, cidr: None, public: Vec::new(), private: Vec::new(), isolated: Vec::new() }
    }

    /// Its network, where something is to be open for all of it.
    pub fn cidr(mut self, cidr: Val<Cidr4>) -> Self {
        self.cidr = Some(cidr);
        self
    }

    /// Its subnets with a route to an internet gateway.
    pub fn public(mut self, subnets: impl IntoIterator<Item = Val<Id<Ec2Subnet>>>) -> Self {
        self.public = subnets.into_iter().collect();
        self
    }

    /// Its subnets whose way out is a NAT gateway.
    pub fn private(mut self, subnets: impl IntoIterator<Item = Val<Id<Ec2Subnet>>>) -> Self {
        self.private = subnets.into_iter().collect();
        self
    }

    /// Its subnets without a way out.
    pub fn isolated(mut self, subnets: impl IntoIterator<Item = Val<Id<Ec2Subnet>>>) -> Self {
        self.isolated = subnets.into_iter().collect();
        self
    }
}

impl Construct for ImportedVpc {
    type Handle = VpcHandle;
    const SEALED: bool = true;

    fn build(self, _: &mut Stack) -> VpcHandle {
        let tier = |subnets: Vec<_>, has_way_out| Subnets {
            vpc: self.vpc.clone(),
            cidr: self.cidr.clone(),
            subnets,
            has_way_out,
        };
        VpcHandle {
            public: tier(self.public, true),
            private: tier(self.private, true),
            isolated: tier(self.isolated, false),
            resources: None,
        }
    }
}
