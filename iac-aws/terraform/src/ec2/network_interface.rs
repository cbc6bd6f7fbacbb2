//! Network interfaces.

use crate::members::value;
use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::EC2::NetworkInterface", "aws_network_interface")
    .attributes(&[
        ("PrimaryIpv6Address", "tolist({}.ipv6_addresses)[0]"),
        ("PrimaryPrivateIpAddress", "private_ip"),
        ("SecondaryPrivateIpAddresses", "tolist(setsubtract({}.private_ips, [{}.private_ip]))"),
    ])
    .properties(&[
        ("GroupSet", To::Attribute("security_groups")),
        ("InterfaceType", To::By(interface_type)),
        ("Ipv4Prefixes", To::Items("ipv4_prefixes", "Ipv4Prefix")),
        ("Ipv6Addresses", To::Items("ipv6_addresses", "Ipv6Address")),
        ("Ipv6Prefixes", To::Items("ipv6_prefixes", "Ipv6Prefix")),
        ("PrivateIpAddress", To::By(address)),
        ("PrivateIpAddresses", To::By(addresses)),
        ("SecondaryPrivateIpAddressCount", To::Attribute("private_ips_count")),
    ])];

/// `interface` is what it is without a type; the provider takes the other types only.
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html>
fn interface_type<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value.as_str() != Some("interface") {
        s.to(field, &To::Attribute("interface_type"));
    }
}

pub(super) fn address<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if s.field("PrivateIpAddresses").is_none() {
        let address = s.term(&field.value);
        s.set("private_ips", Term::list([address]));
    }
}

/// In order, as the first one is the primary address.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface>
pub(super) fn addresses<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut primary = s.field("PrivateIpAddress").map(|address| s.term(address));
    let mut others = Vec::new();
    s.each(&field.value, &mut |s, address| {
        let Value::Map(fields) = address else { return };
        let Some(text) = value(fields, "PrivateIpAddress") else { return };
        let text = s.term(text);
        match value(fields, "Primary") {
            Some(Value::Bool(true)) => primary = Some(text),
            _ => others.push(text),
        }
    });
    match primary {
        Some(primary) => {
            s.set("private_ip_list_enabled", true);
            s.set("private_ip_list", Term::list(std::iter::once(primary).chain(others)));
        }
        None => s.error(
            "terraform",
            "no address is the primary one, and the provider takes the first as that",
            "write `PrivateIpAddress` beside them, or `Primary: true` at one of them",
        ),
    }
}
