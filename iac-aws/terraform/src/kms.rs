//! KMS.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::KMS::Alias", "aws_kms_alias")
        .reference("name")
        .properties(&[("AliasName", To::Attribute("name"))]),
    ResourceMap::new("AWS::KMS::Key", "aws_kms_key").reference("key_id").properties(&[
        ("Enabled", To::Attribute("is_enabled")),
        ("KeyPolicy", To::Json("policy")),
        ("KeySpec", To::Attribute("customer_master_key_spec")),
        ("Origin", To::By(origin)),
        ("PendingWindowInDays", To::Attribute("deletion_window_in_days")),
    ]),
    ResourceMap::new("AWS::KMS::ReplicaKey", "aws_kms_replica_key").reference("key_id").properties(&[
        ("KeyPolicy", To::Json("policy")),
        ("PendingWindowInDays", To::Attribute("deletion_window_in_days")),
    ]),
];

/// Keys of other origins are of other types in Terraform.
fn origin<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value.as_str() != Some("AWS_KMS") {
        let help = "let KMS make the key material, or write CloudFormation only: `--format cloudformation`";
        s.error("terraform", "a key of material from elsewhere has no mapping to Terraform", help);
    }
}

/// An attribute that takes a key by its ARN alone, where CloudFormation also takes the `Ref` of a key, which is its id.
pub(super) fn key_arn<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, attribute: &'static str) {
    match s.attribute_of(&field.value, "AWS::KMS::Key", "arn") {
        Some(arn) => s.set(attribute, arn),
        None => s.to(field, &To::Attribute(attribute)),
    }
}

/// `kms_key_id`, by its ARN alone.
pub(super) fn key_id<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    key_arn(s, field, "kms_key_id");
}
