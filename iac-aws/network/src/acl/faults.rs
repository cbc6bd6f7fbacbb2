//! What is wrong with the entries of a network ACL.

use super::{AclEntry, AclTraffic, NetworkAcl};
use iac_core::prelude::*;

/// What EC2 takes; higher numbers belong to its own last entry.
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html>
const LAST_NUMBER: u16 = 32_766;
/// Of one direction, after the quota was raised as far as it goes.
const MOST_ENTRIES: usize = 40;

impl NetworkAcl {
    pub(super) fn check(&self, stack: &mut Stack) {
        const CODE: &str = "bad-network-acl";
        if self.entries.is_empty() {
            let help =
                "say `.entry(100, AclEntry::admit(…))`, or leave the ACL out: the VPC's own lets everything through";
            stack.error(CODE, "the network ACL has no entry, so that nothing comes in or goes out", help);
        }
        for number in &self.twice {
            let help = "give each entry a number of its own; it counts for both directions";
            stack.error(CODE, format!("the network ACL has two entries with the number {number}"), help);
        }
        for (number, entry) in &self.entries {
            if !(1..=LAST_NUMBER).contains(number) {
                stack.error(CODE, format!("the network ACL has an entry with the number {number}"), "take 1 to 32766");
            }
            if let AclTraffic::Tcp(from, to) | AclTraffic::Udp(from, to) = entry.traffic
                && from > to
            {
                let message = format!("entry {number} of the network ACL is about ports {from} to {to}");
                stack.error(CODE, message, "give the lower port first");
            }
        }
        for (egress, way) in [(false, "in"), (true, "out")] {
            let halves = self.halves(egress);
            if halves.len() > MOST_ENTRIES {
                let message =
                    format!("the network ACL has {} entries for what goes {way}, of 40 allowed", halves.len());
                stack.error(CODE, message, "join networks or ports, or leave the finer rules to security groups");
            }
            for (index, (number, entry, traffic)) in halves.iter().enumerate() {
                // What lets replies through may well repeat what lets requests through.
                let own = |entry: &AclEntry, traffic: &AclTraffic| *traffic == entry.traffic;
                let hides = |(_, other, all): &&(u16, AclEntry, AclTraffic)| {
                    let matters = other.allow != entry.allow || (own(entry, traffic) && own(other, all));
                    matters && other.network.contains(entry.network) && all.covers(*traffic)
                };
                if let Some((other, ..)) = halves[..index].iter().find(hides) {
                    let message =
                        format!("entry {number} of the network ACL ({traffic} {way}) never counts: {other} hides it");
                    stack.error(CODE, message, "give it a lower number than the wider entry, or remove one of them");
                }
            }
        }
    }

    /// The entries of one direction, in the order in which they count.
    pub(super) fn halves(&self, egress: bool) -> Vec<(u16, AclEntry, AclTraffic)> {
        let half = |(number, entry): (&u16, &AclEntry)| Some((*number, *entry, entry.half(egress)?));
        let mut halves: Vec<_> = self.entries.iter().filter_map(half).collect();
        halves.sort_by_key(|(number, ..)| *number);
        halves
    }
}
