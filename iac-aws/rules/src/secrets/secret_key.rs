use super::keys::{Attached, asked, attached, of_secret, secret};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A secret does not have the key that is asked for.
    ///
    /// A secret's text is JSON, whose keys are those of `SecretStringTemplate`, `GenerateStringKey` or `SecretString`, and
    /// what an attachment to a database adds. The deployment fails, or every task stops before it starts, when another
    /// key is asked for, or any key of a secret that is plain text.
    ///
    /// Ask for a key that it has, or add the key. A container's `ValueFrom` ends with `:key:stage:version`, with both
    /// colons even where stage and version are left out.
    pub(crate) SECRET_KEY: "secret-key", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let attached = attached(world);
    for one in asked(world) {
        if let Some(secret) = secret(world, &one.secret) {
            lacks(&attached, findings, one.by, one.property, secret, &one.key);
        } else if managed(&one.secret) && !["username", "password"].contains(&&*one.key) {
            let message = format!("{} asks for the key `{}` of a secret that RDS manages", one.by.path(), one.key);
            findings.at(one.by, one.property, message, "it has the keys `username` and `password`");
        }
    }
    for project in world.all("AWS::CodeBuild::Project") {
        for variable in project.get("Environment.EnvironmentVariables").items() {
            if variable.at("Type").text().is_some_and(|kind| kind == "SECRETS_MANAGER") {
                of_build(world, &attached, findings, project, variable.at("Value"));
            }
        }
    }
    for task in world.all("AWS::ECS::TaskDefinition") {
        for container in task.get("ContainerDefinitions").items() {
            let log = container.at("LogConfiguration.SecretOptions");
            for given in container.at("Secrets").items().iter().chain(log.items()) {
                value_from(world, &attached, findings, task, given.at("ValueFrom"));
            }
        }
    }
}

/// A secret of a build: `id:key:stage:version`, of which all but the first may be left out.
/// <https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager>
fn of_build<'g>(
    world: &World<'g>,
    attached: &Attached,
    findings: &mut Findings<'_, 'g>,
    project: Res<'_, 'g>,
    value: &Eval<'g>,
) {
    let Eval::Joined(parts) = value else { return };
    let [from @ Eval::Ref(_), Eval::Text(rest)] = &parts[..] else { return };
    let key = rest.strip_prefix(':').and_then(|rest| rest.split(':').next());
    if let (Some(key), Some(secret)) = (key.filter(|key| !key.is_empty()), secret(world, from)) {
        lacks(attached, findings, project, "Environment", secret, key);
    }
}

/// A secret in a container: `arn:key:stage:version`.
fn value_from<'g>(
    world: &World<'g>,
    attached: &Attached,
    findings: &mut Findings<'_, 'g>,
    task: Res<'_, 'g>,
    value: &Eval<'g>,
) {
    let Eval::Joined(parts) = value else { return };
    let [from @ Eval::Ref(_), Eval::Text(rest)] = &parts[..] else { return };
    let Some(rest) = rest.strip_prefix(':') else { return };
    let secret = secret(world, from);
    let managed = managed(from);
    if secret.is_none() && !managed {
        return;
    }
    let key = rest.split(':').next().unwrap_or_default();
    if rest.matches(':').count() != 2 {
        let message = format!("{} asks for `…:{rest}` of a secret, which ECS cannot read", task.path());
        findings.at(task, "ContainerDefinitions", message, format!("write `…:{key}::`, with both colons at its end"));
    } else if let Some(secret) = secret.filter(|_| !key.is_empty()) {
        lacks(attached, findings, task, "ContainerDefinitions", secret, key);
    } else if managed && !["", "username", "password"].contains(&key) {
        let message = format!("{} asks for the key `{key}` of a secret that RDS manages", task.path());
        findings.at(task, "ContainerDefinitions", message, "it has the keys `username` and `password`");
    }
}

/// Whether a value is the secret that RDS makes for a database's master user.
fn managed(value: &Eval<'_>) -> bool {
    value.reference().is_some_and(|reference| reference.attribute == "MasterUserSecret.SecretArn")
}

fn lacks<'g>(
    attached: &Attached,
    findings: &mut Findings<'_, 'g>,
    by: Res<'_, 'g>,
    property: &str,
    secret: Res<'_, 'g>,
    key: &str,
) {
    let Some(keys) = of_secret(attached, secret) else {
        return findings.assume(by, format!("{} has the key `{key}`: its text is not known", secret.path()));
    };
    if keys.iter().any(|own| own == key) {
        return;
    }
    let message = format!("{} asks for the key `{key}` of {}, which does not have it", by.path(), secret.path());
    let help = match keys.is_empty() {
        true => {
            "the secret is plain text: leave the key out, or give it `SecretStringTemplate` and `GenerateStringKey`"
                .into()
        }
        false => format!("it has {}", keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
    };
    findings.between(by, property, message, help, &[(secret, "the keys are made here")]);
}

#[cfg(test)]
mod tests {
    use super::SECRET_KEY;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: login, GenerateSecretString: {SecretStringTemplate:
    '{"username":"app"}', GenerateStringKey: password}}}
  Plain: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 32}}}
  Known: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: !Sub '{"host":"${AWS::Region}","key":"x"}'}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, Secrets: [{Name: A, ValueFrom: FROM}]}]}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: PASSWORD}}
"#;

    fn with(from: &str, password: &str) -> String {
        TEMPLATE.replace("FROM", from).replace("PASSWORD", password)
    }

    #[test]
    fn keys_that_are_missing() {
        for from in ["!Sub '${Secret}:pasword::'", "!Join ['', [!Ref Secret, ':host::']]", "!Sub '${Plain}:password::'"]
        {
            finds(SECRET_KEY, &with(from, "x"), "Task", "which does not have it");
        }
        finds(SECRET_KEY, &with("!Sub '${Secret}:password'", "x"), "Task", "which ECS cannot read");
        for password in [
            "!Sub '{{resolve:secretsmanager:${Secret}:SecretString:pass}}'",
            "'{{resolve:secretsmanager:login:SecretString:pass}}'",
            "!Sub '{{resolve:secretsmanager:${Known}:SecretString:pw}}'",
        ] {
            finds(SECRET_KEY, &with("a", password), "Db", "which does not have it");
        }
    }

    #[test]
    fn keys_of_builds() {
        let build = |value: &str| {
            with("a", "x")
                + &format!(
                    "  B: {{Type: AWS::CodeBuild::Project, Properties: {{Environment: {{EnvironmentVariables: [{{Name: A, Type: SECRETS_MANAGER, Value: {value}}}]}}}}}}\n"
                )
        };
        finds(SECRET_KEY, &build("!Sub '${Secret}:pasword'"), "B", "which does not have it");
        silent(SECRET_KEY, &build("!Sub '${Secret}:password'"));
        silent(SECRET_KEY, &build("!Sub '${Secret}'"));
    }

    #[test]
    fn keys_that_are_there() {
        for from in ["!Sub '${Secret}:password::'", "!Ref Secret", "!Sub '${Known}:key::'", "!ImportValue a"] {
            silent(SECRET_KEY, &with(from, "!Sub '{{resolve:secretsmanager:${Secret}:SecretString:password}}'"));
        }
        let attached = with("!Sub '${Secret}:host::'", "x")
            + "  At: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Secret, TargetId: !Ref Db}}\n";
        silent(SECRET_KEY, &attached);
    }
}
