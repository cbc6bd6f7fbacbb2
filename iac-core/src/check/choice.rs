//! One choice of what the parameters are.

use crate::value::Text;

/// A value for each parameter of each stack that a choice is about; the others are their defaults, or unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    pub(super) values: Vec<Chosen>,
}

/// One parameter's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    pub(super) stack: usize,
    pub(super) parameter: usize,
    pub(super) name: String,
    /// None stands for any value that is not named anywhere.
    pub(super) value: Option<Text>,
}

impl Choice {
    pub(super) fn of(&self, stack: usize, parameter: usize) -> Option<&Option<Text>> {
        let found = self.values.iter().find(|chosen| chosen.stack == stack && chosen.parameter == parameter);
        found.map(|chosen| &chosen.value)
    }

    /// What differs from another choice, for people: `Size = large`.
    pub(super) fn beside(&self, other: &Choice) -> String {
        let differing = self.values.iter().filter(|chosen| !other.values.contains(chosen));
        let shown = differing.map(|chosen| match &chosen.value {
            Some(value) if value.is_empty() => format!("{} is empty", chosen.name),
            Some(value) => format!("{} = {value}", chosen.name),
            None => format!("{} is something else", chosen.name),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}
