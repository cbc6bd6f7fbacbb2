//! Tiers of subnets are types: a database does not fit into public subnets, an internet-facing balancer fits nowhere
//! else.

use iac_aws_cfn::kind::{Ec2Subnet, Ec2Vpc};
use iac_core::prelude::*;

/// Subnets of one tier, one in each zone, and the VPC that they are in.
#[derive(Clone, Debug)]
pub struct Subnets {
    pub(crate) vpc: Val<Id<Ec2Vpc>>,
    pub(crate) cidr: Option<Val<Cidr4>>,
    pub(crate) subnets: Vec<Val<Id<Ec2Subnet>>>,
    pub(crate) has_way_out: bool,
}

impl Subnets {
    /// The VPC.
    pub fn vpc_id(&self) -> Val<Id<Ec2Vpc>> {
        self.vpc.clone()
    }

    /// The VPC's network; unknown for an imported VPC that was imported without it.
    pub fn vpc_cidr(&self) -> Option<Val<Cidr4>> {
        self.cidr.clone()
    }

    /// The subnets, one in each zone, in the order of the zones.
    pub fn ids(&self) -> Vec<Val<Id<Ec2Subnet>>> {
        self.subnets.clone()
    }

    /// Whether what runs here reaches the internet: through the internet gateway or a NAT gateway. Assumed for subnets
    /// that are imported.
    pub fn has_way_out(&self) -> bool {
        self.has_way_out
    }
}

macro_rules! tiers {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub(crate) Subnets);

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

impl DatabaseSubnets for IsolatedSubnets {
    fn into_subnets(self) -> Subnets {
        self.0
    }
}

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

impl TaskSubnets for PrivateSubnets {
    const PUBLIC_ADDRESS: bool = false;
    fn into_subnets(self) -> Subnets {
        self.0
    }
}

impl TaskSubnets for PublicSubnets {
    const PUBLIC_ADDRESS: bool = true;
    fn into_subnets(self) -> Subnets {
        self.0
    }
}
