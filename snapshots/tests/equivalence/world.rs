//! Conditions are compared by living through them: both documents are read once for every answer that the comparisons
//! they rest on can give, and in each of these worlds no condition is left.

use crate::value::Value;
use std::collections::BTreeMap;

/// Which comparisons hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct World(BTreeMap<String, bool>);

/// Why a value cannot be told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stop {
    /// The answer depends on this comparison, which the world says nothing of.
    Undecided(String),
    Unreadable(String),
}

pub(crate) type Read<T> = Result<T, Stop>;

pub(crate) fn unreadable<T>(what: impl Into<String>) -> Read<T> {
    Err(Stop::Unreadable(what.into()))
}

impl World {
    pub(crate) fn holds(&self, comparison: String) -> Read<bool> {
        self.0.get(&comparison).copied().ok_or(Stop::Undecided(comparison))
    }

    pub(crate) fn equal(&self, left: &Value, right: &Value) -> Read<bool> {
        if matches!((left, right), (Value::Null, _) | (_, Value::Null)) {
            return Ok(left == right);
        }
        // A condition that a variable of type bool or a text states is the same statement.
        match (left, right) {
            (Value::Bool(wanted), other) | (other, Value::Bool(wanted)) if other.plain().is_none() => {
                return Ok(self.truth(other)? == *wanted);
            }
            _ => {}
        }
        if let (Some(left), Some(right)) = (left.plain(), right.plain()) {
            return Ok(left == right);
        }
        if left == right {
            return Ok(true);
        }
        let name = |value: &Value| value.plain().map_or_else(|| value.to_string(), |text| format!("{text:?}"));
        let mut sides = [name(left), name(right)];
        sides.sort();
        self.holds(sides.join(" = "))
    }

    pub(crate) fn truth(&self, value: &Value) -> Read<bool> {
        match value.plain().as_deref() {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(other) => unreadable(format!("{other:?} is no condition")),
            None => self.equal(value, &Value::text("true")),
        }
    }
}

impl std::fmt::Display for World {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let facts = self.0.iter().map(|(fact, holds)| if *holds { fact.clone() } else { format!("not {fact}") });
        write!(out, "{}", facts.collect::<Vec<_>>().join(", "))
    }
}

/// More worlds than any resource here has; a formula beyond that is not followed.
const WORLDS: usize = 1 << 12;

/// Runs `visit` in every world that it tells apart.
pub(crate) fn everywhere(mut visit: impl FnMut(&World) -> Read<()>) -> Result<(), String> {
    let mut open = vec![World::default()];
    for _ in 0..WORLDS {
        let Some(world) = open.pop() else { return Ok(()) };
        match visit(&world) {
            Ok(()) => {}
            Err(Stop::Unreadable(what)) => return Err(what),
            Err(Stop::Undecided(comparison)) => open.extend([true, false].map(|answer| {
                let mut next = world.clone();
                next.0.insert(comparison.clone(), answer);
                next
            })),
        }
    }
    Err("too many conditions to try them all".to_owned())
}
