//! What nobody can know before the deployment, whichever rule reads it.

use super::index::Facts;
use super::report::Assumed;
use crate::graph::StackGraph;
use crate::parameter::ParameterType;
use crate::value::{Expr, Value};
use indexmap::IndexSet;

/// Parameters without values, imports from elsewhere, functions and macros that are not evaluated.
pub(super) fn of(facts: &Facts<'_>) -> IndexSet<Assumed> {
    let mut all = IndexSet::new();
    for (number, stack) in facts.graph.stacks.iter().enumerate() {
        let mut add = |path: String, what: String| {
            all.insert(Assumed { code: "assumed", path, what });
        };
        if stack.open {
            add(stack.name.to_string(), "macros add to the template, or change it".to_owned());
        }
        let mut read = IndexSet::new();
        for resource in stack.resources.values() {
            let mut visit = |expr: &Expr| match expr {
                Expr::Parameter(node) => {
                    read.insert(node.index());
                }
                Expr::ImportValue(name) if !is_here(facts, name) => {
                    add(stack.path_of(resource), format!("{} exists, and fits", imported(name)));
                }
                Expr::Opaque(function, _) => add(stack.path_of(resource), format!("`{function}` gives what is needed")),
                _ => {}
            };
            for field in resource.properties.iter().chain(&resource.attributes) {
                field.value.for_each_expr(&mut visit);
            }
        }
        read.sort_unstable();
        for parameter in read {
            if let Some((name, source)) = unknown(facts, number, stack, parameter) {
                add(format!("{}/{name}", stack.name), format!("the value that {source} gives exists, and fits"));
            }
        }
    }
    all
}

/// The name of a parameter whose value nobody knows, and what gives it.
fn unknown<'g>(
    facts: &Facts<'_>,
    number: usize,
    stack: &'g StackGraph,
    parameter: usize,
) -> Option<(&'g str, &'static str)> {
    let (name, node) = stack.parameters.get_index(parameter)?;
    if matches!(node.parameter_type, ParameterType::SsmValue(_)) {
        return Some((name, "Systems Manager"));
    }
    let is_given = node.default.as_ref().is_none_or(|text| text.is_empty());
    let is_tried = facts.axes.number(number, parameter).is_some() && !node.allowed_values.is_empty();
    (is_given && !is_tried && !node.no_echo).then_some((name, "the deployment"))
}

fn is_here(facts: &Facts<'_>, name: &Value) -> bool {
    name.as_str().is_some_and(|name| facts.export(name).is_some())
}

fn imported(name: &Value) -> String {
    match name.as_str() {
        Some(name) => format!("what is exported as `{name}`"),
        None => "what is imported from another stack".to_owned(),
    }
}
