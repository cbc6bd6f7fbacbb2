//! Tiers of subnets are types: a database does not fit into public subnets, an internet-facing balancer fits nowhere
//! else.

use super::InterfaceEndpoint;
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::{Ec2Subnet, Ec2Vpc};
use iac_core::prelude::*;
use iac_core::{Handle, IntoRefs};
use std::fmt;

/// A tier of subnets: what the internet can do with what is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tier {
    /// Reached by the internet, and reaches it.
    Public,
    /// Reaches the internet through NAT gateways, where there are any.
    Private,
    /// Neither.
    Isolated,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Public => "public",
            Tier::Private => "private",
            Tier::Isolated => "isolated",
        })
    }
}

impl Tier {
    #[doc(hidden)]
    pub const fn id(self) -> &'static str {
        match self {
            Tier::Public => "Public",
            Tier::Private => "Private",
            Tier::Isolated => "Isolated",
        }
    }
}

/// Subnets of one tier, one in each zone, and the VPC that they are in.
#[derive(Clone, Debug)]
pub struct Subnets {
    #[doc(hidden)]
    pub vpc: Val<Id<Ec2Vpc>>,
    #[doc(hidden)]
    pub cidr: Option<Val<Cidr4>>,
    #[doc(hidden)]
    pub tier: Tier,
    #[doc(hidden)]
    pub ids: Val<List<Id<Ec2Subnet>>>,
    #[doc(hidden)]
    pub has_way_out: bool,
    #[doc(hidden)]
    pub ways: Ways,
}

/// What must be there before something in a subnet reaches what it needs. No reference says so: whatever stands in a
/// subnet refers to the subnet only.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Ways {
    #[doc(hidden)]
    pub routes: Vec<ec2::RouteRef>,
    #[doc(hidden)]
    pub associations: Vec<ec2::SubnetRouteTableAssociationRef>,
    #[doc(hidden)]
    pub endpoints: Vec<ec2::VpcEndpointRef>,
    #[doc(hidden)]
    pub services: Vec<InterfaceEndpoint>,
    #[doc(hidden)]
    pub acls: Vec<ec2::SubnetNetworkAclAssociationRef>,
}

impl Subnets {
    #[doc(hidden)]
    pub fn new(vpc: Val<Id<Ec2Vpc>>, tier: Tier, ids: impl IntoRefs<Id<Ec2Subnet>>) -> Self {
        let ids = Val::of(ids.into_value());
        Subnets { vpc, cidr: None, tier, ids, has_way_out: tier != Tier::Isolated, ways: Ways::default() }
    }

    /// The VPC.
    pub fn vpc_id(&self) -> Val<Id<Ec2Vpc>> {
        self.vpc.clone()
    }

    /// The VPC's network; unknown for an imported VPC that was imported without it.
    pub fn vpc_cidr(&self) -> Option<Val<Cidr4>> {
        self.cidr.clone()
    }

    /// The subnets, one in each zone, in the order of the zones.
    pub fn ids(&self) -> Val<List<Id<Ec2Subnet>>> {
        self.ids.clone()
    }

    /// How many they are; unknown where a parameter names them all.
    pub fn count(&self) -> Option<usize> {
        match self.ids.value() {
            iac_core::Value::List(ids) => Some(ids.len()),
            _ => None,
        }
    }

    /// The subnets one by one; none where a parameter names them all.
    #[doc(hidden)]
    pub fn each(&self) -> Option<Vec<Val<Id<Ec2Subnet>>>> {
        match self.ids.value() {
            iac_core::Value::List(ids) => Some(ids.iter().cloned().map(Val::of).collect()),
            _ => None,
        }
    }

    /// Reports too few subnets for what is being built: `user` is its name in the message, `zones` how many it needs.
    pub fn require(&self, stack: &mut Stack, user: &str, zones: usize) {
        let tier = self.tier;
        match self.count() {
            Some(0) => stack.error(
                "no-subnets",
                format!("{user} stands in {tier} subnets, and the VPC has none"),
                format!("keep the {tier} tier of the `Vpc`, or name {tier} subnets of the VPC that is imported"),
            ),
            Some(count) if count < zones => stack.error(
                "too-few-subnets",
                format!("{user} needs subnets in {zones} zones, of {tier} subnets there is {count}"),
                format!("give the VPC more zones: `.azs({zones})`"),
            ),
            _ => {}
        }
    }

    /// Whether what runs here reaches the internet: through the internet gateway or a NAT gateway. Assumed for public
    /// and private subnets that are imported.
    pub fn has_way_out(&self) -> bool {
        self.has_way_out
    }

    /// Whether what runs here reaches a service of AWS: through the internet or an endpoint. Assumed for public and
    /// private subnets that are imported.
    pub fn reaches(&self, service: InterfaceEndpoint) -> bool {
        self.has_way_out || self.ways.services.contains(&service)
    }

    /// Creates `user` after the routes and endpoints of these subnets, and deletes it before them. For what uses the
    /// network as soon as it exists, such as a service that pulls an image and a balancer that takes requests.
    ///
    /// Where `user` is in another stack than the VPC, that stack's order says so already.
    pub fn created_before(&self, stack: &mut Stack, user: impl Handle) {
        let near = |first: iac_core::Node| first.stack() == user.node().stack();
        let Ways { routes, associations, endpoints, acls, .. } = &self.ways;
        routes.iter().filter(|first| near(first.node())).for_each(|first| stack.depends_on(user, *first));
        associations.iter().filter(|first| near(first.node())).for_each(|first| stack.depends_on(user, *first));
        endpoints.iter().filter(|first| near(first.node())).for_each(|first| stack.depends_on(user, *first));
        acls.iter().filter(|first| near(first.node())).for_each(|first| stack.depends_on(user, *first));
    }
}

macro_rules! tiers {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(#[doc(hidden)] pub Subnets);

        impl std::ops::Deref for $name {
            type Target = Subnets;
            fn deref(&self) -> &Subnets {
                &self.0
            }
        }
    )* };
}

tiers! {
    /// Subnets with a route to the internet gateway: for balancers that the internet reaches and for NAT gateways.
    PublicSubnets
    /// Subnets that reach the internet through NAT gateways at most, and that it does not reach.
    PrivateSubnets
    /// Subnets without a way in from or out to the internet: for data.
    IsolatedSubnets
}

/// Subnets in which data may live: nothing that the internet could reach.
#[diagnostic::on_unimplemented(
    message = "a database must not stand in `{Self}`",
    label = "data lives in `IsolatedSubnets` or `PrivateSubnets`",
    note = "pass `vpc.isolated()`, or `vpc.private()` where the database itself needs the internet"
)]
pub trait DatabaseSubnets {
    /// The subnets.
    fn into_subnets(self) -> Subnets;
}

#[diagnostic::do_not_recommend]
impl DatabaseSubnets for IsolatedSubnets {
    fn into_subnets(self) -> Subnets {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl DatabaseSubnets for PrivateSubnets {
    fn into_subnets(self) -> Subnets {
        self.0
    }
}

/// Subnets in which tasks of a service may run.
#[diagnostic::on_unimplemented(
    message = "tasks cannot run in `{Self}`",
    label = "tasks run in `PrivateSubnets`, or with public addresses in `PublicSubnets`",
    note = "pass `vpc.private()`; in `vpc.isolated()` a task could not even pull its image"
)]
pub trait TaskSubnets {
    /// Whether a task gets a public address, which it needs in a public subnet to reach anything.
    const PUBLIC_ADDRESS: bool;
    /// The subnets.
    fn into_subnets(self) -> Subnets;
}

#[diagnostic::do_not_recommend]
impl TaskSubnets for PrivateSubnets {
    const PUBLIC_ADDRESS: bool = false;
    fn into_subnets(self) -> Subnets {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl TaskSubnets for PublicSubnets {
    const PUBLIC_ADDRESS: bool = true;
    fn into_subnets(self) -> Subnets {
        self.0
    }
}
