use super::model::Model;
use super::path::Path;
use super::templates::is_open;
use iac_aws_schema::nearest;
use iac_core::check::{Eval, Findings, Res, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// `Fn::GetAtt` asks for an attribute that the resource does not have.
    ///
    /// CloudFormation refuses the template, whatever conditions say. What custom resources, modules and other vendors'
    /// types give is not known.
    ///
    /// Write an attribute that the type gives; the nearest is suggested.
    pub(crate) UNKNOWN_ATTRIBUTE: "unknown-attribute", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let model = Model::of(world);
    for (number, stack) in world.graph.stacks.iter().enumerate().filter(|(_, stack)| !is_open(stack)) {
        for res in (0..stack.resources.len()).filter_map(|at| world.resource_at((number, at))) {
            for field in &res.node().properties {
                attributes(&field.value, &Path::Name(&Path::Root, &field.name), &mut |value, path| {
                    if let Some((message, help)) = fault(world, &model, number, value) {
                        findings.at(res, &path.to_string(), format!("`{path}`: {message}"), help);
                    }
                });
            }
        }
        for (id, output) in &stack.outputs {
            attributes(&output.value, &Path::Root, &mut |value, _| {
                if let Some((message, help)) = fault(world, &model, number, value) {
                    findings.elsewhere(number, id, output.place, message, help);
                }
            });
        }
    }
}

/// Calls `found` for every `Fn::GetAtt`, with its path.
fn attributes<'g>(value: &'g Value, path: &Path<'_>, found: &mut impl FnMut(&'g Value, &Path<'_>)) {
    match value {
        Value::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| attributes(item, &Path::Index(path, index), found));
        }
        Value::Map(fields) => {
            fields.iter().for_each(|field| attributes(&field.value, &Path::Name(path, &field.name), found));
        }
        Value::Expr(expr) => match &**expr {
            Expr::GetAtt(..) => found(value, path),
            // The members of its list are not members of the property.
            Expr::Join(_, Value::List(parts)) => parts.iter().for_each(|part| attributes(part, path, found)),
            other => other.operands().for_each(|operand| attributes(operand, path, found)),
        },
        _ => {}
    }
}

fn fault<'g>(world: &World<'g>, model: &Model, stack: usize, value: &'g Value) -> Option<(String, String)> {
    let Eval::Ref(reference) = world.eval(stack, value) else { return None };
    let target: Res<'_, 'g> = reference.target(world)?;
    // What SAM makes of a type may give more.
    let of = model.resource_type(target.kind()).filter(|of| of.transform.is_none())?;
    if model.attribute(&of, reference.attribute).is_some() {
        return None;
    }
    let names = || of.attributes.iter().map(|attribute| attribute.name);
    let help = match nearest(reference.attribute, names()).first() {
        Some(near) => format!("write `{near}`"),
        None if of.attributes.is_empty() => "it has no attributes at all: use `Ref`".to_owned(),
        None => format!("its attributes are {}", super::path::listed(names(), "and")),
    };
    Some((format!("{} ({}) has no attribute `{}`", target.path(), of.name, reference.attribute), help))
}

#[cfg(test)]
mod tests {
    use super::UNKNOWN_ATTRIBUTE;
    use crate::testing::{finds, silent};

    const WIRED: &str = r#"
Conditions: {Never: !Equals [a, b]}
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Stack: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t}}
  Own: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt Stack.Outputs.Token}}
  Queue: {Type: AWS::SQS::Queue}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
          - Resource: !GetAtt Queue.Arn
            Condition: {ArnEquals: {aws:SourceArn: !Sub "${Topic.TopicArn}"}}
            Sid: !If [Never, !GetAtt Own.Whatever, a]
"#;

    #[test]
    fn attributes_that_exist() {
        silent(UNKNOWN_ATTRIBUTE, WIRED);
    }

    #[test]
    fn an_attribute_that_does_not_exist() {
        finds(
            UNKNOWN_ATTRIBUTE,
            &WIRED.replace("Queue.Arn", "Queue.QueueArn"),
            "Policy",
            "has no attribute `QueueArn`",
        );
        let message = "`PolicyDocument.Statement[0].Resource`: template/Queue (AWS::SQS::Queue)";
        finds(UNKNOWN_ATTRIBUTE, &WIRED.replace("Queue.Arn", "Queue.ARNs"), "Policy", message);
    }

    #[test]
    fn in_text_in_a_branch_that_is_not_taken_and_in_an_output() {
        finds(UNKNOWN_ATTRIBUTE, &WIRED.replace("Topic.TopicArn", "Topic.Arns"), "Policy", "no attribute `Arns`");
        finds(UNKNOWN_ATTRIBUTE, &WIRED.replace("Own.Whatever", "Queue.Whatever"), "Policy", "no attribute `Whatever`");
        let output = format!("{WIRED}Outputs: {{Name: {{Value: !GetAtt Queue.Name}}}}\n");
        finds(UNKNOWN_ATTRIBUTE, &output, "Name", "no attribute `Name`");
    }
}
