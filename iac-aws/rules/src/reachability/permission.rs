//! One rule of a security group.

use super::security_groups::Direction;
use crate::placement::cidr::Cidr;
use iac_core::check::{Eval, Res};

/// One rule of a group, inline or a resource of its own.
#[derive(Clone)]
pub(crate) struct Permission<'g> {
    pub(crate) from_port: Eval<'g>,
    pub(crate) to_port: Eval<'g>,
    pub(crate) protocol: Eval<'g>,
    /// The group on the other side.
    pub(crate) group: Eval<'g>,
    /// The network on the other side, of either version.
    pub(crate) network: Eval<'g>,
    pub(crate) prefix_list: Eval<'g>,
}

/// Whether something is so, as far as anybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sure {
    Yes,
    No,
    Maybe,
}

/// Reads a rule, property by property.
pub(crate) fn permission<'g>(direction: Direction, get: impl Fn(&str) -> Eval<'g>) -> Permission<'g> {
    let network = match get("CidrIp") {
        Eval::Absent => get("CidrIpv6"),
        network => network,
    };
    let (group, prefix_list) = match direction {
        Direction::In => (get("SourceSecurityGroupId"), get("SourcePrefixListId")),
        Direction::Out => (get("DestinationSecurityGroupId"), get("DestinationPrefixListId")),
    };
    let group = if group.is_absent() && direction == Direction::In { get("SourceSecurityGroupName") } else { group };
    Permission {
        from_port: get("FromPort"),
        to_port: get("ToPort"),
        protocol: get("IpProtocol"),
        group,
        network,
        prefix_list,
    }
}

impl<'g> Permission<'g> {
    /// Every port, for nobody yet.
    pub(crate) fn everything() -> Self {
        let (none, all) = (Eval::Absent, Eval::Int(-1));
        let ports = (none.clone(), none.clone());
        Permission {
            from_port: ports.0,
            to_port: ports.1,
            protocol: all,
            group: none.clone(),
            network: none.clone(),
            prefix_list: none,
        }
    }

    pub(crate) fn to_anywhere() -> Self {
        Permission { network: Eval::Text("0.0.0.0/0".into()), ..Permission::everything() }
    }

    /// Whether a TCP port is in it; a protocol or port that nobody knows may be.
    pub(crate) fn covers(&self, port: i64) -> bool {
        match self.protocol.text().as_deref() {
            Some("-1" | "all" | "ALL") => true,
            Some("tcp" | "TCP" | "6") | None => {
                let (from, to) = (self.from_port.int(), self.to_port.int());
                from == Some(-1) || (from.is_none_or(|from| from <= port) && to.is_none_or(|to| port <= to))
            }
            Some(_) => false,
        }
    }

    /// Whether it is for every protocol and port.
    pub(crate) fn is_everything(&self) -> bool {
        let protocol = self.protocol.text();
        let tcp = matches!(protocol.as_deref(), Some("tcp" | "6"));
        let ports =
            self.from_port.int().is_some_and(|from| from <= 1) && self.to_port.int().is_some_and(|to| to >= 65535);
        protocol.as_deref() == Some("-1") || (tcp && ports)
    }

    /// Whether it is for the whole internet.
    pub(crate) fn is_for_all(&self) -> bool {
        self.network.text().is_some_and(|text| text == "::/0")
            || Cidr::of(&self.network).is_some_and(|network| network.prefix <= 1)
    }

    /// Whether it is for the loopback network, which nothing on the wire has an address of.
    pub(crate) fn leads_nowhere(&self) -> bool {
        let loopback = Cidr::parse("127.0.0.0/8").map(|(network, _)| network);
        Cidr::of(&self.network).is_some_and(|network| loopback.is_some_and(|whole| whole.contains(network)))
            || self.network.text().is_some_and(|text| text == "::1/128")
    }

    /// The networks that it names, as far as they are known.
    pub(crate) fn networks(&self, prefix_list: Option<Res<'_, 'g>>) -> Vec<Cidr> {
        let entries = prefix_list.map(|list| list.get("Entries"));
        let entries = entries.iter().flat_map(Eval::items).filter_map(|entry| Cidr::of(entry.at("Cidr")));
        Cidr::of(&self.network).into_iter().chain(entries).collect()
    }

    /// `tcp 5432`, for people.
    pub(crate) fn shown(&self) -> String {
        let protocol = self.protocol.shown();
        let (from, to) = (self.from_port.shown(), self.to_port.shown());
        match protocol.as_str() {
            "-1" => "everything".to_owned(),
            _ if from == to => format!("{protocol} {from}"),
            _ => format!("{protocol} {from}-{to}"),
        }
    }
}
