//! EC2: networks, what protects them, and what runs in them.

pub(super) mod endpoint;
pub(super) mod flow_log;
pub(super) mod gateway;
pub(super) mod instance;
pub(super) mod launch_template;
pub(super) mod network;
pub(super) mod network_acl;
pub(super) mod network_interface;
pub(super) mod peering;
pub(super) mod requirements;
pub(super) mod route;
pub(super) mod security_group;
pub(super) mod transit_gateway;
pub(super) mod volume;

use crate::prelude::*;

/// The provider wants the ARN of a key where EC2 takes its id as well.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume>
pub(super) fn kms_key_id<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let key = match s.attribute_of(&field.value, "AWS::KMS::Key", "arn") {
        Some(arn) => arn,
        None => s.term(&field.value),
    };
    s.set("kms_key_id", key);
}

/// EC2 omits a device whatever the value is; the provider wants one that is not empty.
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockDeviceMapping.html>
fn no_device<'g>(s: &mut Scope<'_, 'g>, _: &'g Field) {
    s.set("no_device", true);
}
