//! What others need of a key.

use super::KeyUser;
use crate::policy::Statement;
use iac_aws_cfn::{kind, kms};
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// A key in a stack.
#[derive(Clone, Copy, Debug)]
pub struct EncryptionKeyHandle {
    /// The key.
    pub key: kms::KeyRef,
    /// Its alias, where it has one.
    pub alias: Option<kms::AliasRef>,
}

impl EncryptionKeyHandle {
    /// The key's ARN.
    pub fn arn(&self) -> Val<Arn<kind::KmsKey>> {
        self.key.arn()
    }

    /// Adds a statement to the key's policy; its resource is `*`, which in a key's policy means this key.
    #[track_caller]
    pub fn allow(&self, stack: &mut Stack, statement: Statement) {
        let statement = statement.on("*").into_plain_value();
        stack.edit(self.key, "KeyPolicy", |policy| {
            if let Some(statements) = policy.list_mut("Statement") {
                statements.push(statement);
            }
        });
    }

    /// Reports a key of this stack that a service is about to use and may not: the deployment would fail.
    #[doc(hidden)]
    pub fn require(&self, stack: &mut Stack, user: KeyUser) {
        let Some(Value::Map(policy)) = stack.property(self.key, "KeyPolicy") else { return };
        let statements = policy.iter().filter_map(|field| match &field.value {
            Value::List(statements) => Some(statements),
            _ => None,
        });
        let names_user = |statement: &Value| match statement {
            Value::Map(fields) => fields.iter().any(|f| f.name == "Sid" && f.value.as_str() == Some(user.sid())),
            _ => false,
        };
        if !statements.flatten().any(names_user) {
            let message = format!("{user:?} is to use a key whose policy does not let it");
            stack.error("key-not-usable", message, format!("add `.usable_by(KeyUser::{user:?})` to the key"));
        }
    }

    /// For a role's policy: decrypting with this key through one service, such as `secretsmanager`, and not directly.
    pub fn decrypt_through(&self, service: &'static str) -> Statement {
        decrypt_through(service, self.arn())
    }

    /// For a role's policy: encrypting and decrypting with this key through one service, such as `s3`.
    pub fn use_through(&self, service: &'static str) -> Statement {
        Statement::allow(["kms:Decrypt", "kms:GenerateDataKey"]).on(self.arn()).when(
            "StringEquals",
            "kms:ViaService",
            endpoint(service),
        )
    }
}

pub(super) fn decrypt_through(service: &'static str, key: impl IntoVal<Str>) -> Statement {
    Statement::allow(["kms:Decrypt"]).on(key).when("StringEquals", "kms:ViaService", endpoint(service))
}

/// The name under which KMS knows a service.
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service>
fn endpoint(service: &'static str) -> Val<Str> {
    join![service, ".", region(), ".amazonaws.com"]
}
