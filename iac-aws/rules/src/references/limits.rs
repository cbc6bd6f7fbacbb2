use iac_core::check::{Eval, Findings, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// The template is larger somewhere than CloudFormation, or the service, takes, or has no resource at all.
    ///
    /// A template has at least one resource. A parameter's value has at most 4,096 bytes, a mapping 200 rows of 200
    /// cells, user data 16 KB before it is encoded.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-guide.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>,
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html>.
    pub(crate) TEMPLATE_LIMIT: "template-limit", Error, check
}

const PARAMETER_BYTES: usize = 4_096;
const MAPPING: usize = 200;
const USER_DATA: usize = 16 * 1_024;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        let mut fault =
            |id: &str, place, message: String, help: &str| findings.elsewhere(number, id, place, message, help);
        // A template that is read without one has been told so already.
        if stack.resources.is_empty() && stack.source.is_none() {
            let message = format!("the stack `{}` has no resource; CloudFormation wants at least one", stack.name);
            fault("Resources", stack.place, message, "add a resource, or leave the stack out of the app");
        }
        for (id, parameter) in &stack.parameters {
            let bytes = parameter.default.as_ref().map_or(0, |text| text.len());
            if bytes > PARAMETER_BYTES {
                let message = format!("the default of `{id}` has {bytes} bytes, of {PARAMETER_BYTES} allowed");
                fault(id, parameter.place, message, "put it into a file, or into a parameter of Systems Manager");
            }
        }
        for (id, mapping) in &stack.mappings {
            let most = mapping.rows.iter().map(|(_, cells)| cells.len()).chain([mapping.rows.len()]).max().unwrap_or(0);
            if most > MAPPING {
                let message = format!("the mapping `{id}` has {most} keys beside each other, of {MAPPING} allowed");
                fault(id, mapping.place, message, "divide it in two");
            }
        }
    }
    user_data(world, findings);
}

fn user_data<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, path) in [
        ("AWS::AutoScaling::LaunchConfiguration", &["UserData"][..]),
        ("AWS::EC2::Instance", &["UserData"]),
        ("AWS::EC2::LaunchTemplate", &["LaunchTemplateData", "UserData"]),
    ] {
        for res in world.all(kind) {
            let Some(value) = path.split_first().and_then(|(first, rest)| {
                rest.iter().try_fold(res.node().property(first)?, |value, name| match value {
                    Value::Map(fields) => fields.iter().find(|field| field.name == *name).map(|field| &field.value),
                    _ => None,
                })
            }) else {
                continue;
            };
            let Value::Expr(expr) = value else { continue };
            let Expr::Base64(text) = &**expr else { continue };
            let bytes = known_bytes(&world.eval(res.stack_number(), text));
            if bytes > USER_DATA {
                let message = format!("the user data has at least {bytes} bytes, of {USER_DATA} allowed");
                findings.at(res, &path.join("."), message, "fetch the script from a bucket, or bake it into the image");
            }
        }
    }
}

/// At least so many bytes: those that are known.
fn known_bytes(value: &Eval<'_>) -> usize {
    match value {
        Eval::Joined(parts) => parts.iter().map(known_bytes).sum(),
        known => known.text().map_or(0, |text| text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::TEMPLATE_LIMIT;
    use crate::testing::{finds, silent};
    use iac_core::check::check;
    use iac_core::prelude::Stack;
    use iac_core::resolve::resolve;

    const TOPIC: &str = "Resources: {T: {Type: AWS::SNS::Topic}}\n";

    #[test]
    fn too_much() {
        let default = format!("Parameters: {{P: {{Type: String, Default: {}}}}}\n{TOPIC}", "x".repeat(4_097));
        finds(TEMPLATE_LIMIT, &default, "P", "has 4097 bytes");
        let rows: String = (0..201).map(|row| format!("r{row}: {{a: b}}, ")).collect();
        finds(TEMPLATE_LIMIT, &format!("Mappings: {{M: {{{rows}}}}}\n{TOPIC}"), "M", "has 201 keys");
        let data = "y".repeat(16_385);
        let instance =
            format!("Resources: {{I: {{Type: AWS::EC2::Instance, Properties: {{UserData: !Base64 '{data}'}}}}}}");
        finds(TEMPLATE_LIMIT, &instance, "I", "at least 16385 bytes");
    }

    #[test]
    fn a_program_without_a_resource() {
        let mut stack = Stack::new("main");
        stack.output("Value", "x");
        let line = line!() - 2;
        let (graph, findings) = resolve(stack.into(), "test");
        assert!(findings.is_empty(), "{findings:#?}");
        let found = check(&graph, &[TEMPLATE_LIMIT]).findings;
        assert_eq!((found.len(), found[0].place.map(|place| place.line())), (1, Some(line)), "{found:#?}");
        assert!(found[0].message.contains("`main` has no resource"), "{}", found[0].message);
    }

    #[test]
    fn just_enough() {
        silent(
            TEMPLATE_LIMIT,
            &format!("Parameters: {{P: {{Type: String, Default: {}}}}}\n{TOPIC}", "x".repeat(4_096)),
        );
        let instance = "Resources: {I: {Type: AWS::EC2::Instance, Properties: {UserData: !Base64 'yes'}}}";
        silent(TEMPLATE_LIMIT, instance);
    }
}
