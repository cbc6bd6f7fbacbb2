//! What a container finds in its environment.

use iac_aws_cfn::ecs::task_definition::{KeyValuePair, Secret};
use iac_core::prelude::*;
use iac_core::{SecretSource, Text, Value};

/// Reports a name that a shell could not read, that is set twice, or that ECS sets itself.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-fargate.html>
pub fn check_variable(stack: &mut Stack, name: &str, taken: bool) {
    const SET_BY_ECS: [&str; 6] = [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_REGION",
        "ECS_AGENT_URI",
        "ECS_CONTAINER_METADATA_URI_V4",
    ];
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        let message = format!("`{name}` cannot be the name of an environment variable");
        stack.error("bad-variable-name", message, "use letters, digits and underscores, and no digit in front");
    }
    if taken {
        let message = format!("the container has two environment variables named `{name}`");
        stack.error("duplicate-variable", message, "set it once, either with `env` or with `secret`");
    }
    if SET_BY_ECS.contains(&name) {
        let message = format!("the environment variable `{name}` is set by ECS itself");
        stack.warn("reserved-variable", message, "leave it out, or give your own setting another name");
    }
}

/// A variable as a task definition names it.
pub fn variable(name: Text, value: Value) -> KeyValuePair {
    KeyValuePair::new().name(text(&name)).value(Val::<Str>::of(value))
}

/// A secret as a task definition names it: `<arn>:<field>::`, or the ARN of a parameter of Systems Manager.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html>
pub fn secret_variable(name: Text, secret: &SecretRef) -> Secret {
    let from = match secret.source() {
        SecretSource::SecretsManager { arn, field: None } => Val::of(arn.clone()),
        SecretSource::SecretsManager { arn, field: Some(field) } => {
            join![Val::<Str>::of(arn.clone()), format!(":{field}::")]
        }
        SecretSource::SsmSecure(parameter) => {
            let name = parameter.trim_start_matches('/').to_owned();
            join!["arn:", partition(), ":ssm:", region(), ":", account_id(), ":parameter/", name]
        }
    };
    Secret::new(text(&name), from)
}

pub(super) fn text(text: &Text) -> Val<Str> {
    Val::of(Value::Str(text.clone()))
}
