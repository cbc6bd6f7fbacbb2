//! Network ACLs: what may cross the edge of a subnet, whatever its security groups say.

mod build;
mod entry;
mod faults;

pub use build::{NetworkAclHandle, SubnetsAcl};
pub use entry::{AclEntry, AclTraffic};

use iac_aws_base::network::Subnets;
use indexmap::IndexMap;

/// A network ACL (`AWS::EC2::NetworkAcl`) for the subnets of a tier: a second fence beside security groups, by networks
/// and ports alone. Without one, subnets have the VPC's own ACL, which lets everything through. It costs nothing.
///
/// It lets nothing through but what its entries allow, the entry with the lowest number first. It knows no connections:
/// the reply to a request is a packet of its own, to a port that the caller's system chose. Each entry therefore has a
/// second half by default, which lets the replies through ([`AclEntry::without_replies`]).
///
/// What it does not stop: traffic inside of one subnet, Amazon's DNS and time servers, the metadata of instances and
/// tasks. What it does stop, and is easily forgotten: traffic between two subnets of the same tier, and that of a NAT
/// gateway in a public subnet, which needs the private subnets' requests in and the internet's replies.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html>
///
/// Numbers are from 1 to 32766 and unique in the ACL. In each direction it has at most 20 entries before the quota is
/// raised, 40 after (<https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls>).
///
/// Errors: a number twice or out of range, an empty range of ports, too many entries, an entry that another one with a
/// lower number hides wholly, an ACL without any entry, subnets that only a parameter names, and subnets that have an ACL
/// of this app already.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let data = NetworkAcl::new()
///     .entry(100, AclEntry::admit(cidr!("10.0.64.0/18"), AclTraffic::tcp(5432)))
///     .entry(110, AclEntry::admit(cidr!("10.0.64.0/18"), AclTraffic::tcp(6379)));
/// stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, data));
/// ```
#[derive(Clone, Debug, Default)]
pub struct NetworkAcl {
    entries: IndexMap<u16, AclEntry>,
    twice: Vec<u16>,
}

impl NetworkAcl {
    /// An ACL that lets nothing through until told to.
    pub fn new() -> Self {
        NetworkAcl::default()
    }

    /// Adds an entry; the lowest number that fits a packet decides. Leave room between numbers for later ones: an entry
    /// whose number changes is another entry.
    pub fn entry(mut self, number: u16, entry: AclEntry) -> Self {
        if self.entries.insert(number, entry).is_some() {
            self.twice.push(number);
        }
        self
    }

    /// For subnets that are there already, such as those of a VPC that is imported. It takes the place of the ACL that
    /// they have. For a VPC of this app, [`Vpc::network_acl`](super::Vpc::network_acl) is better: what stands in its
    /// subnets waits for the ACL.
    pub fn of(self, subnets: &Subnets) -> SubnetsAcl {
        SubnetsAcl { acl: self, subnets: subnets.clone() }
    }
}
