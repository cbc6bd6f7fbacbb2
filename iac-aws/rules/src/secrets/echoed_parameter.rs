use super::names;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A parameter that asks for a secret shows it.
    ///
    /// Without `NoEcho`, the console and `describe-stacks` show its value to everyone who may look at the stack.
    ///
    /// Give it `NoEcho: true`; better, ask for the ARN of a secret.
    pub(crate) ECHOED_PARAMETER: "echoed-parameter", Warning, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (name, parameter) in &stack.parameters {
            let is_text = parameter.parameter_type.to_string() == "String";
            // What has a choice of values, or a place as its default, is no secret.
            let place =
                parameter.default.as_deref().is_some_and(|text| !text.is_empty() && !names::is_value(name, text));
            let open = !parameter.no_echo && parameter.allowed_values.is_empty() && !place;
            if is_text && open && names::is_secret(name) {
                let message = format!("the parameter `{name}` asks for a secret and shows it to everyone");
                findings.elsewhere(number, name, parameter.place, message, "give it `NoEcho: true`");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ECHOED_PARAMETER;
    use crate::testing::{finds, silent};

    #[test]
    fn a_password_that_is_shown() {
        let shown = "Parameters: {DbPassword: {Type: String}}\nResources: {T: {Type: AWS::SNS::Topic}}";
        finds(ECHOED_PARAMETER, shown, "DbPassword", "shows it to everyone");
        silent(ECHOED_PARAMETER, &shown.replace("String", "String, NoEcho: true"));
        silent(
            ECHOED_PARAMETER,
            "Parameters: {CreateSecret: {Type: String, AllowedValues: [a, b]}}\nResources: {T: {Type: AWS::SNS::Topic}}",
        );
    }
}
