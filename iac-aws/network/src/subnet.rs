//! Single subnets beside those that a VPC makes itself.

use super::vpc::{Networks, plan};
use super::{NetworkAcl, NetworkAclHandle, VpcHandle};
use iac_aws_base::network::{IsolatedSubnets, PrivateSubnets, PublicSubnets, Subnets};
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::Ec2RouteTable;
use iac_core::prelude::*;
use iac_core::{IntoRef, IntoRefs, availability_zone};

/// One more subnet (`AWS::EC2::Subnet`) of a VPC, with the routes and the network ACL of its tier: for what wants a
/// network of its own, or for a VPC that is imported.
///
/// The automatic plan of a VPC leaves its last quarter free for such subnets.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let tools = stack.add("Tools", Subnet::private(&vpc, cidr!("10.0.192.0/24"), 1));
/// let subnets: PrivateSubnets = tools.subnets();
/// # let _ = subnets;
/// ```
#[derive(Clone, Debug)]
pub struct Subnet<T> {
    cidr: Cidr,
    zone: u8,
    tier: fn(Subnets) -> T,
    like: Subnets,
    beside: Option<Networks>,
    route_table: Option<Val<Id<Ec2RouteTable>>>,
    tier_acl: Option<NetworkAclHandle>,
    own_acl: Option<NetworkAcl>,
}

impl Subnet<PublicSubnets> {
    /// With a route to the internet gateway. Zones are counted from one.
    pub fn public(vpc: &VpcHandle, cidr: Cidr, zone: u8) -> Self {
        let table = vpc.resources.as_ref().and_then(|resources| resources.public_route_table);
        Subnet::new(vpc, cidr, zone, PublicSubnets, vpc.public.clone(), table)
    }
}

impl Subnet<PrivateSubnets> {
    /// With the routes of the private subnet in the same zone. Zones are counted from one.
    pub fn private(vpc: &VpcHandle, cidr: Cidr, zone: u8) -> Self {
        let index = usize::from(zone).wrapping_sub(1);
        let resources = vpc.resources.as_ref();
        let table = resources.and_then(|resources| resources.private_route_tables.get(index).copied());
        let mut like = vpc.private.clone();
        like.ways.routes = like.ways.routes.get(index).copied().into_iter().collect();
        Subnet::new(vpc, cidr, zone, PrivateSubnets, like, table)
    }
}

impl Subnet<IsolatedSubnets> {
    /// Without a way in or out. Zones are counted from one.
    pub fn isolated(vpc: &VpcHandle, cidr: Cidr, zone: u8) -> Self {
        let table = vpc.resources.as_ref().and_then(|resources| resources.isolated_route_table);
        Subnet::new(vpc, cidr, zone, IsolatedSubnets, vpc.isolated.clone(), table)
    }
}

impl<T> Subnet<T> {
    fn new(
        vpc: &VpcHandle,
        cidr: Cidr,
        zone: u8,
        tier: fn(Subnets) -> T,
        mut like: Subnets,
        table: Option<ec2::RouteTableRef>,
    ) -> Self {
        like.ways.associations.clear();
        like.ways.acls.clear();
        let route_table = table.map(|table| table.route_table_id());
        let mut acls = vpc.resources.iter().flat_map(|resources| &resources.network_acls);
        let tier_acl = acls.find(|(tier, _)| *tier == like.tier).map(|(_, acl)| acl.clone());
        Subnet { cidr, zone, tier, like, beside: vpc.networks.clone(), route_table, tier_acl, own_acl: None }
    }

    /// Another route table; for a VPC that is imported it must be given.
    pub fn route_table(mut self, table: impl IntoRef<Id<Ec2RouteTable>>) -> Self {
        self.route_table = Some(Val::of(table.into_value()));
        self.like.ways.routes.clear();
        self
    }

    /// A network ACL of its own, instead of the one that its tier has.
    pub fn network_acl(mut self, acl: NetworkAcl) -> Self {
        self.own_acl = Some(acl);
        self
    }
}

/// A subnet in a stack.
#[derive(Clone, Debug)]
pub struct SubnetHandle<T> {
    /// The resource.
    pub subnet: ec2::SubnetRef,
    tier: fn(Subnets) -> T,
    subnets: Subnets,
}

impl<T> SubnetHandle<T> {
    /// The subnet alone as subnets of its tier, for constructs that are placed into them.
    pub fn subnets(&self) -> T {
        (self.tier)(self.subnets.clone())
    }
}

impl<T> Construct for Subnet<T> {
    type Handle = SubnetHandle<T>;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> SubnetHandle<T> {
        let mut subnets = self.like;
        let tier = subnets.tier;
        if self.zone == 0 || self.zone > plan::MAX_ZONES {
            let message = format!("the subnet {} in zone {}", self.cidr, self.zone);
            stack.error("bad-azs", message, "zones are counted from 1 to 6; most regions have 3");
        }
        if let Some(beside) = &self.beside {
            for fault in plan::faults(beside.vpc, &beside.subnets, tier, self.cidr) {
                stack.error("bad-subnets", fault, "choose a network inside the VPC that nothing else uses");
            }
        }
        let subnet = ec2::Subnet::new(subnets.vpc_id())
            .cidr_block(self.cidr)
            .availability_zone(availability_zone(self.zone.saturating_sub(1)))
            .tags([Tag::new("Name", join![stack_name(), "/", stack.logical_id()])]);
        let subnet = stack.add("", subnet);
        subnets.ids = Val::of([subnet.subnet_id()].into_value());
        match self.route_table {
            Some(table) => {
                let association = ec2::SubnetRouteTableAssociation::new(table, subnet.subnet_id());
                subnets.ways.associations.push(stack.add("Routes", association));
            }
            None => stack.error(
                "no-route-table",
                format!("no route table of the VPC is known for a {tier} subnet in zone {}", self.zone),
                "give the VPC this zone and tier, or name a table with `.route_table(…)`",
            ),
        }
        subnets.ways.acls = match (self.own_acl, self.tier_acl) {
            (Some(own), _) => stack.add("Acl", own.of(&subnets)).associations,
            (None, Some(tier)) => vec![tier.associate(stack, "TierAcl", subnet.subnet_id())],
            (None, None) => Vec::new(),
        };
        SubnetHandle { subnet, tier: self.tier, subnets }
    }
}
