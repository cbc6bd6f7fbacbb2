use super::literals::{self, flat};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// An output prints a secret.
    ///
    /// Outputs are shown to everyone who may describe the stack, and exports to every stack of the region.
    ///
    /// Put out the ARN of the secret, never its value.
    pub(crate) PRINTED_SECRET: "printed-secret", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (name, output) in &stack.outputs {
            let value = world.eval(number, &output.value);
            let text = flat(&value);
            let key = value.references().into_iter().any(|reference| reference.attribute == "SecretAccessKey");
            let message = match literals::find(&text) {
                _ if key => format!("the output `{name}` prints a secret access key"),
                Some(found) => format!("the output `{name}` prints {}", found.what()),
                None => continue,
            };
            findings.elsewhere(number, name, output.place, message, "put out the ARN of a secret that holds it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PRINTED_SECRET;
    use crate::testing::{finds, silent};

    fn output(value: &str) -> String {
        format!(
            r#"
Parameters: {{Host: {{Type: String}}}}
Resources:
  Key: {{Type: AWS::IAM::AccessKey, Properties: {{UserName: a}}}}
  Secret: {{Type: AWS::SecretsManager::Secret}}
Outputs: {{Out: {{Value: {value}}}}}
"#
        )
    }

    #[test]
    fn outputs_that_print() {
        // Values of secrets and of hidden parameters are refused by every reader of a graph.
        finds(PRINTED_SECRET, &output("!GetAtt Key.SecretAccessKey"), "Out", "the output `Out` prints");
        finds(PRINTED_SECRET, &output("!Sub '${Host}:${Key.SecretAccessKey}'"), "Out", "prints a secret access key");
        finds(PRINTED_SECRET, &output("'https://u:hunter2@host'"), "Out", "an address with its password");
    }

    #[test]
    fn outputs_that_point() {
        silent(PRINTED_SECRET, &output("!Ref Secret"));
        silent(PRINTED_SECRET, &output("!Sub 'https://${Host}/a'"));
    }
}
