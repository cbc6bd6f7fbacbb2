//! Launch templates.

use super::requirements::INSTANCE_REQUIREMENTS;
use super::{kms_key_id, no_device};
use crate::members::value;
use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::EC2::LaunchTemplate", "aws_launch_template")
    .attributes(&[
        ("DefaultVersionNumber", "default_version"),
        ("LatestVersionNumber", "latest_version"),
        ("LaunchTemplateId", "id"),
    ])
    .properties(&[
        ("LaunchTemplateData", To::Flatten(DATA)),
        ("LaunchTemplateName", To::Attribute("name")),
        ("TagSpecifications", To::By(own_tags)),
        ("VersionDescription", To::Attribute("description")),
    ])
    .name(Name::Prefix("name_prefix", "name", 128))
    .replace_first()];

const DATA: &[(&str, To)] = &[
    (
        "BlockDeviceMappings",
        To::Block(
            "block_device_mappings",
            &[("Ebs", To::Block("ebs", &[("KmsKeyId", To::By(kms_key_id))])), ("NoDevice", To::By(no_device))],
        ),
    ),
    ("InstanceRequirements", INSTANCE_REQUIREMENTS),
    (
        "NetworkInterfaces",
        To::Block(
            "network_interfaces",
            &[
                ("Groups", To::Attribute("security_groups")),
                ("Ipv4Prefixes", To::Items("ipv4_prefixes", "Ipv4Prefix")),
                ("Ipv6Addresses", To::Items("ipv6_addresses", "Ipv6Address")),
                ("Ipv6Prefixes", To::Items("ipv6_prefixes", "Ipv6Prefix")),
                (
                    "PrivateIpAddresses",
                    To::All(&[To::Items("ipv4_addresses", "PrivateIpAddress"), To::By(primary_address)]),
                ),
                ("SecondaryPrivateIpAddressCount", To::Attribute("ipv4_address_count")),
            ],
        ),
    ),
    ("SecurityGroupIds", To::Attribute("vpc_security_group_ids")),
    ("SecurityGroups", To::Attribute("security_group_names")),
];

/// The provider takes as the primary one of the addresses that which stands beside them.
fn primary_address<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, address| {
        let Value::Map(fields) = address else { return };
        if let (Some(Value::Bool(true)), Some(address)) = (value(fields, "Primary"), value(fields, "PrivateIpAddress"))
        {
            let address: Term<'_> = s.term(address);
            s.set("private_ip_address", address);
        }
    });
}

/// A template tags nothing but itself here; what it launches has tags among its data.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-launchtemplate-launchtemplatetagspecification.html>
fn own_tags<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, specification| {
        let Value::Map(fields) = specification else { return };
        if value(fields, "ResourceType").and_then(Value::as_str) != Some("launch-template") {
            s.error(
                "unmapped",
                "these tags are not the launch template's own",
                "write `launch-template` as `ResourceType`",
            );
        }
        s.fields(fields, &[("ResourceType", To::Ignored("there is only one"))]);
    });
}
