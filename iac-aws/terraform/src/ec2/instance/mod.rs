//! Instances.

mod associations;
mod devices;
mod interfaces;

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::EC2::Instance", "aws_instance")
    .attributes(&[("InstanceId", "id"), ("PrivateDnsName", "private_dns"), ("PublicDnsName", "public_dns")])
    .properties(&[
        ("BlockDeviceMappings", To::By(devices::block_device_mappings)),
        ("HibernationOptions", To::Flatten(&[("Configured", To::Attribute("hibernation"))])),
        ("ImageId", To::Attribute("ami")),
        ("Ipv6Addresses", To::Items("ipv6_addresses", "Ipv6Address")),
        (
            "LaunchTemplate",
            To::Block(
                "launch_template",
                &[("LaunchTemplateId", To::Attribute("id")), ("LaunchTemplateName", To::Attribute("name"))],
            ),
        ),
        ("LicenseSpecifications", To::Part(&LICENSE)),
        ("NetworkInterfaces", To::By(interfaces::network_interfaces)),
        ("PlacementGroupName", To::Attribute("placement_group")),
        ("PrivateIpAddress", To::Attribute("private_ip")),
        ("PropagateTagsToVolumeOnCreation", To::By(volume_tags)),
        ("SecurityGroupIds", To::Attribute("vpc_security_group_ids")),
        ("SsmAssociations", associations::SSM_ASSOCIATIONS),
        // CloudFormation takes it in base 64.
        ("UserData", To::Attribute("user_data_base64")),
        ("Volumes", To::Part(&VOLUME)),
    ])];

const LICENSE: Part =
    Part::new("aws_licensemanager_association", "resource_arn", "arn").key(&["LicenseConfigurationArn"]);

const VOLUME: Part = Part::new("aws_volume_attachment", "instance_id", "id")
    .fields(&[("Device", To::Attribute("device_name"))])
    .key(&["Device"]);

fn volume_tags<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    match (&field.value, s.property("Tags")) {
        (Value::Bool(true), Some(tags)) => {
            let tags = s.key_values(tags);
            s.set("volume_tags", tags);
        }
        (Value::Bool(_), _) => {}
        _ => s.error("terraform", "Terraform needs to know whether volumes have the tags", "write `true` or `false`"),
    }
}
