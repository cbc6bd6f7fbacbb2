//! Secrets Manager.

mod attachment;
mod secret;

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::SecretsManager::ResourcePolicy", "aws_secretsmanager_secret_policy")
        .reference("secret_arn")
        .properties(&[("ResourcePolicy", To::Json("policy")), ("SecretId", To::Attribute("secret_arn"))]),
    ResourceMap::new("AWS::SecretsManager::RotationSchedule", "aws_secretsmanager_secret_rotation")
        .reference("secret_id")
        .properties(&[("RotateImmediatelyOnUpdate", To::Attribute("rotate_immediately"))]),
    secret::SECRET,
    attachment::TARGET_ATTACHMENT,
];

/// What both a secret and its attachment write. The number changes when the text is to be written again.
const VERSION: &str = "aws_secretsmanager_secret_version";
