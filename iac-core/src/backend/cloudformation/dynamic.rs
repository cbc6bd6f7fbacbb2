//! Dynamic references: text that CloudFormation replaces while it deploys, and shows nowhere.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>

use crate::value::{Expr, SecretSource, Value};

/// The text of an expression that is written as a dynamic reference.
pub(super) fn reference(expr: &Expr) -> Option<Value> {
    Some(match expr {
        Expr::Secret(SecretSource::SsmSecure(name)) => text("{{resolve:ssm-secure:", Value::Str(name.clone()), "}}"),
        Expr::Secret(SecretSource::SecretsManager { arn, field }) => {
            let end = field.as_ref().map_or(":SecretString}}".into(), |field| format!(":SecretString:{field}}}}}"));
            text("{{resolve:secretsmanager:", arn.clone(), &end)
        }
        Expr::Opaque(function, body) if function.starts_with("resolve:") => {
            text(&format!("{{{{{function}:"), body.clone(), "}}")
        }
        _ => return None,
    })
}

fn text(start: &str, body: Value, end: &str) -> Value {
    match body {
        Value::Str(body) => Value::Str(format!("{start}{body}{end}").into()),
        body => {
            let parts = vec![Value::Str(start.to_owned().into()), body, Value::Str(end.to_owned().into())];
            Expr::Join("".into(), Value::List(parts)).into()
        }
    }
}
