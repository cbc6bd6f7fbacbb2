//! What security groups let in and out.

use iac_core::check::{Eval, Res, World};

/// One rule of a group, inline or a resource of its own.
pub(crate) struct Permission<'g> {
    pub(crate) from_port: Option<i64>,
    pub(crate) to_port: Option<i64>,
    pub(crate) protocol: Eval<'g>,
    /// The group on the other side.
    pub(crate) group: Eval<'g>,
    /// The network on the other side, of either version.
    pub(crate) network: Eval<'g>,
    pub(crate) prefix_list: Eval<'g>,
}

/// A direction of traffic, seen from the group.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    In,
    Out,
}

impl Direction {
    const fn property(self) -> &'static str {
        match self {
            Direction::In => "SecurityGroupIngress",
            Direction::Out => "SecurityGroupEgress",
        }
    }

    const fn other_group(self) -> &'static str {
        match self {
            Direction::In => "SourceSecurityGroupId",
            Direction::Out => "DestinationSecurityGroupId",
        }
    }

    const fn prefix_list(self) -> &'static str {
        match self {
            Direction::In => "SourcePrefixListId",
            Direction::Out => "DestinationPrefixListId",
        }
    }

    const fn resource(self) -> &'static str {
        match self {
            Direction::In => "AWS::EC2::SecurityGroupIngress",
            Direction::Out => "AWS::EC2::SecurityGroupEgress",
        }
    }
}

/// What a group permits in a direction. None where its rules are not all known.
pub(crate) fn permissions<'g>(
    world: &World<'g>,
    group: Res<'_, 'g>,
    direction: Direction,
) -> Option<Vec<Permission<'g>>> {
    let inline = group.get(direction.property());
    if inline.is_unknown() {
        return None;
    }
    let mut all: Vec<Permission<'g>> =
        inline.items().iter().map(|rule| permission(direction, |name| rule.at(name).clone())).collect();
    for rule in world.all(direction.resource()) {
        let of = rule.get("GroupId");
        match world.target(&of) {
            Some(of) if of == group => all.push(permission(direction, |name| rule.get(name))),
            // A rule for a group that nobody knows may be for this one.
            None if of.is_unknown() => return None,
            _ => {}
        }
    }
    // Without a rule for what goes out, everything may: a group begins so.
    if direction == Direction::Out && inline.is_absent() {
        all.push(Permission {
            from_port: None,
            to_port: None,
            protocol: Eval::Int(-1),
            group: Eval::Absent,
            network: Eval::Text("0.0.0.0/0".into()),
            prefix_list: Eval::Absent,
        });
    }
    Some(all)
}

fn permission<'g>(direction: Direction, get: impl Fn(&str) -> Eval<'g>) -> Permission<'g> {
    let network = match get("CidrIp") {
        Eval::Absent => get("CidrIpv6"),
        network => network,
    };
    Permission {
        from_port: get("FromPort").int(),
        to_port: get("ToPort").int(),
        protocol: get("IpProtocol"),
        group: get(direction.other_group()),
        network,
        prefix_list: get(direction.prefix_list()),
    }
}

impl<'g> Permission<'g> {
    /// Whether a TCP port is in it; a protocol or port that nobody knows is.
    pub(crate) fn covers(&self, port: i64) -> bool {
        match self.protocol.text().as_deref() {
            Some("-1") => true,
            Some("tcp" | "6") | None => {
                self.from_port.is_none_or(|from| from <= port) && self.to_port.is_none_or(|to| port <= to)
            }
            Some(_) => false,
        }
    }

    /// Whether the other side may be this group: by its id, or by a network, in which anything may be.
    pub(crate) fn may_be(&self, world: &World<'g>, group: Res<'_, 'g>) -> bool {
        match world.target(&self.group) {
            Some(other) => other == group,
            None => !self.group.is_absent() || !self.network.is_absent() || !self.prefix_list.is_absent(),
        }
    }
}
