use iac_core::check::{Findings, World};

iac_core::rule! {
    /// Two outputs are exported under one name.
    ///
    /// The name of an export is unique in an account and region: the second one makes the deployment fail.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>.
    pub(crate) DUPLICATE_EXPORT: "duplicate-export", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        let mut known = std::collections::HashMap::new();
        for (id, output) in &stack.outputs {
            let Some(export) = output.export.as_ref().filter(|_| output.condition.is_none()) else { continue };
            let name = world.eval(number, export);
            let Some(first) = known.insert(name.shown(), (id, name.clone())) else { continue };
            if first.1.same(&name) == Some(true) {
                let message = format!("the outputs `{}` and `{id}` are both exported as `{}`", first.0, name.shown());
                findings.elsewhere(number, id, output.place, message, "give one of them another name");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DUPLICATE_EXPORT;
    use crate::testing::{finds, silent};

    fn outputs(first: &str, second: &str) -> String {
        format!(
            "Conditions: {{Never: !Equals [a, b]}}\nResources: {{T: {{Type: AWS::SNS::Topic}}}}\n\
             Outputs:\n  A: {{Value: a, Export: {{Name: {first}}}}}\n  B: {{Value: b, {second}}}"
        )
    }

    #[test]
    fn names_that_are_taken() {
        finds(DUPLICATE_EXPORT, &outputs("a", "Export: {Name: a}"), "B", "are both exported as `a`");
        let stack = outputs("!Sub '${AWS::StackName}-a'", "Export: {Name: !Join ['-', [!Ref AWS::StackName, a]]}");
        finds(DUPLICATE_EXPORT, &stack, "B", "the outputs `A` and `B`");
    }

    #[test]
    fn names_of_their_own() {
        silent(DUPLICATE_EXPORT, &outputs("a", "Export: {Name: b}"));
        silent(DUPLICATE_EXPORT, &outputs("a", "Condition: Never, Export: {Name: a}"));
    }
}
