//! Block devices of an instance. The provider keeps the root device apart from the others.
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance>

use crate::ec2::{kms_key_id, no_device};
use crate::members::value;
use crate::prelude::*;

pub(super) fn block_device_mappings<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, device| {
        let Value::Map(fields) = device else {
            s.error("terraform", "a device is known only when it is deployed", "write the device itself");
            return;
        };
        match fields.iter().find(|field| field.name == "Ebs") {
            Some(volume) if is_root(fields) => s.append("root_block_device", |s| s.to(volume, &To::Flatten(VOLUME))),
            Some(_) => s.append("ebs_block_device", |s| s.fields(fields, &[("Ebs", To::Flatten(VOLUME))])),
            None => s.append("ephemeral_block_device", |s| s.fields(fields, &[("NoDevice", To::By(no_device))])),
        }
    });
}

const VOLUME: &[(&str, To)] = &[("KmsKeyId", To::By(kms_key_id))];

/// The names that are reserved for root devices.
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html>
fn is_root(fields: &[Field]) -> bool {
    value(fields, "DeviceName").and_then(Value::as_str).is_some_and(|name| ["/dev/sda1", "/dev/xvda"].contains(&name))
}
