use super::literals::{self, Found, flat};
use super::{names, variables};
use iac_core::check::{Eval, Findings, Res, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// A secret stands in clear.
    ///
    /// Whoever may read the template, the task definition, the function or the instance reads the password, token or key
    /// in it, and so does every log of a deployment. It cannot be taken back: it must be replaced.
    ///
    /// Keep it in Secrets Manager and hand it on by reference: a container's `Secrets`, `{{resolve:secretsmanager:…}}` in
    /// a property that takes passwords, or a call from the program itself. For an address, hand on the password alone.
    pub(crate) CLEAR_SECRET: "clear-secret", Error, check
}

const HELP: &str = "keep it in an `AWS::SecretsManager::Secret` and hand on a reference to it";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (res, has_secrets, variables) in variables::all(world) {
        for variable in variables {
            let text = flat(&variable.value);
            let secret = names::is_secret(&variable.name);
            let at = format!("the variable `{}` of {}", variable.name, res.path());
            let known = variable.value.text().is_some();
            if secret && known && names::is_value(&variable.name, &text) && !names_a_secret(world, &text) {
                findings.at(res, variable.property, format!("{at} holds a secret in clear"), HELP);
            } else if literals::has_secret(&text) {
                let message = format!("{at} shows the value of a secret to everyone who may describe it");
                match has_secrets {
                    true => {
                        findings.at(res, variable.property, message, "name it in the container's `Secrets` instead")
                    }
                    false => {
                        let help = "a variable is shown even where its parameter has `NoEcho`: put the value into an \
                                    `AWS::SecretsManager::Secret`, hand on its ARN and read it when the program starts";
                        findings.warning(res, variable.property, message, help)
                    }
                }
            } else if let Some(parameter) = echoed(res, &variable.value).filter(|_| secret) {
                let message = format!("{at} holds the parameter `{parameter}` in clear");
                findings.at(res, variable.property, message, HELP);
            }
        }
    }
    for res in world.resources() {
        for field in &res.node().properties {
            let mut worth = Worth::default();
            look(&field.value, &mut worth);
            if worth.text {
                let mut found = None;
                res.eval(&field.value).visit(&mut |value| found = found.or_else(|| literals::find(&flat(value))));
                // Variables have told of the secrets in them.
                if let Some(found) = found.filter(|found| *found != Found::Resolved) {
                    let message = format!("`{}` of {} holds {} in clear", field.name, res.path(), found.what());
                    findings.at(res, &field.name, message, HELP);
                }
            }
            for data in worth.encoded {
                script(findings, res, &field.name, &flat(&res.eval(data)));
            }
        }
    }
}

/// What of a property is worth a closer look.
#[derive(Default)]
struct Worth<'g> {
    text: bool,
    encoded: Vec<&'g Value>,
}

fn look<'g>(value: &'g Value, worth: &mut Worth<'g>) {
    match value {
        Value::Str(text) => worth.text |= literals::may_hold(text),
        Value::List(items) => items.iter().for_each(|item| look(item, worth)),
        Value::Map(fields) => fields.iter().for_each(|field| look(&field.value, worth)),
        Value::Expr(expr) => match &**expr {
            Expr::Base64(data) => worth.encoded.push(data),
            Expr::Join(_, list) | Expr::Split(_, list) => look(list, worth),
            Expr::If(_, yes, no) => [yes, no].into_iter().for_each(|branch| look(branch, worth)),
            _ => {}
        },
        _ => {}
    }
}

/// A script that an instance runs when it starts.
fn script<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, text: &str) {
    let mut say = |what: String| {
        let message = format!("what {} runs when it starts holds {what} in clear", res.path());
        findings.at(res, property, message, "let the instance read the secret with its role when it starts");
    };
    if let Some(found) = literals::find(text).filter(|found| *found != Found::Resolved) {
        return say(found.what().to_owned());
    }
    for word in text.split(|c: char| c.is_whitespace() || c == ';') {
        let Some((name, value)) = word.split_once('=') else { continue };
        let (name, value) = (name.trim_start_matches('-'), value.trim_matches(['"', '\'']));
        let literal = value.chars().all(|c| !c.is_control() && !"$`<".contains(c));
        if names::is_secret(name) && literal && names::is_value(name, value) {
            return say(format!("`{name}`"));
        }
    }
}

/// Whether a text is the name of a secret of the template.
fn names_a_secret(world: &World<'_>, text: &str) -> bool {
    world.all("AWS::SecretsManager::Secret").any(|secret| secret.get("Name").text().is_some_and(|name| name == text))
}

/// The parameter that a value is, where its value is shown to everyone.
pub(crate) fn echoed<'g>(res: Res<'_, 'g>, value: &Eval<'g>) -> Option<String> {
    let Eval::Unknown(name) = value else { return None };
    let name = name.strip_prefix("the parameter ")?;
    let parameter = res.stack().parameters.get(name)?;
    let is_text = parameter.parameter_type.to_string() == "String";
    (is_text && !parameter.no_echo && names::is_secret(name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::CLEAR_SECRET;
    use crate::testing::{finds, silent};

    fn task(variable: &str) -> String {
        format!(
            r#"
Parameters:
  Plain: {{Type: String, Default: hunter2hunter2}}
  Hidden: {{Type: String, NoEcho: true}}
  ApiToken: {{Type: String}}
  Host: {{Type: String}}
Mappings: {{Env: {{prod: {{Key: abcDEF123}}}}}}
Resources:
  Secret: {{Type: AWS::SecretsManager::Secret, Properties: {{Name: app-login}}}}
  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{ContainerDefinitions: [{{Name: a, Image: b}}, {{Name: c,
    Image: d, Environment: [{variable}]}}]}}}}
"#
        )
    }

    #[test]
    fn secrets_in_variables() {
        for variable in [
            "{Name: DB_PASSWORD, Value: hunter2}",
            "{Name: DB_PASSWORD, Value: !Ref Plain}",
            "{Name: ApiKey, Value: !FindInMap [Env, prod, Key]}",
            "{Name: DATABASE_URL, Value: 'postgres://app:hunter2@db.local/app'}",
            "{Name: DATABASE_URL, Value: !Sub 'postgres://app:${Plain}@${Host}/app'}",
            "{Name: DATABASE_URL, Value: !Join ['', ['postgres://app:hunter2@', !Ref Host]]}",
            "{Name: KEY, Value: AKIAIOSFODNN7EXAMPLE}",
        ] {
            finds(CLEAR_SECRET, &task(variable), "Task", "in clear");
        }
        let hidden = task("{Name: DATABASE_URL, Value: !Sub 'postgres://app:${Hidden}@${Host}/app'}");
        finds(CLEAR_SECRET, &hidden, "Task", "shows the value of a secret");
        finds(CLEAR_SECRET, &task("{Name: TOKEN, Value: !Ref ApiToken}"), "Task", "the parameter `ApiToken` in clear");
    }

    #[test]
    fn variables_that_hold_none() {
        for variable in [
            "{Name: DB_SECRET, Value: !Ref Secret}",
            "{Name: DB_SECRET, Value: app-login}",
            "{Name: DB_PASSWORD_FILE, Value: /run/secrets/db}",
            "{Name: REDIS_URL, Value: !Sub 'rediss://app@${Host}:6379'}",
            "{Name: MAX_TOKEN, Value: '4096'}",
            "{Name: CSRF_TOKEN, Value: enabled}",
        ] {
            silent(CLEAR_SECRET, &task(variable));
        }
    }

    #[test]
    fn scripts_of_instances() {
        let instance = |script: &str| {
            format!(
                "Resources: {{Host: {{Type: AWS::EC2::Instance, Properties: {{UserData: {{'Fn::Base64': \"{script}\"}}}}}}}}"
            )
        };
        finds(CLEAR_SECRET, &instance("export DB_PASSWORD=hunter2\\nrun"), "Host", "`DB_PASSWORD` in clear");
        finds(CLEAR_SECRET, &instance("curl https://u:hunter2@example.com"), "Host", "an address with its password");
        silent(CLEAR_SECRET, &instance("export DB_PASSWORD=$(aws secretsmanager get-secret-value)"));
    }

    #[test]
    fn keys_in_functions() {
        let function = |value: &str| {
            format!(
                "Resources: {{F: {{Type: AWS::Lambda::Function, Properties: {{Environment: {{Variables: {{API_TOKEN: {value}}}}}}}}}}}"
            )
        };
        finds(CLEAR_SECRET, &function("s3cr3t"), "F", "the variable `API_TOKEN` of template/F holds a secret in clear");
        finds(CLEAR_SECRET, &function("'{{resolve:secretsmanager:a}}'"), "F", "shows the value of a secret");
    }
}
