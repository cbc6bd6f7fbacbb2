use iac_core::check::{Findings, World};
use iac_core::json;

iac_core::rule! {
    /// A secret cannot be generated as it is described.
    ///
    /// `SecretStringTemplate` and `GenerateStringKey` go together: Secrets Manager adds a generated text under the key to
    /// the JSON object of the template, and refuses one without the other, and a template that is no JSON object. The
    /// text has 1 to 4096 signs. A secret is generated or given, not both.
    pub(crate) SECRET_TEMPLATE: "secret-template", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for secret in world.all("AWS::SecretsManager::Secret") {
        let generate = secret.get("GenerateSecretString");
        let mut say = |what: String, help: &str| findings.at(secret, "GenerateSecretString", what, help);
        let path = secret.path();
        if !generate.is_absent() && !secret.get("SecretString").is_absent() {
            say(format!("{path} is both generated and given"), "leave out `SecretString` or `GenerateSecretString`");
        }
        let (template, key) = (generate.at("SecretStringTemplate"), generate.at("GenerateStringKey"));
        if template.is_absent() != key.is_absent() {
            let missing = if key.is_absent() { "GenerateStringKey" } else { "SecretStringTemplate" };
            say(format!("{path} is generated without `{missing}`"), "set both, or neither for a plain text");
        }
        let is_object = |text: &str| json::read(text).is_ok_and(|template| template.as_map().is_some());
        if template.text().is_some_and(|text| !is_object(&text)) {
            let message = format!("the template of {path} is no JSON object: `{}`", template.shown());
            say(message, "write an object, such as `{\"username\": \"app\"}`");
        }
        if let Some(length) = generate.at("PasswordLength").int().filter(|length| !(1..=4096).contains(length)) {
            say(format!("{path} is generated with {length} signs"), "the length is 1 to 4096");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SECRET_TEMPLATE;
    use crate::testing::{finds, silent};

    fn secret(properties: &str) -> String {
        format!(
            "Resources: {{S: {{Type: AWS::SecretsManager::Secret, Properties: {{GenerateSecretString: {{{properties}}}}}}}}}"
        )
    }

    #[test]
    fn what_is_refused() {
        finds(SECRET_TEMPLATE, &secret("SecretStringTemplate: '{}'"), "S", "without `GenerateStringKey`");
        finds(SECRET_TEMPLATE, &secret("SecretStringTemplate: 'user', GenerateStringKey: p"), "S", "no JSON object");
        finds(SECRET_TEMPLATE, &secret("PasswordLength: 5000"), "S", "5000 signs");
    }

    #[test]
    fn what_is_generated() {
        silent(SECRET_TEMPLATE, &secret("SecretStringTemplate: '{\"a\":\"b\"}', GenerateStringKey: p"));
        silent(SECRET_TEMPLATE, &secret("PasswordLength: 32"));
    }
}
