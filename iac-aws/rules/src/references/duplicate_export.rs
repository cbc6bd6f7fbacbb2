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
    let mut of_all = std::collections::HashMap::new();
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        let mut known = std::collections::HashMap::new();
        for (id, output) in &stack.outputs {
            let Some(export) = output.export.as_ref().filter(|_| output.condition.is_none()) else { continue };
            let name = world.eval(number, export);
            // Names that nobody knows, such as what begins with the stack's own, may differ from stack to stack.
            if let Some(text) = name.text()
                && let Some((first, other)) = of_all.insert((stack.region.as_ref(), text.to_string()), (number, id))
                && first != number
            {
                let message = format!(
                    "`{other}` of the stack `{}` and `{id}` are both exported as `{text}`",
                    world.graph.stacks[first].name
                );
                findings.elsewhere(number, id, output.place, message, "give one of them another name");
            }
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
    use crate::testing::{finds, report_of_both, silent};

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
    fn two_stacks_of_one_region() {
        let stack = |name: &str| {
            format!(
                "Resources: {{T: {{Type: AWS::SNS::Topic}}}}\nOutputs: {{A: {{Value: a, Export: {{Name: {name}}}}}}}"
            )
        };
        let said =
            |first: &str, second: &str| report_of_both(DUPLICATE_EXPORT, [&stack(first), &stack(second)]).findings;
        let found = said("shared", "shared");
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains("are both exported as `shared`"), "{found:#?}");
        assert!(said("one", "other").is_empty());
        let own = "!Sub '${AWS::StackName}-a'";
        assert!(said(own, own).is_empty());
    }

    #[test]
    fn names_of_their_own() {
        silent(DUPLICATE_EXPORT, &outputs("a", "Export: {Name: b}"));
        silent(DUPLICATE_EXPORT, &outputs("a", "Condition: Never, Export: {Name: a}"));
    }
}
