//! What is said of a template, and whether it is what a user must be told.

use crate::change::changed;
use crate::format::{Case, Expected};
use iac_aws_rules::RULES;
use iac_core::check::check;
use iac_core::{Diagnostic, FileName, Severity, read};
use std::collections::BTreeMap;

/// Everything that is said: by the reader, the resolver and the rules.
pub(crate) fn findings(text: &str) -> Vec<Diagnostic> {
    let (graph, mut findings) = read::template(FileName::of(&"template.yaml"), text.as_bytes());
    if let Some(graph) = graph {
        findings.extend(check(&graph, RULES).findings);
    }
    findings
}

/// What is said of each case, on every processor.
pub(crate) fn all(cases: &[Case]) -> Vec<Vec<Diagnostic>> {
    let of_bases: BTreeMap<String, Vec<Diagnostic>> =
        crate::bases().into_iter().map(|name| (name.clone(), findings(&crate::base(&name)))).collect();
    let said = |case: &Case| new_findings(&changed(&crate::base(&case.base), case), &of_bases[&case.base]);
    let said = &said;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let part = cases.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts = cases.chunks(part).map(|part| scope.spawn(move || part.iter().map(said).collect::<Vec<_>>()));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

/// What is said of a text and is not said of the base from which it was made.
fn new_findings(text: &str, of_base: &[Diagnostic]) -> Vec<Diagnostic> {
    let known = |one: &Diagnostic| {
        of_base.iter().any(|base| (base.code, &base.path, &base.message) == (one.code, &one.path, &one.message))
    };
    findings(text).into_iter().filter(|one| !known(one)).collect()
}

/// Whether it must not be deployed.
pub(crate) fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

/// Whether a finding is what is expected: severe enough, at one of the places, in one of the words.
pub(crate) fn is(finding: &Diagnostic, expected: &Expected) -> bool {
    let severe = is_error(finding) || (expected.warning && finding.severity == Severity::Warning);
    let text = said(finding).to_lowercase();
    let at =
        |id: &String| finding.path.split('/').any(|part| part == id) || finding.message.contains(&format!("`{id}`"));
    severe
        && (expected.at.is_empty() || expected.at.iter().any(at))
        && (expected.says.is_empty() || expected.says.iter().any(|word| text.contains(&word.to_lowercase())))
}

fn said(finding: &Diagnostic) -> String {
    format!("{} {} {}", finding.code, finding.message, finding.help.as_deref().unwrap_or_default())
}

/// The findings in short.
pub(crate) fn told(findings: &[Diagnostic]) -> String {
    let told: Vec<String> = findings
        .iter()
        .map(|one| format!("\n    {}[{}] {}: {}", one.severity, one.code, one.path, one.message))
        .collect();
    if told.is_empty() { "nothing".to_owned() } else { told.concat() }
}
