//! Findings for programs.

use super::Subject;
use crate::problem::Problem;
use iac_core::json::{Layout, to_bytes};
use iac_core::{Diagnostic, Platform, Severity};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How findings are told.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Format {
    Text,
    Json,
    Sarif,
    Github,
}

impl Format {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "json" => Format::Json,
            "sarif" => Format::Sarif,
            "github" => Format::Github,
            _ => Format::Text,
        }
    }

    /// The document; text is told elsewhere.
    pub(super) fn document(self, subjects: &[Subject], platform: &Platform) -> Result<Vec<u8>, Problem> {
        let written = match self {
            Format::Text => return Ok(Vec::new()),
            Format::Github => return Ok(annotations(subjects).into_bytes()),
            Format::Json => to_bytes(&Report(subjects), Layout::Indented),
            Format::Sarif => to_bytes(&sarif(subjects, platform), Layout::Indented),
        };
        written.map_err(|error| Problem::new(format!("cannot write the findings: {error}")))
    }
}

/// The logical id in a path such as `main/Network/Public1`.
fn resource(path: &str) -> String {
    path.split('/').skip(1).collect()
}

struct Report<'a>(&'a [Subject]);

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<Value> = self.0.iter().flat_map(|subject| subject.findings.iter().map(finding)).collect();
        let assumed = self.0.iter().flat_map(|subject| &subject.assumed);
        let assumed: Vec<Value> = assumed
            .map(
                |one| json!({"code": one.code, "resource": resource(&one.path), "path": one.path, "message": one.what}),
            )
            .collect();
        let suppressed = self.0.iter().flat_map(|subject| &subject.suppressed);
        let suppressed: Vec<Value> = suppressed
            .map(|one| json!({"code": one.code, "resource": resource(&one.path), "path": one.path, "reason": one.reason}))
            .collect();
        json!({"findings": findings, "assumed": assumed, "suppressed": suppressed}).serialize(serializer)
    }
}

fn finding(one: &Diagnostic) -> Value {
    json!({
        "code": one.code,
        "severity": one.severity.to_string(),
        "resource": resource(&one.path),
        "path": one.path,
        "file": one.place.map(|place| place.file()),
        "line": one.place.map(|place| place.line()),
        "message": one.message,
        "help": one.help,
    })
}

/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
fn sarif(subjects: &[Subject], platform: &Platform) -> Value {
    let rules: Vec<Value> =
        platform.rules.iter().map(|rule| json!({"id": rule.code, "fullDescription": {"text": rule.text()}})).collect();
    let result = |one: &Diagnostic| {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let text = one.help.as_ref().map_or_else(|| one.message.clone(), |help| format!("{}\n{help}", one.message));
        let mut location = json!({"logicalLocations": [{"fullyQualifiedName": one.path}]});
        if let Some(place) = one.place {
            location["physicalLocation"] = json!({
                "artifactLocation": {"uri": place.file()},
                "region": {"startLine": place.line(), "startColumn": place.column()},
            });
        }
        json!({"ruleId": one.code, "level": level, "message": {"text": text}, "locations": [location]})
    };
    let results: Vec<Value> = subjects.iter().flat_map(|subject| subject.findings.iter().map(result)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "iac", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "results": results,
        }],
    })
}

/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
fn annotations(subjects: &[Subject]) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for one in subjects.iter().flat_map(|subject| &subject.findings) {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = one.place.map_or_else(String::new, |place| {
            format!("file={},line={},col={},", property(place.file()), place.line(), place.column())
        });
        let help = one.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
        let message = escaped(&format!("{}: {}{help}", one.path, one.message));
        let _ = writeln!(text, "::{level} {place}title={}::{message}", property(one.code));
    }
    text
}
