//! `Fn::Sub` where a `Join` of literals and references can be said with it: shorter, and what readers know.

use super::value::{parameter_id, resource_id};
use crate::graph::StackGraph;
use crate::value::{Expr, Pseudo, Value};

pub(super) struct Substitution;

impl Substitution {
    /// The text of an `Fn::Sub` that says the same as the join. `None` where it cannot, or where no reference is in it.
    pub(super) fn of_join(stack: &StackGraph, delimiter: &str, list: &Value) -> Option<String> {
        let Value::List(parts) = list else { return None };
        let mut text = String::with_capacity(64);
        let references = append(stack, delimiter, parts, &mut text)?;
        (references > 0).then_some(text)
    }
}

fn append(stack: &StackGraph, delimiter: &str, parts: &[Value], text: &mut String) -> Option<u32> {
    let mut references = 0;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            literal(delimiter, text)?;
        }
        match part {
            Value::Str(part) => literal(part, text)?,
            Value::Expr(expr) => match &**expr {
                Expr::Join(delimiter, Value::List(parts)) => references += append(stack, delimiter, parts, text)?,
                expr => {
                    reference(stack, expr, text)?;
                    references += 1;
                }
            },
            _ => return None,
        }
    }
    Some(references)
}

/// `${` in a literal would be read as a reference, so that `${name}` is written as `${!name}`. What would be one only
/// together with its neighbours cannot be said in this way.
fn literal(part: &str, text: &mut String) -> Option<()> {
    let opens_with_neighbour = text.ends_with('$') && part.starts_with('{');
    let stays_open = part.rfind("${").is_some_and(|open| !part[open..].contains('}'));
    if opens_with_neighbour || stays_open {
        return None;
    }
    match part.contains("${") {
        true => text.push_str(&part.replace("${", "${!")),
        false => text.push_str(part),
    }
    Some(())
}

fn reference(stack: &StackGraph, expr: &Expr, text: &mut String) -> Option<()> {
    let (id, attribute) = match expr {
        Expr::Ref(node) => (resource_id(stack, *node), None),
        Expr::GetAtt(node, attribute) => (resource_id(stack, *node), Some(attribute)),
        Expr::Parameter(node) => (parameter_id(stack, *node), None),
        Expr::Pseudo(Pseudo::NoValue) => return None,
        Expr::Pseudo(pseudo) => (pseudo.name(), None),
        _ => return None,
    };
    text.push_str("${");
    text.push_str(id);
    if let Some(attribute) = attribute {
        text.push('.');
        text.push_str(attribute);
    }
    text.push('}');
    Some(())
}
