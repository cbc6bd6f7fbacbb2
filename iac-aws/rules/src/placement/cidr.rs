//! Networks of IPv4.

use iac_core::check::Eval;
use std::fmt;

/// A network: its first address and how many bits all its addresses share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cidr {
    pub(crate) start: u32,
    pub(crate) prefix: u8,
}

impl Cidr {
    /// Every address.
    pub(crate) const WORLD: Cidr = Cidr { start: 0, prefix: 0 };

    /// The network that a text like `10.0.0.0/16` is in, and whether the text begins at the network's first address.
    pub(crate) fn parse(text: &str) -> Option<(Cidr, bool)> {
        let (address, prefix) = text.trim().split_once('/')?;
        let address: std::net::Ipv4Addr = address.parse().ok()?;
        let prefix: u8 = prefix.parse().ok().filter(|prefix| *prefix <= 32)?;
        let address = u32::from(address);
        let start = if prefix == 0 { 0 } else { address & (u32::MAX << (32 - prefix)) };
        Some((Cidr { start, prefix }, start == address))
    }

    pub(crate) fn of(value: &Eval<'_>) -> Option<Cidr> {
        Cidr::parse(&value.text()?).map(|(network, _)| network)
    }

    /// The address after the last one.
    pub(crate) fn end(self) -> u64 {
        u64::from(self.start) + (1 << (32 - self.prefix))
    }

    pub(crate) fn overlaps(self, other: Cidr) -> bool {
        u64::from(self.start) < other.end() && u64::from(other.start) < self.end()
    }

    pub(crate) fn contains(self, other: Cidr) -> bool {
        self.prefix <= other.prefix && self.overlaps(other)
    }

    /// Whether it is in the networks that nobody routes in the internet.
    pub(crate) fn is_private(self) -> bool {
        let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];
        private.iter().filter_map(|text| Cidr::parse(text)).any(|(private, _)| private.contains(self))
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", std::net::Ipv4Addr::from(self.start), self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::Cidr;

    fn of(text: &str) -> Cidr {
        Cidr::parse(text).unwrap().0
    }

    #[test]
    fn a_network_begins_at_its_boundary() {
        assert_eq!(Cidr::parse("10.0.1.7/24"), Some((of("10.0.1.0/24"), false)));
        assert_eq!(Cidr::parse("0.0.0.0/0"), Some((Cidr::WORLD, true)));
        assert_eq!(of("10.0.1.7/24").to_string(), "10.0.1.0/24");
        assert!(["10.0.0.0", "10.0.0/16", "10.0.0.0/33", "::/0", ""].iter().all(|text| Cidr::parse(text).is_none()));
    }

    #[test]
    fn networks_lie_in_each_other() {
        assert!(of("10.0.0.0/16").contains(of("10.0.255.0/24")));
        assert!(!of("10.0.0.0/16").contains(of("10.1.0.0/24")));
        assert!(!of("10.0.0.0/24").contains(of("10.0.0.0/16")));
        assert!(Cidr::WORLD.contains(of("255.255.255.255/32")));
        assert!(!of("10.0.0.0/25").overlaps(of("10.0.0.128/25")));
        assert!(of("10.7.0.0/16").is_private() && !of("52.0.0.0/8").is_private());
    }
}
