//! What a VPC is asked for, checked before anything is made of it.

use super::{Nat, Vpc, plan};
use iac_aws_base::network::Tier;
use iac_core::prelude::*;

const TIERS: [Tier; 3] = [Tier::Public, Tier::Private, Tier::Isolated];

impl Vpc {
    /// The networks of all subnets; reports what is wrong with them and with the rest.
    pub(super) fn networks(&self, stack: &mut Stack) -> Vec<(Tier, Vec<Cidr>)> {
        self.check_zones(stack);
        self.check_tiers(stack);
        if !(16..=28).contains(&self.cidr.prefix()) {
            let message = format!("the network {} has a prefix of {}", self.cidr, self.cidr.prefix());
            stack.error("bad-vpc-cidr", message, "a VPC takes a prefix of 16 to 28, such as 10.0.0.0/16");
            return Vec::new();
        }
        let zones = self.zones();
        let mut networks = Vec::with_capacity(TIERS.len());
        let mut others = Vec::new();
        for tier in TIERS.into_iter().filter(|tier| !self.without.contains(tier)) {
            let cut = || (0..zones).map_while(|zone| plan::subnet(self.cidr, tier, zone)).collect();
            let given = self.explicit.get(&tier).cloned();
            let subnets: Vec<Cidr> = given.clone().unwrap_or_else(cut);
            if given.is_none() && subnets.len() < usize::from(zones) {
                let message = format!("{} is too small to be cut into {tier} subnets automatically", self.cidr);
                stack.error("bad-subnets", message, "take a VPC of /16 to /23, or give networks with `.subnets(…)`");
            }
            for subnet in &subnets {
                for fault in plan::faults(self.cidr, &others, tier, *subnet) {
                    let help = "choose networks inside the VPC that do not overlap; a tier without networks of its \
                                own has a quarter of the VPC: give it some with `.subnets(…)`, or leave it out";
                    stack.error("bad-subnets", fault, help);
                }
                others.push((tier, *subnet));
            }
            networks.push((tier, subnets));
        }
        networks
    }

    fn zones(&self) -> u8 {
        self.azs.clamp(1, plan::MAX_ZONES)
    }

    fn check_zones(&self, stack: &mut Stack) {
        if self.azs != self.zones() {
            let message = format!("a VPC in {} availability zones", self.azs);
            stack.error("bad-azs", message, "1 to 6 zones are possible; most regions have 3");
        }
        for (tier, given) in &self.explicit {
            if given.len() != usize::from(self.azs) {
                let message = format!(
                    "the number of networks for {tier} subnets is {}, and that of zones is {}",
                    given.len(),
                    self.azs
                );
                stack.error("bad-subnets", message, "give one network for each zone, or change `.azs(…)`");
            }
        }
        if let Some((_, ids)) = &self.zone_ids
            && ids.len() != usize::from(self.azs)
        {
            let message = format!("the number of ids of zones is {}, and that of zones is {}", ids.len(), self.azs);
            stack.error("bad-azs", message, "give one id for each zone, or change `.azs(…)`");
        }
    }

    fn check_tiers(&self, stack: &mut Stack) {
        let without = |tier| self.without.contains(&tier);
        if TIERS.into_iter().all(without) {
            stack.error("no-tiers", "a VPC without any tier of subnets", "keep at least one tier");
        }
        for tier in self.explicit.keys().filter(|tier| without(**tier)) {
            let message = format!("networks for {tier} subnets, but that tier is left out");
            stack.error("bad-subnets", message, format!("remove `.subnets(Tier::{}, …)` or `.without(…)`", tier.id()));
        }
        for tier in self.acls.keys().filter(|tier| without(**tier)) {
            let message = format!("a network ACL for {tier} subnets, but that tier is left out");
            let help = format!("remove `.network_acl(Tier::{}, …)` or `.without(…)`", tier.id());
            stack.error("bad-network-acl", message, help);
        }
        if self.nat != Nat::None && (without(Tier::Public) || without(Tier::Private)) {
            let help =
                "a NAT gateway stands in a public subnet and serves private ones: keep both tiers or take `Nat::None`";
            stack.error("bad-nat", "NAT gateways without public or without private subnets", help);
        }
        if !self.interface_endpoints.is_empty() && without(Tier::Private) {
            let help = "interface endpoints stand in private subnets: keep the tier, or leave the endpoints out";
            stack.error("bad-endpoints", "interface endpoints without private subnets", help);
        }
    }
}
