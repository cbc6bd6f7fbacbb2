//! What one rule finds under one choice.

use super::report::{Assumed, Flow, Suppressed};
use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use indexmap::IndexSet;

/// All that a rule says of a world.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) found: Vec<Found>,
    pub(super) assumed: Vec<Assumed>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) flows: Vec<Flow>,
    /// By path and message.
    said: IndexSet<(String, String)>,
}

/// One finding, ready to be told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) diagnostic: Diagnostic,
    property: String,
    /// Only some choices bring it.
    by_choice: bool,
    general: bool,
}

impl Told {
    /// Whether another finding says the same in better words.
    pub(super) fn gives_way(&self, other: &Told) -> bool {
        let same = (&self.diagnostic.path, &self.property) == (&other.diagnostic.path, &other.property);
        same && self.by_choice == other.by_choice && other.diagnostic.severity >= self.diagnostic.severity
    }

    pub(super) fn is_general(&self) -> bool {
        self.general && !self.property.is_empty()
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) diagnostic: Diagnostic,
    pub(super) stack: usize,
    /// The resource of the stack that it is about.
    pub(super) resource: Option<usize>,
    /// The path of the property.
    pub(super) property: String,
}

impl Found {
    /// Whether both are about the same part of the template, whatever they say.
    pub(super) fn is_beside(&self, other: &Found) -> bool {
        (&self.diagnostic.path, &self.property) == (&other.diagnostic.path, &other.property)
    }

    /// The finding as it comes without any choice.
    pub(super) fn told(&self, rule: &Rule) -> Told {
        self.told_as(rule, self.diagnostic.clone(), false)
    }

    /// The finding as it comes with a choice.
    pub(super) fn told_as(&self, rule: &Rule, diagnostic: Diagnostic, by_choice: bool) -> Told {
        Told { diagnostic, property: self.property.clone(), by_choice, general: rule.general }
    }

    pub(super) fn says_as(&self, other: &Found) -> bool {
        self.is_beside(other) && self.diagnostic.message == other.diagnostic.message
    }

    /// Whether both are one fault, told with other values.
    pub(super) fn is_akin(&self, other: &Found) -> bool {
        let outline = |found: &Found| outline(&found.diagnostic.message, !found.property.is_empty());
        self.is_beside(other)
            && (self.diagnostic.message == other.diagnostic.message || outline(self) == outline(other))
    }
}

/// A message without its numbers, and without what it quotes.
fn outline(message: &str, quoted: bool) -> String {
    let parts = message.split('`').enumerate().filter(|(number, _)| !quoted || number % 2 == 0);
    let letters = parts.flat_map(|(_, part)| part.chars());
    letters.filter(|letter| !letter.is_ascii_digit() && *letter != '.').collect()
}

impl Outcome {
    /// Adds a finding, once.
    pub(super) fn add(&mut self, found: Found) {
        if self.said.insert((found.diagnostic.path.clone(), found.diagnostic.message.clone())) {
            self.found.push(found);
        }
    }
}
