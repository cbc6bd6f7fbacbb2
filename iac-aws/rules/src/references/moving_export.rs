use iac_core::check::{Findings, World};

iac_core::rule! {
    /// An output exports what becomes another thing with each update.
    ///
    /// CloudFormation changes no export that another stack reads. A revision of a task definition or a version of a
    /// function is another one after each change: the stack that exports it cannot be updated any more.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html>.
    pub(crate) MOVING_EXPORT: "moving-export", Warning, check
}

/// What is replaced by each update, because nothing of it can be changed.
const REPLACED: [&str; 2] = ["AWS::ECS::TaskDefinition", "AWS::Lambda::Version"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, output) in stack.outputs.iter().filter(|(_, output)| output.export.is_some()) {
            let value = world.eval(number, &output.value);
            let Some(target) = world.target(&value).filter(|target| REPLACED.contains(&target.kind())) else {
                continue;
            };
            let message =
                format!("the output `{id}` exports {}, which is another one after each update", target.path());
            let help = "export what stays, such as the family or the function's name, or put both into one stack";
            findings.elsewhere(number, id, output.place, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MOVING_EXPORT;
    use crate::testing::{finds, silent};

    fn output(value: &str) -> String {
        format!(
            "Resources:\n  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{Family: a}}}}\n  \
             T: {{Type: AWS::SNS::Topic}}\nOutputs:\n  A: {{{value}}}"
        )
    }

    #[test]
    fn a_revision_pins_its_stack() {
        finds(MOVING_EXPORT, &output("Value: !Ref Task, Export: {Name: a}"), "A", "exports template/Task");
    }

    #[test]
    fn what_stays_does_not() {
        silent(MOVING_EXPORT, &output("Value: !Ref T, Export: {Name: a}"));
        silent(MOVING_EXPORT, &output("Value: !Ref Task"));
    }
}
