//! What came out of the rules.

use super::choice::Choice;
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
    /// There are more choices than were tried: each parameter was changed alone.
    pub bounded: bool,
    /// By what a finding says: its position, and the choices that have it.
    seen: IndexMap<(&'static str, String, String), Vec<usize>>,
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

    pub(super) fn add(&mut self, diagnostic: Diagnostic, _id: &str, choice: usize) {
        let key = (diagnostic.code, diagnostic.path.clone(), diagnostic.message.clone());
        let choices = self.seen.entry(key).or_insert_with(|| {
            self.findings.push(diagnostic);
            Vec::new()
        });
        if choices.last() != Some(&choice) {
            choices.push(choice);
        }
    }

    pub(super) fn assume(&mut self, assumed: Assumed) {
        self.assumed.insert(assumed);
    }

    pub(super) fn suppress(&mut self, suppressed: Suppressed) {
        self.suppressed.insert(suppressed);
    }

    pub(super) fn flow(&mut self, flow: Flow) {
        self.flows.insert(flow);
    }

    /// Says with which choice each finding comes that does not come with the defaults.
    pub(super) fn finish(&mut self, choices: &[Choice]) {
        let Some(defaults) = choices.first() else { return };
        for (finding, (_, with)) in self.findings.iter_mut().zip(&self.seen) {
            if let Some(choice) = with.first().filter(|first| **first > 0).and_then(|first| choices.get(*first)) {
                finding.message = format!("{}, with {}", finding.message, choice.beside(defaults));
            }
        }
    }
}
