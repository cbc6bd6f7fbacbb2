//! IPv4 networks.

use std::fmt;
use std::str::FromStr;

/// An IPv4 network, such as `10.0.0.0/16`. Written as [`cidr!`](crate::cidr), it is checked by the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cidr {
    address: u32,
    prefix: u8,
}

/// Why a text is not an IPv4 network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CidrError(&'static str);

impl fmt::Display for CidrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for CidrError {}

impl Cidr {
    /// Every address: `0.0.0.0/0`.
    pub const ANYWHERE: Cidr = Cidr { address: 0, prefix: 0 };

    /// The network that `text` names. For literals: use [`cidr!`](crate::cidr), so that the compiler checks it.
    ///
    /// # Panics
    /// When `text` is not a network; in a constant that is a compile error. For text that is read use
    /// [`Cidr::parse`].
    #[track_caller]
    #[expect(clippy::panic, reason = "a panic in a constant is the compile error that is wanted")]
    pub const fn new(text: &str) -> Cidr {
        match Cidr::parse(text) {
            Ok(cidr) => cidr,
            Err(error) => panic!("{}", error.0),
        }
    }

    /// The network that `text` names.
    ///
    /// # Errors
    /// When `text` is not `a.b.c.d/n`, or has bits set behind the prefix.
    pub const fn parse(text: &str) -> Result<Cidr, CidrError> {
        let bytes = text.as_bytes();
        let (mut at, mut octets, mut address) = (0, 0, 0u32);
        while octets < 4 {
            let start = at;
            let mut octet = 0u32;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                if at - start == 3 {
                    return Err(CidrError("CIDR: an octet has more than 3 digits"));
                }
                octet = octet * 10 + (bytes[at] - b'0') as u32;
                at += 1;
            }
            if at == start {
                return Err(CidrError("CIDR: expected a number, as in \"10.0.0.0/16\""));
            }
            if octet > 255 {
                return Err(CidrError("CIDR: an octet is greater than 255"));
            }
            address = (address << 8) | octet;
            octets += 1;
            if octets < 4 {
                if at >= bytes.len() || bytes[at] != b'.' {
                    return Err(CidrError("CIDR: expected 4 octets separated by '.'"));
                }
                at += 1;
            }
        }
        if at >= bytes.len() || bytes[at] != b'/' {
            return Err(CidrError("CIDR: the prefix length is missing, as in \"10.0.0.0/16\""));
        }
        at += 1;
        let (start, mut prefix) = (at, 0u32);
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() || at - start == 2 {
                return Err(CidrError("CIDR: the prefix length must be 0 to 32"));
            }
            prefix = prefix * 10 + (bytes[at] - b'0') as u32;
            at += 1;
        }
        if at == start || prefix > 32 {
            return Err(CidrError("CIDR: the prefix length must be 0 to 32"));
        }
        if address & !mask(prefix as u8) != 0 {
            return Err(CidrError("CIDR: host bits are set; the address must be all zero after the prefix"));
        }
        Ok(Cidr { address, prefix: prefix as u8 })
    }

    /// The number of leading bits that are fixed.
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    /// The number of addresses.
    pub const fn addresses(self) -> u64 {
        1 << (32 - self.prefix as u32)
    }

    /// Whether every address of `other` is in this network.
    pub const fn contains(self, other: Cidr) -> bool {
        self.prefix <= other.prefix && other.address & mask(self.prefix) == self.address
    }

    /// Whether the two networks share an address.
    pub const fn overlaps(self, other: Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The `index`-th network of `prefix` bits in this one, if there is such a one.
    pub const fn subnet(self, prefix: u8, index: u32) -> Option<Cidr> {
        if prefix < self.prefix || prefix > 32 || index as u64 >= 1u64 << (prefix - self.prefix) {
            return None;
        }
        if prefix == 0 {
            return Some(self);
        }
        Some(Cidr { address: self.address + (((index as u64) << (32 - prefix as u32)) as u32), prefix })
    }
}

const fn mask(prefix: u8) -> u32 {
    if prefix == 0 { 0 } else { u32::MAX << (32 - prefix as u32) }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.address.to_be_bytes();
        write!(f, "{a}.{b}.{c}.{d}/{}", self.prefix)
    }
}

impl FromStr for Cidr {
    type Err = CidrError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Cidr::parse(text)
    }
}

/// An IPv4 network that the compiler checks, also in `cargo check`.
///
/// ```
/// use iac_core::cidr;
/// assert_eq!(cidr!("10.0.0.0/16").addresses(), 65_536);
/// ```
/// ```compile_fail
/// use iac_core::cidr;
/// let _ = cidr!("10.0.0.0/33");
/// ```
#[macro_export]
macro_rules! cidr {
    ($text:literal) => {{
        const CIDR: $crate::Cidr = $crate::Cidr::new($text);
        CIDR
    }};
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn says_what_is_wrong() {
        for (text, why) in [
            ("", "expected a number"),
            ("10.0.0/16", "4 octets"),
            ("10.0.0.0", "prefix length is missing"),
            ("10.0.0.0/", "0 to 32"),
            ("10.0.0.0/33", "0 to 32"),
            ("10.0.0.0/016", "0 to 32"),
            ("10.0.0.256/32", "greater than 255"),
            ("10.0.0.0001/32", "more than 3 digits"),
            ("10.0.3.7/16", "host bits"),
        ] {
            let error = Cidr::parse(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            let _ = Cidr::parse(&text);
        }

        #[test]
        fn survives_printing(address: u32, prefix in 0u8..=32) {
            let cidr = Cidr { address: address & mask(prefix), prefix };
            prop_assert_eq!(Cidr::parse(&cidr.to_string()), Ok(cidr));
        }

        #[test]
        fn subnets_lie_inside_and_apart(address: u32, prefix in 8u8..=24, more in 1u8..=8, a: u32, b: u32) {
            let network = Cidr { address: address & mask(prefix), prefix };
            let count = 1u32 << more;
            let (a, b) = (a % count, b % count);
            let of = |index| network.subnet(prefix + more, index).unwrap();
            prop_assert!(network.contains(of(a)));
            prop_assert_eq!(a == b, of(a).overlaps(of(b)));
            prop_assert_eq!(network.subnet(prefix + more, count), None);
        }
    }
}
