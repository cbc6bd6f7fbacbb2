//! Whether conditions hold.

use super::eval::Eval;
use super::evaluate::{given, value};
use super::world::World;
use crate::condition::Test;
use crate::value::{Expr, Value};

/// Whether something holds under a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    /// It depends on what nobody knows before the deployment.
    Unknown,
}

impl Truth {
    fn of(known: Option<bool>) -> Self {
        match known {
            Some(true) => Truth::Yes,
            Some(false) => Truth::No,
            None => Truth::Unknown,
        }
    }

    fn negated(self) -> Self {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

pub(super) fn truth<'g>(world: &World<'g>, stack: usize, test: &'g Test) -> Truth {
    match test {
        Test::Equals(a, b) if is_another(world, stack, a, b) || is_another(world, stack, b, a) => Truth::No,
        Test::Equals(a, b) => Truth::of(side(world, stack, a).same(&side(world, stack, b))),
        Test::And(tests) => all(tests.iter().map(|test| truth(world, stack, test))),
        Test::Or(tests) => all(tests.iter().map(|test| truth(world, stack, test).negated())).negated(),
        Test::Not(test) => truth(world, stack, test).negated(),
        Test::Holds(node) => world.condition(stack, node.index()),
        Test::Contains(list, text) => contains(world, stack, list, text),
        Test::Opaque(..) => Truth::Unknown,
    }
}

/// One side of a comparison.
fn side<'g>(world: &World<'g>, stack: usize, of: &'g Value) -> Eval<'g> {
    match of {
        Value::Expr(expr) => match **expr {
            Expr::Parameter(node) => given(world, stack, node),
            _ => value(world, stack, of),
        },
        _ => value(world, stack, of),
    }
}

/// Whether a value is a parameter's that the choice sets to what no condition names, and the other one is named: a literal.
/// A pattern may permit nothing but what is named.
fn is_another(world: &World<'_>, stack: usize, value: &Value, literal: &Value) -> bool {
    let (Value::Expr(expr), Value::Str(_) | Value::Bool(_) | Value::Int(_)) = (value, literal) else { return false };
    let Expr::Parameter(node) = **expr else { return false };
    let parameter = world.graph.stacks[stack].parameters.get_index(node.index());
    world.chosen(stack, node.index()) == Some(&None)
        && parameter.is_some_and(|(_, parameter)| parameter.allowed_pattern.is_none())
}

fn all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::Yes;
    for truth in truths {
        match truth {
            Truth::No => return Truth::No,
            Truth::Unknown => result = Truth::Unknown,
            Truth::Yes => {}
        }
    }
    result
}

fn contains(world: &World<'_>, stack: usize, raw: &Value, text: &Value) -> Truth {
    let list = value(world, stack, raw);
    if list.is_unknown() {
        return Truth::Unknown;
    }
    if let Value::List(items) = raw
        && !items.is_empty()
        && items.iter().all(|item| is_another(world, stack, text, item))
    {
        return Truth::No;
    }
    let text = value(world, stack, text);
    let found = list.items().iter().map(|item| Truth::of(item.same(&text)).negated());
    all(found).negated()
}
