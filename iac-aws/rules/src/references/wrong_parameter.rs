use super::kinds::{self, Kind, article};
use super::shapes;
use iac_aws_schema::{Form, Property, SchemaId, resource_type};
use iac_core::check::{Findings, Res, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// A parameter whose type says what it is stands where something else belongs, or is of another kind than its type.
    ///
    /// CloudFormation looks a parameter of type `AWS::EC2::Subnet::Id` up before it deploys: its value is a subnet, and
    /// never fits where a security group is asked for. Its default must be one, too: an empty one is refused whenever
    /// nobody gives another.
    pub(crate) WRONG_PARAMETER: "wrong-parameter", Error, check
}

/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>
const TYPES: &[(&str, Kind<'static>)] = &[
    ("AWS::EC2::Image::Id", Kind { resource: "AWS::EC2::Image", form: Form::Id }),
    ("AWS::EC2::Instance::Id", Kind { resource: "AWS::EC2::Instance", form: Form::Id }),
    ("AWS::EC2::KeyPair::KeyName", Kind { resource: "AWS::EC2::KeyPair", form: Form::Name }),
    ("AWS::EC2::SecurityGroup::GroupName", Kind { resource: "AWS::EC2::SecurityGroup", form: Form::Name }),
    ("AWS::EC2::SecurityGroup::Id", Kind { resource: "AWS::EC2::SecurityGroup", form: Form::Id }),
    ("AWS::EC2::Subnet::Id", Kind { resource: "AWS::EC2::Subnet", form: Form::Id }),
    ("AWS::EC2::VPC::Id", Kind { resource: "AWS::EC2::VPC", form: Form::Id }),
    ("AWS::EC2::Volume::Id", Kind { resource: "AWS::EC2::Volume", form: Form::Id }),
    ("AWS::Route53::HostedZone::Id", Kind { resource: "AWS::Route53::HostedZone", form: Form::Id }),
];

/// What a parameter of a type is: `List<…>` and `AWS::SSM::Parameter::Value<…>` are what is in them.
fn kind_of(parameter_type: &str) -> Option<Kind<'static>> {
    let inner = parameter_type.rsplit('<').next().unwrap_or(parameter_type).trim_end_matches('>');
    TYPES.iter().find(|(name, _)| *name == inner).map(|(_, kind)| *kind)
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    defaults(world, findings);
    if world.graph.stacks.iter().all(|stack| {
        stack.parameters.values().all(|parameter| kind_of(&parameter.parameter_type.to_string()).is_none())
    }) {
        return;
    }
    for res in world.resources() {
        let Some(of) = resource_type(res.kind()) else { continue };
        for field in &res.node().properties {
            if let Some(property) = of.property(&field.name) {
                walk(world, findings, res, &property, &field.value, &field.name);
            }
        }
    }
}

fn defaults<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, parameter) in &stack.parameters {
            let of = parameter.parameter_type.to_string();
            let Some(kind) = kind_of(&of).filter(|_| !of.starts_with("AWS::SSM")) else { continue };
            let Some(default) = &parameter.default else { continue };
            for one in default.split(',').map(str::trim) {
                let shaped = shapes::id(one);
                let message = if one.is_empty() {
                    format!(
                        "the default of `{id}` is empty, but CloudFormation refuses what is not {}",
                        article(kind.resource)
                    )
                } else if shaped.is_some_and(|resource| resource != kind.resource) && kind.form == Form::Id {
                    format!("the default of `{id}` is `{one}`, but its type is `{of}`")
                } else {
                    continue;
                };
                let help = "leave the default out, so that one must be given, or give the type `String`";
                findings.elsewhere(number, id, parameter.place, message, help);
            }
        }
    }
}

fn walk<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &Property,
    value: &'g Value,
    path: &str,
) {
    let mut again = |value| walk(world, findings, res, property, value, path);
    match value {
        Value::List(items) => items.iter().for_each(again),
        Value::Map(fields) => {
            let mut below: SchemaId = property.schema;
            while let Some(items) = below.schema().items {
                below = items;
            }
            let schema = below.schema();
            for field in fields {
                if let Some(property) = schema.property(&field.name) {
                    walk(world, findings, res, &property, &field.value, &format!("{path}.{}", field.name));
                }
            }
        }
        Value::Expr(expr) => match &**expr {
            Expr::Parameter(node) => given(findings, res, property, node.index(), path),
            Expr::If(condition, yes, no) => {
                let holds = world.holds(res.stack_number(), *condition);
                [(yes, Some(false)), (no, Some(true))]
                    .into_iter()
                    .filter(|one| holds != one.1)
                    .for_each(|one| again(one.0));
            }
            Expr::Select(_, list) => again(list),
            _ => {}
        },
        _ => {}
    }
}

fn given<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &Property, parameter: usize, path: &str) {
    let Some((id, parameter)) = res.stack().parameters.get_index(parameter) else { return };
    let of = parameter.parameter_type.to_string();
    let Some(kind) = kind_of(&of) else { return };
    let wanted = kinds::wanted(res.kind(), path, property);
    if wanted.is_empty() || kinds::is_open(res.kind(), path) || kinds::fault(&wanted, false, kind).is_none() {
        return;
    }
    let wanted = kinds::wanted_words(&wanted);
    let message = format!("`{path}` takes {wanted}, but the parameter `{id}` is of type `{of}`");
    findings.at(res, path, message, "give the parameter that is meant, or this one the type that it has");
}

#[cfg(test)]
mod tests {
    use super::WRONG_PARAMETER;
    use crate::testing::{finds, silent};

    fn template(parameter_type: &str, property: &str) -> String {
        format!(
            "Parameters: {{P: {{Type: '{parameter_type}'}}}}\nResources:\n  It: {{Type: AWS::ECS::Service, Properties: {{NetworkConfiguration: {{AwsvpcConfiguration: {{{property}}}}}}}}}"
        )
    }

    #[test]
    fn another_type() {
        let found =
            |kind, property| finds(WRONG_PARAMETER, &template(kind, property), "It", "the parameter `P` is of type");
        found("AWS::EC2::VPC::Id", "Subnets: [!Ref P]");
        found("List<AWS::EC2::Subnet::Id>", "SecurityGroups: !Ref P");
        found("AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>", "Subnets: [!Ref P]");
        found("List<AWS::EC2::Subnet::Id>", "SecurityGroups: [!Select [0, !Ref P]]");
    }

    #[test]
    fn the_right_type() {
        silent(WRONG_PARAMETER, &template("List<AWS::EC2::Subnet::Id>", "Subnets: !Ref P"));
        silent(WRONG_PARAMETER, &template("AWS::EC2::Subnet::Id", "Subnets: [!Ref P]"));
        silent(WRONG_PARAMETER, &template("String", "Subnets: [!Ref P]"));
        silent(WRONG_PARAMETER, &template("List<AWS::EC2::SecurityGroup::Id>", "SecurityGroups: !Ref P"));
    }

    #[test]
    fn its_default() {
        let with = |default: &str| {
            format!(
                "Parameters: {{P: {{Type: 'AWS::EC2::VPC::Id', Default: '{default}'}}}}\nResources: {{T: {{Type: AWS::SNS::Topic}}}}"
            )
        };
        finds(WRONG_PARAMETER, &with("sg-12345678"), "P", "but its type is `AWS::EC2::VPC::Id`");
        finds(WRONG_PARAMETER, &with(""), "P", "is empty");
        silent(WRONG_PARAMETER, &with("vpc-12345678"));
    }
}
