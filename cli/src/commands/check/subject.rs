//! What is checked: an environment of the program, or a file.

use crate::io::Io;
use crate::problem::{Problem, Stop};
use crate::selector;
use iac_core::check::{Assumed, Flow, Suppressed, check};
use iac_core::{Diagnostic, Environment, Graph, Platform, Severity};

/// One environment or file, with everything that is to be said of it.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) assumed: Vec<Assumed>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) flows: Vec<Flow>,
    pub(super) resources: usize,
    pub(super) choices: usize,
    pub(super) bounded: bool,
}

impl Subject {
    pub(super) fn environment(environment: &Environment, platform: &Platform) -> Self {
        let (graph, findings) = environment.resolve();
        Subject::of(selector::name(environment), graph, findings, platform)
    }

    /// A template; what cannot be read as one ends the command.
    #[cfg(feature = "check")]
    pub(super) fn file(path: &str, platform: &Platform, io: &Io<'_>) -> Result<Self, Stop> {
        let bytes = std::fs::read(io.folder.join(path))
            .map_err(|error| Problem::new(format!("cannot read `{path}`: {error}")))?;
        let (graph, findings) = iac_core::read::template(iac_core::FileName::new(path), &bytes);
        match graph {
            Some(graph) => Ok(Subject::of(path.to_owned(), graph, findings, platform)),
            None => {
                let mut problem = Problem::new(format!("`{path}` is no template"));
                for finding in &findings {
                    problem = problem.note(finding.to_string());
                }
                Err(problem.help("give a CloudFormation template in JSON or YAML").into())
            }
        }
    }

    #[cfg(not(feature = "check"))]
    pub(super) fn file(path: &str, _: &Platform, _: &Io<'_>) -> Result<Self, Stop> {
        let problem = Problem::new(format!("cannot read `{path}`: this program was built without the reader"));
        Err(problem.help("build it with the feature `check` of `iac-cli`").into())
    }

    fn of(name: String, graph: Graph, mut findings: Vec<Diagnostic>, platform: &Platform) -> Self {
        let report = check(&graph, platform.rules);
        findings.extend(report.findings);
        Subject {
            name,
            findings,
            assumed: report.assumed.into_iter().collect(),
            suppressed: report.suppressed.into_iter().collect(),
            flows: report.flows.into_iter().collect(),
            resources: graph.stacks.iter().map(|stack| stack.resources.len()).sum(),
            choices: report.choices,
            bounded: report.bounded,
        }
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
