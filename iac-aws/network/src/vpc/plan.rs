//! Which network each subnet gets. A pure function, frozen: a subnet whose network moves is a new subnet, and
//! everything in it is created anew.

use iac_aws_base::network::Tier;
use iac_core::Cidr;

/// The most zones of a VPC; every region has at most six.
pub(crate) const MAX_ZONES: u8 = 6;
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

/// What is wrong with the network of a subnet beside those of others, in the user's words.
pub(crate) fn faults(vpc: Cidr, others: &[(Tier, Cidr)], tier: Tier, cidr: Cidr) -> Vec<String> {
    let mut faults = Vec::new();
    if !vpc.contains(cidr) {
        faults.push(format!("the {tier} subnet {cidr} lies outside of the VPC's network {vpc}"));
    }
    if !(16..=SMALLEST_PREFIX).contains(&cidr.prefix()) {
        faults.push(format!("the {tier} subnet {cidr} has a prefix of {}, of 16 to 28 allowed", cidr.prefix()));
    }
    for (other_tier, other) in others.iter().filter(|(_, other)| cidr.overlaps(*other)) {
        faults.push(format!("the {tier} subnet {cidr} overlaps the {other_tier} subnet {other}"));
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
        let vpc = cidr!("10.0.0.0/16");
        let others = [(Tier::Public, cidr!("10.0.1.0/24")), (Tier::Private, cidr!("10.0.2.0/24"))];
        let of = |tier, cidr| faults(vpc, &others, tier, cidr);
        assert_eq!(of(Tier::Isolated, cidr!("10.0.3.0/24")), Vec::<String>::new());
        assert_eq!(
            of(Tier::Private, cidr!("10.0.1.128/25")),
            ["the private subnet 10.0.1.128/25 overlaps the public subnet 10.0.1.0/24"]
        );
        assert_eq!(
            of(Tier::Private, cidr!("10.1.0.0/24")),
            ["the private subnet 10.1.0.0/24 lies outside of the VPC's network 10.0.0.0/16"]
        );
        assert_eq!(
            of(Tier::Isolated, cidr!("10.0.9.0/29")),
            ["the isolated subnet 10.0.9.0/29 has a prefix of 29, of 16 to 28 allowed"]
        );
        assert_eq!(
            of(Tier::Isolated, cidr!("10.0.0.0/15")).len(),
            4,
            "outside, too large, and over both of the others"
        );
    }

    proptest! {
        /// Everything that could ever be asked for at once: six zones, three tiers.
        #[test]
        fn lies_inside_and_apart(prefix in 16u8..=23, index in 0u32..1 << 15) {
            let vpc = cidr!("10.0.0.0/8").subnet(prefix, index % (1 << (prefix - 8))).unwrap();
            let mut others = Vec::new();
            for tier in TIERS {
                for zone in 0..MAX_ZONES {
                    let cidr = subnet(vpc, tier, zone).unwrap();
                    prop_assert_eq!(faults(vpc, &others, tier, cidr), Vec::<String>::new());
                    others.push((tier, cidr));
                }
            }
        }

        #[test]
        fn refuses_what_is_too_small(prefix in 24u8..=32, zone in 0..MAX_ZONES) {
            let vpc = cidr!("10.0.0.0/8").subnet(prefix, 0).unwrap();
            prop_assert_eq!(subnet(vpc, Tier::Public, zone), None);
        }
    }
}
