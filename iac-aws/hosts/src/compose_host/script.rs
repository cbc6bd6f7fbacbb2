//! What the machine does when it starts.

use super::ComposeHost;
use super::service::escaped;
use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_cfn::ec2;
use iac_core::prelude::*;
use iac_core::{Expr, Field, SecretSource, Text, Value, join_parts, json_text};

/// The release of Compose, and what its files must be.
/// Source: <https://github.com/docker/compose/releases/tag/v2.40.3>
const COMPOSE: &str = "v2.40.3";
const X86: &str = "dba9d98e1ba5bfe11d88c99b9bd32fc4a0624a30fafe68eea34d61a3e42fd372";
const ARM: &str = "d26373b19e89160546d15407516cc59f453030d9bc5b43ba7faf16f7b4980137";

impl ComposeHost {
    pub(super) fn script(
        &self,
        stack: &Stack,
        volume: ec2::VolumeRef,
        address: Option<ec2::EipRef>,
        logs: &LogGroupHandle,
    ) -> Val<Str> {
        let text = |text: &'static str| Value::Str(Text::Borrowed(text));
        let mut parts =
            vec![text("#!/bin/bash\nset -euo pipefail\nexport AWS_DEFAULT_REGION="), region().into_plain_value()];
        parts.push(text("\ntrap 'status=$?; /opt/aws/bin/cfn-signal -e $status --region $AWS_DEFAULT_REGION --stack "));
        parts.push(stack_name().into_plain_value());
        parts.push(Value::Str(format!(" --resource {} || true' EXIT\n", stack.logical_id()).into()));
        parts.push(text(include_str!("start.sh")));
        if let Some(address) = address {
            parts.push(text(
                "aws ec2 associate-address --instance-id \"$instance\" --allow-reassociation --allocation-id ",
            ));
            parts.push(address.allocation_id().into_plain_value());
            parts.push(text("\n"));
        }
        parts.push(text("volume="));
        parts.push(volume.volume_id().into_plain_value());
        parts.push(text("\n"));
        parts.push(text(include_str!("volume.sh")));
        let (machine, sum) = if self.instance.arm { ("aarch64", ARM) } else { ("x86_64", X86) };
        parts.push(Value::Str(
            format!("compose_release={COMPOSE}\ncompose_file=docker-compose-linux-{machine}\ncompose_sum={sum}\n")
                .into(),
        ));
        parts.push(text(include_str!("docker.sh")));
        if !Image::pull_statements(self.services.iter().map(|service| &service.image)).is_empty() {
            parts.push(text(include_str!("registry.sh")));
        }
        parts.push(text("cat > /etc/compose/services.yaml <<'EndOfServices'\n"));
        parts.push(json_text(&self.document(logs)).into_plain_value());
        parts.push(text("\nEndOfServices\n"));
        if let Some(file) = &self.file {
            parts.push(text("cat > /etc/compose/own.yaml <<'EndOfFile'\n"));
            parts.push(file.clone());
            parts.push(text("\nEndOfFile\n"));
        }
        self.secrets(&mut parts);
        let own = if self.file.is_some() { " -f /etc/compose/own.yaml" } else { "" };
        let files = format!("docker compose -p host -f /etc/compose/services.yaml{own}");
        parts.push(Value::Str(format!("{files} up --detach --wait --wait-timeout 600\n").into()));
        parts.push(text("rm -rf /run/compose\n"));
        join_parts(parts.into_iter().flat_map(flat))
    }

    /// JSON, which is YAML.
    fn document(&self, logs: &LogGroupHandle) -> Value {
        let services = self.services.iter().map(|one| Field::new(one.name.clone(), one.definition(logs))).collect();
        let mut configs = Vec::new();
        for service in &self.services {
            for (at, (_, content)) in service.configs.iter().enumerate() {
                let content = Value::map([("content", escaped(content))]);
                configs.push(Field::new(Text::Owned(service.config_name(at)), content));
            }
        }
        let mut fields = vec![("services", Value::Map(services))];
        if !configs.is_empty() {
            fields.push(("configs", Value::Map(configs)));
        }
        Value::map(fields)
    }

    /// Files in memory that only root reads, one for each service: names and values, as they are.
    fn secrets(&self, parts: &mut Vec<Value>) {
        let text = |text: String| Value::Str(text.into());
        parts.push(Value::Str(Text::Borrowed("install -d -m 700 /run/compose\n")));
        for service in self.services.iter().filter(|service| !service.secrets.is_empty()) {
            parts.push(text(format!("install -m 600 /dev/null {}\n", service.secret_file())));
            for (name, secret) in &service.secrets {
                parts.push(Value::Str(Text::Borrowed("value=$(")));
                match secret.source() {
                    SecretSource::SecretsManager { arn, field } => {
                        let fetch =
                            "aws secretsmanager get-secret-value --query SecretString --output text --secret-id '";
                        parts.push(Value::Str(Text::Borrowed(fetch)));
                        parts.push(arn.clone());
                        let field = field.as_ref().map(|field| format!(" | jq -er '.[\"{field}\"]'"));
                        parts.push(text(format!("'{}", field.unwrap_or_default())));
                    }
                    SecretSource::SsmSecure(name) => parts.push(text(format!(
                        "aws ssm get-parameters --with-decryption --query 'Parameters[0].Value' --output text --names '{name}'"
                    ))),
                }
                parts.push(text(format!(")\nprintf '%s=%s\\n' {name} \"$value\" >> {}\n", service.secret_file())));
            }
        }
    }
}

/// The parts of what is itself put together of parts.
fn flat(part: Value) -> Vec<Value> {
    match part {
        Value::Expr(expr) => match *expr {
            Expr::Join(delimiter, Value::List(inner)) if delimiter.is_empty() => {
                inner.into_iter().flat_map(flat).collect()
            }
            expr => vec![expr.into()],
        },
        part => vec![part],
    }
}
