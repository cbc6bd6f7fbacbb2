//! What came out of the rules.

use super::outcome::{Outcome, Told};
use super::rule::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use indexmap::{IndexMap, IndexSet};

/// What the rules found, and what they took for granted.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What is wrong, each once, in the order of the rules.
    pub findings: Vec<Diagnostic>,
    /// What nobody can know before the deployment, and was taken for granted.
    pub assumed: IndexSet<Assumed>,
    /// What was found and is suppressed where it was found.
    pub suppressed: IndexSet<Suppressed>,
    /// Who can talk to whom.
    pub flows: IndexSet<Flow>,
    /// How many choices of the parameters were tried.
    pub choices: usize,
    /// Some rule depends on more combinations of values than were tried.
    pub bounded: bool,
    /// What is wrong, while it is still being found.
    pub(super) told: Vec<Told>,
}

/// What a rule took for granted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assumed {
    /// The rule.
    pub code: &'static str,
    /// The resource.
    pub path: String,
    /// What is assumed of it.
    pub what: String,
}

/// A finding that is suppressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Suppressed {
    /// The rule.
    pub code: &'static str,
    /// The resource.
    pub path: String,
    /// Why it is right there.
    pub reason: String,
}

/// A way from one part to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Where it starts: a path, or the internet.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What goes there: `tcp 5432`, `reads the secret`.
    pub over: String,
    /// Something asks for it; else it is only open.
    pub declared: bool,
}

impl Report {
    /// Whether something must not be deployed.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Leaves out what other rules say better.
    pub(super) fn finished(mut self) -> Self {
        let told = std::mem::take(&mut self.told);
        let (general, special): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| one.is_general());
        let mut by_path: IndexMap<&str, Vec<&Told>> = IndexMap::new();
        if !general.is_empty() {
            special.iter().for_each(|one| by_path.entry(&one.diagnostic.path).or_default().push(one));
        }
        let is_better = |one: &Told| {
            let others = by_path.get(&*one.diagnostic.path).into_iter().flatten();
            one.is_general() && others.into_iter().any(|other| one.gives_way(other))
        };
        let findings = told.iter().filter(|one| !is_better(one)).map(|one| one.diagnostic.clone());
        self.findings = findings.collect();
        self
    }

    /// Takes over what other rules found.
    pub(super) fn join(&mut self, other: Report) {
        self.told.extend(other.told);
        self.assumed.extend(other.assumed);
        self.suppressed.extend(other.suppressed);
        self.flows.extend(other.flows);
        self.bounded |= other.bounded;
    }

    /// Takes over all that a rule says.
    pub(super) fn take(&mut self, rule: &Rule, outcome: &Outcome) {
        self.told.extend(outcome.found.iter().map(|found| found.told(rule)));
        self.note(outcome);
    }

    /// Takes over what a rule lists besides its findings.
    pub(super) fn note(&mut self, outcome: &Outcome) {
        self.assumed.extend(outcome.assumed.iter().cloned());
        self.suppressed.extend(outcome.suppressed.iter().cloned());
        self.flows.extend(outcome.flows.iter().cloned());
    }
}
