//! Network interfaces of an instance. The first one, where it is made with the instance, is described by the instance's
//! own attributes; all others are resources of their own.
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance>

use crate::ec2::network_interface::{address, addresses};
use crate::members::value;
use crate::prelude::*;

pub(super) fn network_interfaces<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, interface| {
        let Value::Map(fields) = interface else {
            s.error("terraform", "an interface is known only when it is deployed", "write the interface itself");
            return;
        };
        let index = match value(fields, "DeviceIndex") {
            Some(Value::Int(index)) => index.to_string(),
            Some(Value::Str(index)) => index.to_string(),
            _ => {
                let help = "write `DeviceIndex` as a literal; the first interface has 0";
                return s.error("terraform", "Terraform needs to know which interface is the first one", help);
            }
        };
        let given = value(fields, "NetworkInterfaceId").is_some();
        match (index.as_str(), given) {
            ("0", true) => s.append("primary_network_interface", |s| s.fields(fields, GIVEN_FIRST)),
            ("0", false) => s.fields(fields, FIRST),
            (index, true) => s.part("aws_network_interface_attachment", index, |s| {
                let instance = s.reference("id");
                s.set("instance_id", instance);
                s.fields(fields, GIVEN);
            }),
            (index, false) => s.part("aws_network_interface", index, |s| {
                s.fields(fields, MADE);
                let instance = s.reference("id");
                let index = index.parse::<i64>().map_or_else(|_| Term::from(index.to_owned()), Term::Int);
                s.block("attachment", vec![("instance", instance), ("device_index", index)]);
            }),
        }
    });
}

const DEVICE_INDEX: (&str, To) = ("DeviceIndex", To::Ignored("where the interface is described says it"));

const GIVEN_FIRST: &[(&str, To)] = &[DEVICE_INDEX, ("DeleteOnTermination", To::By(stays))];

const GIVEN: &[(&str, To)] = &[("DeleteOnTermination", To::By(stays))];

const FIRST: &[(&str, To)] = &[
    DEVICE_INDEX,
    ("DeleteOnTermination", To::By(goes)),
    ("GroupSet", To::Attribute("vpc_security_group_ids")),
    ("Ipv6Addresses", To::Items("ipv6_addresses", "Ipv6Address")),
    ("PrivateIpAddress", To::Attribute("private_ip")),
    ("PrivateIpAddresses", To::By(addresses_of_first)),
];

const MADE: &[(&str, To)] = &[
    DEVICE_INDEX,
    ("DeleteOnTermination", To::By(goes)),
    ("GroupSet", To::Attribute("security_groups")),
    ("Ipv6Addresses", To::Items("ipv6_addresses", "Ipv6Address")),
    ("PrivateIpAddress", To::By(address)),
    ("PrivateIpAddresses", To::By(addresses)),
    ("SecondaryPrivateIpAddressCount", To::Attribute("private_ips_count")),
];

/// What was made before the instance is not deleted with it.
fn stays<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value != Value::Bool(false) {
        s.error(
            "unmapped",
            "a network interface of its own is not deleted with an instance in Terraform",
            "leave out `DeleteOnTermination`",
        );
    }
}

/// What is made with the instance is deleted with it.
fn goes<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value != Value::Bool(true) {
        let help = "make it a network interface of its own, and give its `NetworkInterfaceId`";
        s.error("unmapped", "a network interface that is made with an instance is deleted with it in Terraform", help);
    }
}

fn addresses_of_first<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut secondary = Vec::new();
    s.each(&field.value, &mut |s, address| {
        let Value::Map(fields) = address else { return };
        let Some(text) = value(fields, "PrivateIpAddress") else { return };
        let text = s.term(text);
        match value(fields, "Primary") {
            Some(Value::Bool(true)) => s.set("private_ip", text),
            _ => secondary.push(text),
        }
    });
    if !secondary.is_empty() {
        s.set("secondary_private_ips", Term::List(secondary));
    }
}
