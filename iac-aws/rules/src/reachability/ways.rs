//! Whether the security groups on both sides let something through.

use super::permission::{Permission, Sure};
use super::security_groups::{Direction, Groups, group};
use super::sides::Side;
use crate::placement::cidr::Cidr;
use crate::placement::subnets::network;
use iac_core::check::{Eval, Res};

/// What one side's groups say of a port.
#[derive(Clone, Copy)]
pub(crate) enum Passage<'w, 'g> {
    Open,
    /// Something on the way is not known.
    Assumed,
    /// Nothing lets it through; or not from this subnet, where it does from others.
    Closed(Option<Res<'w, 'g>>),
}

/// Whether the groups of one side let a TCP port through, from or to the other side.
pub(crate) fn passage<'w, 'g>(
    groups: &Groups<'w, 'g>,
    own: &Side<'w, 'g>,
    direction: Direction,
    other: &Side<'w, 'g>,
    port: i64,
) -> Passage<'w, 'g> {
    let Some(own_groups) = &own.groups else { return Passage::Assumed };
    if own_groups.is_empty() {
        return Passage::Open;
    }
    let mut assumed = false;
    let mut left = other.subnets.clone();
    for own_group in own_groups {
        let Some(all) = groups.permissions(*own_group, direction) else {
            assumed = true;
            continue;
        };
        for permission in all.between(other.groups.as_deref()).into_iter().filter(|one| one.covers(port)) {
            match is_for(groups, permission, other, &mut left) {
                Sure::Yes => return Passage::Open,
                Sure::Maybe => assumed = true,
                Sure::No => {}
            }
        }
    }
    let total = other.subnets.as_ref().map_or(0, Vec::len);
    match left {
        Some(left) if left.is_empty() => Passage::Open,
        _ if assumed => Passage::Assumed,
        Some(left) if left.len() < total => Passage::Closed(left.first().copied()),
        _ => Passage::Closed(None),
    }
}

/// Whether a rule is for the other side. What it opens for single subnets is taken from those that are left.
fn is_for<'w, 'g>(
    groups: &Groups<'w, 'g>,
    permission: &Permission<'g>,
    other: &Side<'w, 'g>,
    left: &mut Option<Vec<Res<'w, 'g>>>,
) -> Sure {
    if !permission.group.is_absent() {
        return match (group(groups.world(), &permission.group), &other.groups) {
            (Some(named), Some(others)) if others.contains(&named) => Sure::Yes,
            (Some(_), Some(_)) => Sure::No,
            // An id that is written out is none of the groups that are made here.
            (None, Some(_)) if permission.group.text().is_some() => Sure::No,
            _ => Sure::Maybe,
        };
    }
    let list = groups.world().target_of(&permission.prefix_list, "AWS::EC2::PrefixList");
    if !permission.prefix_list.is_absent() && list.is_none() {
        return Sure::Maybe;
    }
    let networks = permission.networks(list);
    if networks.contains(&Cidr::WORLD) {
        return Sure::Yes;
    }
    let Some(subnets) = left else { return Sure::Maybe };
    if networks.is_empty() {
        let version_6 = permission.network.text().is_some_and(|text| text.contains(':'));
        let has_6 = subnets.iter().any(|subnet| !subnet.get("Ipv6CidrBlock").is_absent());
        return if list.is_some() || (version_6 && !has_6) { Sure::No } else { Sure::Maybe };
    }
    let mut unknown = false;
    subnets.retain(|subnet| match network(*subnet) {
        Some(subnet) => !networks.iter().any(|network| network.overlaps(subnet)),
        None => {
            unknown |= might_contain(*subnet, &networks);
            true
        }
    });
    if unknown { Sure::Maybe } else { Sure::No }
}

/// Whether a subnet of unknown network may be in one of these: its VPC's network may be known.
fn might_contain(subnet: Res<'_, '_>, networks: &[Cidr]) -> bool {
    let vpc = subnet.world().target_of(&subnet.get("VpcId"), "AWS::EC2::VPC");
    let whole = vpc.and_then(|vpc| Cidr::of(&vpc.get("CidrBlock")));
    whole.is_none_or(|whole| networks.iter().any(|network| network.overlaps(whole)))
}

/// What a message calls the part of the other side that is closed.
pub(crate) fn named(side: &Side<'_, '_>, subnet: Option<Res<'_, '_>>) -> String {
    match subnet {
        Some(subnet) => {
            let of = Eval::shown(&subnet.get("CidrBlock"));
            format!("{} in the subnet {} ({of})", side.res.path(), subnet.path())
        }
        None => side.res.path(),
    }
}
