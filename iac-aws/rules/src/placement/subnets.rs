//! Where subnets lie: their network, their zone, their VPC.

use super::cidr::Cidr;
use iac_core::check::{Eval, Res, World};

/// The subnets of a list, or of the subnet groups in it. None where one of them is not known, or there are none.
pub(crate) fn subnets<'w, 'g>(world: &'w World<'g>, list: &Eval<'g>) -> Option<Vec<Res<'w, 'g>>> {
    let mut found = Vec::new();
    for item in list.items() {
        let target = world.target(item)?;
        match target.kind() {
            "AWS::EC2::Subnet" => found.push(target),
            group if group.ends_with("SubnetGroup") => {
                for subnet in target.get("SubnetIds").items() {
                    found.push(world.target_of(subnet, "AWS::EC2::Subnet")?);
                }
            }
            _ => return None,
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The network that a value gives: written out, or an attribute that repeats one.
pub(crate) fn network_given<'g>(world: &World<'g>, value: &Eval<'g>) -> Option<Cidr> {
    match value.reference() {
        Some(reference) if reference.attribute == "CidrBlock" => Cidr::of(&reference.target(world)?.get("CidrBlock")),
        _ => Cidr::of(value),
    }
}

/// The network of a subnet.
pub(crate) fn network(subnet: Res<'_, '_>) -> Option<Cidr> {
    Cidr::of(&subnet.get("CidrBlock"))
}

/// The VPC that a subnet, a security group or a target group is in.
pub(crate) fn vpc_of<'w, 'g>(res: Res<'w, 'g>) -> Option<Res<'w, 'g>> {
    res.world().target_of(&res.get("VpcId"), "AWS::EC2::VPC")
}

/// The zone of a subnet, by name or by id.
pub(crate) fn zone<'g>(subnet: Res<'_, 'g>) -> Eval<'g> {
    match subnet.get("AvailabilityZone") {
        Eval::Absent => subnet.get("AvailabilityZoneId"),
        zone => zone,
    }
}

/// Whether two subnets lie in one zone; none where nobody knows.
pub(crate) fn same_zone(a: Res<'_, '_>, b: Res<'_, '_>) -> Option<bool> {
    let (a_zone, b_zone) = (zone(a), zone(b));
    if a == b {
        return Some(true);
    }
    // Where none is given, EC2 chooses one.
    if a_zone.is_absent() || b_zone.is_absent() { None } else { a_zone.same(&b_zone) }
}

/// Two subnets that lie in one zone.
pub(crate) fn pair_in_one_zone<'w, 'g>(subnets: &[Res<'w, 'g>]) -> Option<(Res<'w, 'g>, Res<'w, 'g>)> {
    let pairs = subnets.iter().enumerate().flat_map(|(at, a)| subnets[at + 1..].iter().map(move |b| (*a, *b)));
    pairs.into_iter().find(|(a, b)| same_zone(*a, *b) == Some(true))
}

/// Whether all of them lie in one zone.
pub(crate) fn all_in_one_zone(subnets: &[Res<'_, '_>]) -> bool {
    let Some((first, rest)) = subnets.split_first() else { return false };
    rest.iter().all(|subnet| same_zone(*first, *subnet) == Some(true))
}

/// Their paths, for a message.
pub(crate) fn paths(all: &[Res<'_, '_>]) -> String {
    all.iter().map(|one| one.path()).collect::<Vec<_>>().join(", ")
}
