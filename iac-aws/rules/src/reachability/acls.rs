//! What network ACLs let in and out of subnets.

use crate::placement::cidr::Cidr;
use crate::placement::subnets::network_given;
use iac_core::check::{Eval, Res, World};
use std::collections::HashMap;
use std::ops::RangeInclusive;

struct Entry {
    number: i64,
    allow: bool,
    egress: bool,
    ports: Option<RangeInclusive<i64>>,
    network: Cidr,
}

/// The ACLs of all subnets. Those that are not wholly known are left out: they let everything through.
pub(crate) struct Acls<'w, 'g> {
    of_subnet: HashMap<Res<'w, 'g>, Res<'w, 'g>>,
    entries: HashMap<Res<'w, 'g>, Option<Vec<Entry>>>,
}

impl<'w, 'g> Acls<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let mut acls = Acls { of_subnet: HashMap::new(), entries: HashMap::new() };
        for association in world.all("AWS::EC2::SubnetNetworkAclAssociation") {
            let subnet = world.target_of(&association.get("SubnetId"), "AWS::EC2::Subnet");
            let acl = world.target_of(&association.get("NetworkAclId"), "AWS::EC2::NetworkAcl");
            if let (Some(subnet), Some(acl)) = (subnet, acl) {
                acls.of_subnet.insert(subnet, acl);
                acls.entries.entry(acl).or_insert_with(|| Some(Vec::new()));
            }
        }
        for entry in world.all("AWS::EC2::NetworkAclEntry") {
            match world.target_of(&entry.get("NetworkAclId"), "AWS::EC2::NetworkAcl") {
                Some(acl) if entry.get("Ipv6CidrBlock").is_absent() => {
                    let all = acls.entries.entry(acl).or_insert_with(|| Some(Vec::new()));
                    match (read(entry), all.as_mut()) {
                        (Some(entry), Some(known)) => known.push(entry),
                        _ => *all = None,
                    }
                }
                Some(_) => {}
                // An entry that may be of any ACL makes all of them unknown.
                None if is_of_any(&entry.get("NetworkAclId")) => {
                    acls.of_subnet.clear();
                    return acls;
                }
                None => {}
            }
        }
        for entries in acls.entries.values_mut().flatten() {
            entries.sort_by_key(|entry| entry.number);
        }
        acls
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.of_subnet.is_empty()
    }

    /// The ACL that keeps a TCP port from going between a subnet and a network.
    pub(crate) fn blocks(&self, subnet: Res<'w, 'g>, egress: bool, network: Cidr, port: i64) -> Option<Res<'w, 'g>> {
        let acl = self.of_subnet.get(&subnet)?;
        let entries = self.entries.get(acl)?.as_ref()?;
        let covers = |entry: &&Entry| entry.ports.as_ref().is_none_or(|ports| ports.contains(&port));
        for entry in entries.iter().filter(|entry| entry.egress == egress).filter(covers) {
            // A part that is let through may be all that is meant.
            if entry.network.contains(network) || (entry.allow && entry.network.overlaps(network)) {
                return Some(*acl).filter(|_| !entry.allow);
            }
        }
        Some(*acl)
    }

    /// The ACL that keeps the replies away: they go to a port that the caller's system chose.
    pub(crate) fn blocks_replies(&self, subnet: Res<'w, 'g>, egress: bool, network: Cidr) -> Option<Res<'w, 'g>> {
        let mut blocked = None;
        for port in [32768, 49152, 60999] {
            blocked = Some(self.blocks(subnet, egress, network, port)?);
        }
        blocked
    }
}

fn is_of_any(acl: &Eval<'_>) -> bool {
    acl.is_unknown() && !super::routes::is_given(acl)
}

/// An entry; none where a part of it is not known.
fn read(entry: Res<'_, '_>) -> Option<Entry> {
    let protocol = entry.get("Protocol").int()?;
    let range = entry.get("PortRange");
    let egress = entry.get("Egress");
    let ports = match protocol {
        -1 => None,
        6 if range.is_absent() => None,
        6 => Some(range.at("From").int()?..=range.at("To").int()?),
        // It says nothing of TCP.
        _ => Some(-1..=-1),
    };
    Some(Entry {
        number: entry.get("RuleNumber").int()?,
        allow: entry.get("RuleAction").text()? == "allow",
        egress: if egress.is_absent() { false } else { Eval::bool(&egress)? },
        ports,
        network: network_given(entry.world(), &entry.get("CidrBlock"))?,
    })
}
