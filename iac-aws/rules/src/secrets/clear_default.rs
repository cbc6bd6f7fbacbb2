use super::{literals, names};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// The default of a parameter is a secret.
    ///
    /// A default stands in the template, whose readers are many, and most deployments keep it. `NoEcho` hides what is
    /// typed, not the default.
    ///
    /// Leave out the default, or generate the secret with `AWS::SecretsManager::Secret` and drop the parameter.
    pub(crate) CLEAR_DEFAULT: "clear-default", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (name, parameter) in &stack.parameters {
            let Some(default) =
                parameter.default.as_deref().filter(|_| parameter.parameter_type.to_string() == "String")
            else {
                continue;
            };
            let lower = name.to_ascii_lowercase();
            // Names of users and of databases are often hidden too.
            let is_name = ["user", "name", "arn", "id"].iter().any(|end| lower.ends_with(end));
            let is_secret = names::is_secret(name) || parameter.no_echo && !is_name;
            let what = match literals::find(default) {
                Some(found) => found.what(),
                None if is_secret && names::is_value(name, default) => "a secret",
                None => continue,
            };
            let message = format!("the default of the parameter `{name}` holds {what} in clear");
            findings.elsewhere(number, name, parameter.place, message, "leave the default out, or generate the secret");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CLEAR_DEFAULT;
    use crate::testing::{finds, silent};

    #[test]
    fn defaults_in_clear() {
        for parameter in [
            "{Type: String, NoEcho: true, Default: hunter2}",
            "{Type: String, Default: 'postgres://app:hunter2@db/app'}",
        ] {
            finds(
                CLEAR_DEFAULT,
                &format!("Parameters: {{Login: {parameter}}}\nResources: {{T: {{Type: AWS::SNS::Topic}}}}"),
                "Login",
                "in clear",
            );
        }
        let named =
            "Parameters: {DbPassword: {Type: String, Default: hunter2}}\nResources: {T: {Type: AWS::SNS::Topic}}";
        finds(CLEAR_DEFAULT, named, "DbPassword", "`DbPassword` holds a secret in clear");
    }

    #[test]
    fn defaults_that_are_none() {
        let fine = r#"
Parameters:
  DbPassword: {Type: String, NoEcho: true}
  Token: {Type: String, NoEcho: true, Default: ''}
  DbSecretArn: {Type: String, Default: arn}
  ApiSecret: {Type: String, Default: /prod/api/secret}
  DbUser: {Type: String, NoEcho: true, Default: app}
  DbPasswordAtSsm: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /prod/password}
Resources: {T: {Type: AWS::SNS::Topic}}
"#;
        silent(CLEAR_DEFAULT, fine);
    }
}
