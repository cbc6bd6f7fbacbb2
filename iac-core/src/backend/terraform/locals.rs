//! Conditions and mappings as locals, and the outputs.

use super::context::{Context, Spot};
use super::document::Output;
use super::term::Term;
use crate::graph::StackGraph;
use std::borrow::Cow;

pub(super) fn of<'g>(context: &mut Context<'g>) -> Vec<(String, Term<'g>)> {
    let mut locals = Vec::new();
    for (index, stack) in context.graph.stacks.iter().enumerate() {
        for (at, (id, mapping)) in stack.mappings.iter().enumerate() {
            let spot = Spot { stack: index, id, resource: None, place: mapping.place };
            let rows = mapping.rows.iter().map(|(row, cells)| (Cow::Borrowed(&**row), context.object(spot, cells)));
            let rows = Term::Object(rows.collect());
            locals.push((context.names.stacks[index].mappings[at].clone(), rows));
        }
        for (at, (id, condition)) in stack.conditions.iter().enumerate() {
            let spot = Spot { stack: index, id, resource: None, place: condition.place };
            let test = Term::Expression(context.test(spot, &condition.test));
            locals.push((context.names.stacks[index].conditions[at].clone(), test));
        }
    }
    locals
}

/// The outputs. What only hands a value to another stack of the environment is a reference in one module, and no output.
pub(super) fn outputs<'g>(context: &mut Context<'g>) -> Vec<Output<'g>> {
    let mut outputs = Vec::new();
    for (index, stack) in context.graph.stacks.iter().enumerate() {
        for (at, (id, output)) in stack.outputs.iter().enumerate() {
            if is_internal(stack, id) {
                continue;
            }
            let spot = Spot { stack: index, id, resource: None, place: output.place };
            let value = context.term(spot, &output.value);
            let value = match output.condition {
                Some(condition) => {
                    let condition = context.condition(index, condition);
                    Term::When(condition, Box::new(value), Box::new(Term::Null))
                }
                None => value,
            };
            let name = context.names.stacks[index].outputs[at].clone();
            outputs.push(Output { name, description: output.description.as_deref(), value });
        }
    }
    outputs
}

fn is_internal(stack: &StackGraph, id: &str) -> bool {
    stack.outputs.get(id).is_some_and(|output| output.internal)
}
