//! Which network each subnet gets. A pure function, frozen: a subnet whose network moves is a new subnet, and
//! everything in it is created anew.

use super::Tier;
use iac_core::Cidr;

/// The most zones of a VPC; every region has at most six.
pub(super) const MAX_ZONES: u8 = 6;
/// A quarter of the VPC belongs to each tier (one quarter stays free), an eighth of that to each zone.
const TIER_BITS: u8 = 2;
const ZONE_BITS: u8 = 3;
/// The smallest subnet. Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
const SMALLEST_PREFIX: u8 = 28;

/// The network of a tier's subnet in the `zone`-th zone, counted from zero. It depends on nothing else: more zones or
/// tiers move no other subnet. `None` where the VPC is too small to be cut automatically.
pub(super) fn subnet(vpc: Cidr, tier: Tier, zone: u8) -> Option<Cidr> {
    let prefix = vpc.prefix() + TIER_BITS + ZONE_BITS;
    if prefix > SMALLEST_PREFIX {
        return None;
    }
    vpc.subnet(vpc.prefix() + TIER_BITS, tier as u32)?.subnet(prefix, u32::from(zone))
}

/// What is wrong with networks that were given for subnets, in the user's words.
pub(super) fn faults(vpc: Cidr, subnets: &[(Tier, Cidr)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, (tier, cidr)) in subnets.iter().enumerate() {
        if !vpc.contains(*cidr) {
            faults.push(format!("the {tier} subnet {cidr} lies outside of the VPC's network {vpc}"));
        }
        if cidr.prefix() < 16 || cidr.prefix() > SMALLEST_PREFIX {
            faults.push(format!("the {tier} subnet {cidr} has a prefix of {}, of 16 to 28 allowed", cidr.prefix()));
        }
        for (other_tier, other) in &subnets[..index] {
            if cidr.overlaps(*other) {
                faults.push(format!("the {tier} subnet {cidr} overlaps the {other_tier} subnet {other}"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::cidr;
    use proptest::prelude::*;

    const TIERS: [Tier; 3] = [Tier::Public, Tier::Private, Tier::Isolated];

    /// The frozen plan, by example.
    #[test]
    fn of_a_usual_vpc() {
        let of = |tier, zone| subnet(cidr!("10.0.0.0/16"), tier, zone).unwrap().to_string();
        assert_eq!(of(Tier::Public, 0), "10.0.0.0/21");
        assert_eq!(of(Tier::Public, 2), "10.0.16.0/21");
        assert_eq!(of(Tier::Private, 0), "10.0.64.0/21");
        assert_eq!(of(Tier::Isolated, 5), "10.0.168.0/21");
    }

    #[test]
    fn names_what_is_wrong() {
        let given = [
            (Tier::Public, cidr!("10.0.1.0/24")),
            (Tier::Private, cidr!("10.0.1.128/25")),
            (Tier::Private, cidr!("10.1.0.0/24")),
            (Tier::Isolated, cidr!("10.0.9.0/29")),
        ];
        assert_eq!(
            faults(cidr!("10.0.0.0/16"), &given),
            [
                "the private subnet 10.0.1.128/25 overlaps the public subnet 10.0.1.0/24",
                "the private subnet 10.1.0.0/24 lies outside of the VPC's network 10.0.0.0/16",
                "the isolated subnet 10.0.9.0/29 has a prefix of 29, of 16 to 28 allowed",
            ]
        );
    }

    proptest! {
        #[test]
        fn has_no_faults_of_its_own(prefix in 16u8..=23, index in 0u32..1000) {
            let vpc = cidr!("10.0.0.0/8").subnet(prefix, index % (1 << (prefix - 8))).unwrap();
            let all: Vec<_> = TIERS.into_iter()
                .flat_map(|tier| (0..MAX_ZONES).map(move |zone| (tier, subnet(vpc, tier, zone).unwrap())))
                .collect();
            prop_assert_eq!(faults(vpc, &all), Vec::<String>::new());
        }
    }
}
