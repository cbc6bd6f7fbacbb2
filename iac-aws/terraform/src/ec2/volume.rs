//! Volumes, and keys to log in with.

use super::kms_key_id;
use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EC2::Volume", "aws_ebs_volume")
        .attributes(&[("VolumeId", "id")])
        .properties(&[("KmsKeyId", To::By(kms_key_id)), ("VolumeType", To::Attribute("type"))])
        .finish(final_snapshot),
    ResourceMap::new("AWS::EC2::VolumeAttachment", "aws_volume_attachment")
        .properties(&[("Device", To::Attribute("device_name"))]),
    ResourceMap::new("AWS::EC2::KeyPair", "aws_key_pair")
        .reference("key_name")
        .attributes(&[("KeyFingerprint", "fingerprint")])
        .properties(&[
            ("KeyFormat", To::Ignored("it is the format of a private key that EC2 makes")),
            ("KeyType", To::Ignored("the public key says it")),
            ("PublicKeyMaterial", To::Attribute("public_key")),
        ])
        .finish(only_public_keys),
];

fn final_snapshot(s: &mut Scope<'_, '_>) {
    if s.deletion_policy() == Some(DeletionPolicy::Snapshot) {
        s.set("final_snapshot", true);
    }
}

/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/key_pair>
fn only_public_keys(s: &mut Scope<'_, '_>) {
    if s.property("PublicKeyMaterial").is_none() {
        s.set("public_key", Term::Null);
        s.error(
            "unmapped",
            "Terraform's aws_key_pair makes no private key, as EC2 does where `PublicKeyMaterial` is left out",
            "make the key pair yourself and give its public key as `PublicKeyMaterial`",
        );
    }
}
