//! The resources behind a network ACL.

use super::{AclTraffic, NetworkAcl};
use iac_aws_base::network::Subnets;
use iac_aws_cfn::ec2;
use iac_aws_cfn::ec2::network_acl_entry::{Icmp, NetworkAclEntryRequired, PortRange, RuleAction};
use iac_aws_cfn::kind::{Ec2NetworkAcl, Ec2Subnet};
use iac_core::prelude::*;
use iac_core::{Handle, Text};

/// A network ACL together with the subnets that it is for.
#[derive(Clone, Debug)]
pub struct SubnetsAcl {
    pub(super) acl: NetworkAcl,
    pub(super) subnets: Subnets,
}

/// A network ACL in a stack.
#[derive(Clone, Debug)]
pub struct NetworkAclHandle {
    /// The ACL.
    pub acl: ec2::NetworkAclRef,
    /// Its entries: what comes in, then what goes out, each in the order in which they count.
    pub entries: Vec<ec2::NetworkAclEntryRef>,
    /// What gives it to the subnets, in the order of the zones.
    pub associations: Vec<ec2::SubnetNetworkAclAssociationRef>,
}

impl NetworkAclHandle {
    /// The ACL's id.
    pub fn network_acl_id(&self) -> Val<Id<Ec2NetworkAcl>> {
        self.acl.id()
    }

    /// Gives it to a subnet when it has its entries: nothing would come through in between. They are there already where
    /// the subnet is in another stack.
    pub(crate) fn associate(
        &self,
        stack: &mut Stack,
        id: impl Into<Text>,
        subnet: Val<Id<Ec2Subnet>>,
    ) -> ec2::SubnetNetworkAclAssociationRef {
        let association = ec2::SubnetNetworkAclAssociation::new(self.acl.id(), subnet);
        let association = stack.add(id, association);
        let near = |entry: &&ec2::NetworkAclEntryRef| entry.node().stack() == association.node().stack();
        self.entries.iter().filter(near).for_each(|entry| stack.depends_on(association, *entry));
        association
    }
}

impl Construct for SubnetsAcl {
    type Handle = NetworkAclHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> NetworkAclHandle {
        let SubnetsAcl { acl: given, subnets } = self;
        given.check(stack);
        if !subnets.ways.acls.is_empty() {
            let message = "the subnets are given a second network ACL, and have only one";
            let help = "say `.network_acl(…)` where the VPC or the subnet is made, once for its tier or the subnet";
            stack.error("bad-network-acl", message, help);
        }
        let name = Tag::new("Name", join![stack_name(), "/", subnets.tier.to_string()]);
        let acl = stack.add("", ec2::NetworkAcl::new(subnets.vpc_id()).tags([name]));
        let mut entries = Vec::new();
        for (egress, way) in [(false, "In"), (true, "Out")] {
            for (number, entry, traffic) in given.halves(egress) {
                let required = NetworkAclEntryRequired {
                    network_acl_id: acl.id(),
                    protocol: protocol(traffic),
                    rule_action: if entry.allow { RuleAction::Allow } else { RuleAction::Deny },
                    rule_number: number,
                };
                let entry = ec2::NetworkAclEntry::new(required).egress(egress).cidr_block(entry.network);
                let entry = match traffic {
                    AclTraffic::All => entry,
                    AclTraffic::Tcp(from, to) | AclTraffic::Udp(from, to) => {
                        entry.port_range(PortRange::new().from(from).to(to))
                    }
                    AclTraffic::Icmp(kind, code) => {
                        entry.icmp(Icmp::new().type_(i64::from(kind)).code(i64::from(code)))
                    }
                };
                entries.push(stack.add(format!("{way}{number}"), entry));
            }
        }
        let ids: Vec<Val<Id<Ec2Subnet>>> = subnets.each().unwrap_or_else(|| {
            let message = "a network ACL for subnets that one parameter names together";
            stack.error("bad-network-acl", message, "name them one by one: each needs an association of its own");
            Vec::new()
        });
        let mut handle = NetworkAclHandle { acl, entries, associations: Vec::new() };
        for (zone, subnet) in (1..).zip(ids) {
            let association = handle.associate(stack, format!("Subnet{zone}"), subnet);
            handle.associations.push(association);
        }
        handle
    }
}

/// Source: <https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml>
const fn protocol(traffic: AclTraffic) -> i64 {
    match traffic {
        AclTraffic::All => -1,
        AclTraffic::Tcp(..) => 6,
        AclTraffic::Udp(..) => 17,
        AclTraffic::Icmp(..) => 1,
    }
}
