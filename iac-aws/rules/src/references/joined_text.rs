use iac_aws_schema::{JsonType, resource_type};
use iac_core::check::{Eval, Findings, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// The members of a text are asked for, or a list stands where a text is put together.
    ///
    /// `Fn::Join` and `Fn::Select` take a list. What `Ref` of a resource gives is text, and so are most attributes:
    /// CloudFormation refuses the template. It also refuses a parameter that is a list inside of `Fn::Sub`, or among the
    /// members of `Fn::Join`.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html>.
    pub(crate) JOINED_TEXT: "joined-text", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for res in (0..stack.resources.len()).filter_map(|at| world.resource_at((number, at))) {
            for field in &res.node().properties {
                lists(&field.value, &mut |name, list| {
                    if let Some(message) = fault(world, number, name, list) {
                        findings.at(res, &field.name, message, HELP);
                    }
                });
            }
        }
        for (id, output) in &stack.outputs {
            lists(&output.value, &mut |name, list| {
                if let Some(message) = fault(world, number, name, list) {
                    findings.elsewhere(number, id, output.place, message, HELP);
                }
            });
        }
    }
}

const HELP: &str = "write it as a list, `[…]`, cut the text with `Fn::Split`, or join the list with `Fn::Join`";

/// A parameter that is a list, as a part of a text.
fn in_a_text<'g>(world: &World<'g>, stack: usize, part: &'g Value) -> Option<String> {
    let Value::Expr(expr) = part else { return None };
    let Expr::Parameter(node) = &**expr else { return None };
    let (name, parameter) = world.graph.stacks[stack].parameters.get_index(node.index())?;
    let of = parameter.parameter_type.to_string();
    let is_list = of == "CommaDelimitedList" || of.contains("List<");
    is_list.then(|| format!("the parameter `{name}` is a list ({of}), and stands inside of a text"))
}

/// Calls `found` for whatever must be a list.
fn lists<'g>(value: &'g Value, found: &mut impl FnMut(&'static str, &'g Value)) {
    match value {
        Value::List(items) => items.iter().for_each(|item| lists(item, found)),
        Value::Map(fields) => fields.iter().for_each(|field| lists(&field.value, found)),
        Value::Expr(expr) => {
            match &**expr {
                Expr::Join(_, list) => {
                    found("Fn::Join", list);
                    if let Value::List(items) = list {
                        items.iter().for_each(|item| found("", item));
                    }
                }
                Expr::Select(_, list) => found("Fn::Select", list),
                _ => {}
            }
            expr.operands().for_each(|operand| lists(operand, found));
        }
        _ => {}
    }
}

fn fault<'g>(world: &World<'g>, stack: usize, function: &str, list: &'g Value) -> Option<String> {
    if function.is_empty() {
        return in_a_text(world, stack, list);
    }
    let Eval::Ref(reference) = world.eval(stack, list) else { return None };
    let target = reference.target(world)?;
    let of = resource_type(target.kind()).filter(|of| of.transform.is_none())?;
    let what = if reference.is_ref() {
        format!("`Ref` of {}", target.path())
    } else {
        let types = of.attribute(reference.attribute)?.schema.schema().types;
        if types.is_any() || types.allow(JsonType::Array) {
            return None;
        }
        format!("`{}` of {}", reference.attribute, target.path())
    };
    Some(format!("`{function}` takes a list, but {what} is text"))
}

#[cfg(test)]
mod tests {
    use super::JOINED_TEXT;
    use crate::testing::{finds, silent};

    fn output(value: &str) -> String {
        format!(
            "Parameters: {{Zones: {{Type: CommaDelimitedList}}}}\nResources:\n  V: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: \
             10.0.0.0/16}}}}\n  T: {{Type: AWS::SNS::Topic, Properties: {{TopicName: {value}}}}}"
        )
    }

    #[test]
    fn text() {
        finds(JOINED_TEXT, &output("!Join ['-', !Ref V]"), "T", "`Ref` of template/V is text");
        finds(JOINED_TEXT, &output("!Join ['-', !GetAtt V.CidrBlock]"), "T", "`CidrBlock` of template/V is text");
        finds(JOINED_TEXT, &output("!Select [0, !GetAtt V.VpcId]"), "T", "`Fn::Select` takes a list");
    }

    #[test]
    fn lists() {
        for value in
            ["!Join ['-', !GetAtt V.CidrBlockAssociations]", "!Join ['-', !Ref Zones]", "!Join ['-', [!Ref V]]"]
        {
            silent(JOINED_TEXT, &output(value));
        }
        for value in ["!Sub 'a-${Zones}'", "!Join ['-', [a, !Ref Zones]]"] {
            finds(JOINED_TEXT, &output(value), "T", "the parameter `Zones` is a list");
        }
        silent(JOINED_TEXT, &output("!Select [0, !Split ['/', !GetAtt V.CidrBlock]]"));
    }
}
