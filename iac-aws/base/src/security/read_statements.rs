//! Reading the secret that a pointer leads to.

use crate::policy::Statement;
use crate::security::encryption_key::decrypt_through;
use iac_aws_cfn::{rds, secrets_manager};
use iac_core::prelude::*;
use iac_core::{Expr, Handle, SecretSource, Value};

/// What a role must be allowed in order to read a secret that a pointer leads to. The customer key is included where the
/// secret belongs to this stack; for another stack's, add
/// [`EncryptionKeyHandle::decrypt_through`](super::EncryptionKeyHandle::decrypt_through).
pub fn read_statements(stack: &Stack, secret: &SecretRef) -> Vec<Statement> {
    match secret.source() {
        SecretSource::SsmSecure(name) => {
            let name = name.trim_start_matches('/').to_owned();
            let arn = join!["arn:", partition(), ":ssm:", region(), ":", account_id(), ":parameter/", name];
            vec![Statement::allow(["ssm:GetParameters"]).on(arn)]
        }
        SecretSource::SecretsManager { arn, .. } => {
            let read = Statement::allow(["secretsmanager:GetSecretValue"]).on(Val::<Str>::of(arn.clone()));
            let key = match arn {
                Value::Expr(expr) => match **expr {
                    Expr::Ref(node) => stack.property(secrets_manager::SecretRef::from_node(node), "KmsKeyId"),
                    // The password that RDS keeps.
                    Expr::GetAtt(node, _) => stack
                        .property(rds::DbInstanceRef::from_node(node), "MasterUserSecret")
                        .and_then(|secret| field_of(secret, "KmsKeyId")),
                    _ => None,
                },
                _ => None,
            };
            let decrypt = key.map(|key| decrypt_through("secretsmanager", Val::<Str>::of(key.clone())));
            [read].into_iter().chain(decrypt).collect()
        }
    }
}

fn field_of<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Map(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
        _ => None,
    }
}
