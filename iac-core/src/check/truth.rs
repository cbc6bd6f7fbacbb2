//! Whether conditions hold.

use super::world::World;
use crate::condition::Test;
use crate::value::Value;

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

pub(super) fn truth(world: &World<'_>, stack: usize, test: &Test) -> Truth {
    match test {
        Test::Equals(a, b) => Truth::of(world.eval(stack, a).same(&world.eval(stack, b))),
        Test::And(tests) => all(tests.iter().map(|test| truth(world, stack, test))),
        Test::Or(tests) => all(tests.iter().map(|test| truth(world, stack, test).negated())).negated(),
        Test::Not(test) => truth(world, stack, test).negated(),
        Test::Holds(node) => world.condition(stack, node.index()),
        Test::Contains(list, text) => contains(world, stack, list, text),
        Test::Opaque(..) => Truth::Unknown,
    }
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

fn contains(world: &World<'_>, stack: usize, list: &Value, text: &Value) -> Truth {
    let (list, text) = (world.eval(stack, list), world.eval(stack, text));
    if list.is_unknown() {
        return Truth::Unknown;
    }
    let found = list.items().iter().map(|item| Truth::of(item.same(&text)).negated());
    all(found).negated()
}
