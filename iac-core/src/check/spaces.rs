//! Every choice that the parameters permit, as far as something depends on it.

use super::choice::{Choice, Chosen};
use super::index::Index;
use super::truth::{Truth, truth};
use super::world::World;
use crate::condition::Test;
use crate::graph::{Graph, ParameterNode, StackGraph};
use crate::value::{Expr, Text, Value};
use indexmap::{IndexMap, IndexSet};

/// So many choices are tried; where there are more, each parameter is changed alone.
const MOST: usize = 256;

pub(super) struct Spaces {
    /// The first has every parameter at its default.
    pub(super) choices: Vec<Choice>,
    pub(super) bounded: bool,
}

pub(super) fn of(graph: &Graph) -> Spaces {
    let mut axes: Vec<Vec<Chosen>> = Vec::new();
    for (stack, of) in graph.stacks.iter().enumerate() {
        axes.extend(axes_of(stack, of));
    }
    let count = axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.len()));
    let bounded = count.is_none_or(|count| count > MOST);
    let mut choices = if bounded { one_by_one(&axes) } else { product(&axes) };
    let index = Index::of(graph);
    let first = choices.first().cloned().unwrap_or_default();
    choices.retain(|choice| *choice == first || is_allowed(graph, &index, choice));
    Spaces { choices, bounded }
}

/// The parameters of a stack that something depends on, each with the values that make a difference.
fn axes_of(stack: usize, of: &StackGraph) -> Vec<Vec<Chosen>> {
    let compared = compared(of);
    let read = read(of);
    let mut axes = Vec::new();
    for (number, (name, parameter)) in of.parameters.iter().enumerate() {
        let mut values: IndexSet<Option<Text>> = IndexSet::new();
        values.extend(parameter.default.iter().cloned().map(Some));
        if !parameter.allowed_values.is_empty() {
            if read.contains(&number) || compared.contains_key(&number) {
                values.extend(parameter.allowed_values.iter().cloned().map(Some));
            }
        } else if let Some(literals) = compared.get(&number) {
            values.extend(literals.iter().filter(|text| fits(parameter, text)).cloned().map(Some));
            values.insert(None);
        }
        if values.len() > 1 {
            let chosen = |value| Chosen { stack, parameter: number, name: name.clone(), value };
            axes.push(values.into_iter().map(chosen).collect());
        }
    }
    axes
}

/// Whether the parameter may have a value that some condition compares it with, as far as its lengths say.
fn fits(parameter: &ParameterNode, text: &str) -> bool {
    let length = text.chars().count() as u32;
    parameter.min_length.is_none_or(|least| length >= least) && parameter.max_length.is_none_or(|most| length <= most)
}

/// The parameters that conditions and rules compare, each with the literals it is compared with.
fn compared(of: &StackGraph) -> IndexMap<usize, IndexSet<Text>> {
    let mut found: IndexMap<usize, IndexSet<Text>> = IndexMap::new();
    let tests = of.conditions.values().map(|condition| &condition.test);
    let rules = of.rules.values().flat_map(|rule| rule.when.iter().chain(rule.assertions.iter().map(|(test, _)| test)));
    tests.chain(rules).for_each(|test| compared_in(test, &mut found));
    found
}

fn compared_in(test: &Test, found: &mut IndexMap<usize, IndexSet<Text>>) {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.iter().for_each(|test| compared_in(test, found)),
        Test::Not(test) => compared_in(test, found),
        Test::Equals(a, b) | Test::Contains(a, b) => {
            let (a, b) = (both(a), both(b));
            for parameter in a.0.iter().chain(&b.0) {
                let literals = found.entry(*parameter).or_default();
                literals.extend(a.1.iter().chain(&b.1).cloned());
            }
        }
        Test::Holds(_) | Test::Opaque(..) => {}
    }
}

/// The parameters and the literals in one side of a comparison.
fn both(value: &Value) -> (Vec<usize>, Vec<Text>) {
    let (mut parameters, mut literals) = (Vec::new(), Vec::new());
    match value {
        Value::Str(text) => literals.push(text.clone()),
        Value::Bool(flag) => literals.push(flag.to_string().into()),
        Value::Int(number) => literals.push(number.to_string().into()),
        Value::List(items) => {
            literals.extend(items.iter().filter_map(Value::as_str).map(|text| text.to_owned().into()))
        }
        _ => {}
    }
    value.for_each_expr(&mut |expr| {
        if let Expr::Parameter(node) = expr {
            parameters.push(node.index());
        }
    });
    (parameters, literals)
}

/// The parameters that properties and policies read.
fn read(of: &StackGraph) -> IndexSet<usize> {
    let mut found = IndexSet::new();
    for resource in of.resources.values() {
        for field in resource.properties.iter().chain(&resource.attributes) {
            field.value.for_each_expr(&mut |expr| {
                if let Expr::Parameter(node) = expr {
                    found.insert(node.index());
                }
            });
        }
    }
    found
}

fn product(axes: &[Vec<Chosen>]) -> Vec<Choice> {
    let mut choices = vec![Choice::default()];
    for axis in axes {
        let with = |value: &Chosen| {
            let value = value.clone();
            move |choice: &Choice| {
                let mut choice = choice.clone();
                choice.values.push(value.clone());
                choice
            }
        };
        choices = axis.iter().flat_map(|value| choices.iter().map(with(value)).collect::<Vec<_>>()).collect();
    }
    choices
}

fn one_by_one(axes: &[Vec<Chosen>]) -> Vec<Choice> {
    let first: Vec<Chosen> = axes.iter().filter_map(|axis| axis.first().cloned()).collect();
    let mut choices = vec![Choice { values: first.clone() }];
    for (at, axis) in axes.iter().enumerate() {
        for value in axis.iter().skip(1) {
            let mut values = first.clone();
            values[at] = value.clone();
            choices.push(Choice { values });
        }
    }
    choices.truncate(MOST);
    choices
}

/// Whether the rules on parameters permit the choice.
fn is_allowed(graph: &Graph, index: &Index<'_>, choice: &Choice) -> bool {
    let world = World::new(graph, index, choice);
    graph.stacks.iter().enumerate().all(|(stack, of)| {
        of.rules.values().all(|rule| {
            let applies = rule.when.as_ref().is_none_or(|when| truth(&world, stack, when) == Truth::Yes);
            !applies || rule.assertions.iter().all(|(test, _)| truth(&world, stack, test) != Truth::No)
        })
    })
}
