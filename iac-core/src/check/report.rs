//! What came out of the rules.

use super::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Severity};
use indexmap::IndexSet;

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

    /// Takes over what other rules found.
    pub(super) fn join(&mut self, other: Report) {
        self.findings.extend(other.findings);
        self.assumed.extend(other.assumed);
        self.suppressed.extend(other.suppressed);
        self.flows.extend(other.flows);
        self.bounded |= other.bounded;
    }

    /// Takes over all that a rule says.
    pub(super) fn take(&mut self, outcome: &Outcome) {
        self.findings.extend(outcome.found.iter().map(|found| found.diagnostic.clone()));
        self.note(outcome);
    }

    /// Takes over what a rule lists besides its findings.
    pub(super) fn note(&mut self, outcome: &Outcome) {
        self.assumed.extend(outcome.assumed.iter().cloned());
        self.suppressed.extend(outcome.suppressed.iter().cloned());
        self.flows.extend(outcome.flows.iter().cloned());
    }
}
