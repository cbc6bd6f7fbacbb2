//! What others need of a secret.

use crate::policy::Statement;
use crate::security::EncryptionKeyHandle;
use iac_aws_cfn::{kind, secrets_manager};
use iac_core::Text;
use iac_core::prelude::*;

/// A secret in a stack.
#[derive(Clone, Copy, Debug)]
pub struct SecretHandle {
    /// The secret.
    pub secret: secrets_manager::SecretRef,
    /// The customer key that encrypts it, where one does.
    pub key: Option<EncryptionKeyHandle>,
}

impl SecretHandle {
    /// The secret's ARN. It may be shown; the value behind it may not.
    pub fn arn(&self) -> Val<Arn<kind::SecretsManagerSecret>> {
        self.secret.ref_().untyped()
    }

    /// One field of a secret whose text is a JSON object.
    pub fn field(&self, name: impl Into<Text>) -> SecretRef {
        SecretRef::secrets_manager(self.arn(), Some(name.into()))
    }

    /// The whole text.
    pub fn whole(&self) -> SecretRef {
        SecretRef::secrets_manager(self.arn(), None)
    }

    /// For a role's policy: reading this secret and nothing else.
    pub fn grant_read(&self) -> Vec<Statement> {
        let read = Statement::allow(["secretsmanager:GetSecretValue"]).on(self.arn());
        [read].into_iter().chain(self.key.map(|key| key.decrypt_through("secretsmanager"))).collect()
    }
}
