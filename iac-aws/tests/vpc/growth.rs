//! What stays as it is when a network grows.

use crate::common::template;
use crate::stack;
use iac_aws::prelude::*;
use proptest::prelude::*;
use serde_json::Value;

/// The subnets of a template: id, network, zone.
fn subnets(template: &Value) -> Vec<(String, Cidr, Value)> {
    let resources = template["Resources"].as_object().unwrap().iter();
    let subnets = resources.filter(|(_, resource)| resource["Type"] == "AWS::EC2::Subnet");
    let network = |resource: &Value| Cidr::parse(resource["Properties"]["CidrBlock"].as_str().unwrap()).unwrap();
    subnets
        .map(|(id, resource)| (id.clone(), network(resource), resource["Properties"]["AvailabilityZone"].clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a VPC of any size is asked for: its subnets lie inside and apart, and neither another zone nor another
    /// tier moves one that exists or changes its zone.
    #[test]
    fn growing_moves_no_subnet(
        prefix in 16u8..=23,
        index: u32,
        zones in 1u8..=5,
        more in 1u8..=5,
        tiers in proptest::sample::subsequence(vec![Tier::Public, Tier::Private, Tier::Isolated], 1..=3),
    ) {
        let network = cidr!("10.0.0.0/8").subnet(prefix, index % (1 << (prefix - 8))).unwrap();
        let all = [Tier::Public, Tier::Private, Tier::Isolated];
        let without = all.into_iter().filter(|tier| !tiers.contains(tier));
        let before = without.fold(Vpc::new(network).azs(zones), Vpc::without);
        let before = subnets(&template(stack(before)));
        let after = subnets(&template(stack(Vpc::new(network).azs((zones + more).min(6)))));
        prop_assert_eq!(before.len(), usize::from(zones) * tiers.len());
        for subnet in &before {
            prop_assert!(after.contains(subnet), "{:?} moved", subnet);
        }
        for (index, (id, cidr, _)) in after.iter().enumerate() {
            prop_assert!(network.contains(*cidr), "{} is outside", id);
            for (other, overlapping, _) in &after[..index] {
                prop_assert!(!cidr.overlaps(*overlapping), "{} overlaps {}", id, other);
            }
        }
    }

    /// From one NAT gateway to one for each zone: routes change, no subnet and no route table does.
    #[test]
    fn more_nat_gateways_add_only(zones in 1u8..=6) {
        let of = |nat| template(stack(Vpc::new(cidr!("10.0.0.0/16")).azs(zones).nat(nat)))["Resources"].clone();
        let (one, each) = (of(Nat::One), of(Nat::PerAz));
        for (id, resource) in one.as_object().unwrap() {
            let route = resource["Type"] == "AWS::EC2::Route";
            prop_assert!(route || each[id] == *resource, "{} changed", id);
            prop_assert_eq!(&each[id]["Type"], &resource["Type"]);
        }
        let gateways = each.as_object().unwrap().values().filter(|all| all["Type"] == "AWS::EC2::NatGateway");
        prop_assert_eq!(gateways.count(), usize::from(zones));
    }
}
