//! Entries of a network ACL, in both directions at once.

use iac_core::prelude::*;
use std::fmt;
use std::ops::RangeInclusive;

/// Ports that systems choose for the replies to their own requests: NAT gateways, load balancers and Lambda take any of
/// these, Linux a part of them.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports>
const EPHEMERAL: (u16, u16) = (1024, 65535);

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AclTraffic {
    /// Everything, of any protocol.
    All,
    /// These ports of TCP: the first and the last.
    Tcp(u16, u16),
    /// These ports of UDP: the first and the last.
    Udp(u16, u16),
    /// This type and code of ICMP; `-1` is any. Type 3 with code 4 says that a packet was too large for a part of the
    /// way: without it, connections to some networks hang.
    Icmp(i16, i16),
}

impl AclTraffic {
    /// One port of TCP.
    pub const fn tcp(port: u16) -> Self {
        AclTraffic::Tcp(port, port)
    }

    /// A range of ports of TCP.
    pub const fn tcp_ports(ports: RangeInclusive<u16>) -> Self {
        AclTraffic::Tcp(*ports.start(), *ports.end())
    }

    /// One port of UDP.
    pub const fn udp(port: u16) -> Self {
        AclTraffic::Udp(port, port)
    }

    pub(super) const fn replies(self) -> Option<Self> {
        match self {
            AclTraffic::All => Some(AclTraffic::All),
            AclTraffic::Tcp(..) => Some(AclTraffic::Tcp(EPHEMERAL.0, EPHEMERAL.1)),
            AclTraffic::Udp(..) => Some(AclTraffic::Udp(EPHEMERAL.0, EPHEMERAL.1)),
            // A message of its own, to which nobody replies.
            AclTraffic::Icmp(..) => None,
        }
    }

    pub(super) fn covers(self, other: AclTraffic) -> bool {
        match (self, other) {
            (AclTraffic::All, _) => true,
            (AclTraffic::Tcp(from, to), AclTraffic::Tcp(first, last))
            | (AclTraffic::Udp(from, to), AclTraffic::Udp(first, last)) => from <= first && last <= to,
            (AclTraffic::Icmp(kind, code), AclTraffic::Icmp(other_kind, other_code)) => {
                (kind == -1 || kind == other_kind) && (code == -1 || code == other_code)
            }
            _ => false,
        }
    }
}

impl fmt::Display for AclTraffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AclTraffic::All => f.write_str("everything"),
            AclTraffic::Tcp(from, to) if from == to => write!(f, "tcp {from}"),
            AclTraffic::Tcp(from, to) => write!(f, "tcp {from}-{to}"),
            AclTraffic::Udp(from, to) if from == to => write!(f, "udp {from}"),
            AclTraffic::Udp(from, to) => write!(f, "udp {from}-{to}"),
            AclTraffic::Icmp(kind, code) => write!(f, "icmp {kind}/{code}"),
        }
    }
}

/// Which way an entry's requests go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
    Both,
}

/// An entry of a network ACL. By default it has both halves: the requests, and the replies the other way.
#[derive(Clone, Copy, Debug)]
pub struct AclEntry {
    pub(super) way: Way,
    pub(super) allow: bool,
    pub(super) network: Cidr,
    pub(super) traffic: AclTraffic,
    pub(super) replies: bool,
}

impl AclEntry {
    /// Requests of this network come in, and the replies go back to the ports that its systems chose.
    pub fn admit(network: Cidr, traffic: AclTraffic) -> Self {
        AclEntry { way: Way::In, allow: true, network, traffic, replies: true }
    }

    /// Requests go out to this network, and its replies come back to any port from 1024 on. Whoever can send from this
    /// network reaches those ports then: an ACL cannot tell a reply from a request, so security groups must.
    pub fn let_out(network: Cidr, traffic: AclTraffic) -> Self {
        AclEntry { way: Way::Out, ..AclEntry::admit(network, traffic) }
    }

    /// Nothing of this network comes in and nothing goes out to it. Give it a number below those of what it excepts.
    pub fn deny(network: Cidr) -> Self {
        AclEntry { way: Way::Both, allow: false, network, traffic: AclTraffic::All, replies: false }
    }

    /// Without the second half, where another entry lets the replies through already, or where there are none.
    pub fn without_replies(mut self) -> Self {
        self.replies = false;
        self
    }

    /// What it says of one direction.
    pub(super) fn half(self, egress: bool) -> Option<AclTraffic> {
        match (self.way, egress) {
            (Way::In, false) | (Way::Out, true) | (Way::Both, _) => Some(self.traffic),
            _ => self.traffic.replies().filter(|_| self.replies),
        }
    }
}
