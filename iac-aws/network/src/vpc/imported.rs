//! VPCs that exist already.

use super::VpcHandle;
use iac_aws_base::network::{Subnets, Tier};
use iac_aws_cfn::kind::{Ec2Subnet, Ec2Vpc};
use iac_core::prelude::*;
use iac_core::{IntoRef, IntoRefs};

/// A VPC that exists already. What its subnets can reach is not in the app: it is assumed.
///
/// ```
/// use iac_aws::prelude::*;
/// use iac_aws::parameters;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("VpcId", parameters::vpc_id());
/// let subnets = stack.add("PrivateSubnetIds", parameters::subnet_ids());
/// let network = stack.add("Network", Vpc::import(vpc).private(subnets));
/// # let _ = network;
/// ```
#[derive(Clone, Debug)]
pub struct ImportedVpc {
    public: Subnets,
    private: Subnets,
    isolated: Subnets,
}

impl ImportedVpc {
    pub(super) fn new(vpc: impl IntoRef<Id<Ec2Vpc>>) -> Self {
        let vpc = Val::of(vpc.into_value());
        let none = |tier| Subnets::new(vpc.clone(), tier, Vec::<Val<Id<Ec2Subnet>>>::new());
        ImportedVpc { public: none(Tier::Public), private: none(Tier::Private), isolated: none(Tier::Isolated) }
    }

    /// Its network, where something is to be open for all of it.
    pub fn cidr(mut self, cidr: impl iac_core::IntoCidr) -> Self {
        let cidr = Some(Val::of(cidr.into_value()));
        for subnets in [&mut self.public, &mut self.private, &mut self.isolated] {
            subnets.cidr.clone_from(&cidr);
        }
        self
    }

    /// Its subnets with a route to an internet gateway: ids one by one, or a list that a parameter gives.
    pub fn public(mut self, subnets: impl IntoRefs<Id<Ec2Subnet>>) -> Self {
        self.public.ids = Val::of(subnets.into_value());
        self
    }

    /// Its subnets whose way out is a NAT gateway.
    pub fn private(mut self, subnets: impl IntoRefs<Id<Ec2Subnet>>) -> Self {
        self.private.ids = Val::of(subnets.into_value());
        self
    }

    /// Its subnets without a way out.
    pub fn isolated(mut self, subnets: impl IntoRefs<Id<Ec2Subnet>>) -> Self {
        self.isolated.ids = Val::of(subnets.into_value());
        self
    }
}

impl Construct for ImportedVpc {
    type Handle = VpcHandle;
    const SEALED: bool = true;

    fn build(self, _: &mut Stack) -> VpcHandle {
        let ImportedVpc { public, private, isolated } = self;
        VpcHandle { public, private, isolated, networks: None, resources: None }
    }
}
