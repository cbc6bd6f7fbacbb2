//! Findings for programs.

use super::Subject;
use crate::style::plain;
use iac_core::json::{Layout, ToJson, Writer, to_bytes};
use iac_core::{Diagnostic, Platform, Severity};
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
    pub(super) fn document(self, subjects: &[Subject], platform: &Platform) -> Vec<u8> {
        match self {
            Format::Text => Vec::new(),
            Format::Github => annotations(subjects).into_bytes(),
            Format::Json => to_bytes(&Report(subjects), Layout::Indented),
            Format::Sarif => to_bytes(&Sarif(subjects, platform), Layout::Indented),
        }
    }
}

/// The logical id in a path such as `main/Network/Public1`.
fn resource(path: &str) -> String {
    path.split('/').skip(1).collect()
}

struct Report<'a>(&'a [Subject]);

impl ToJson for Report<'_> {
    fn write(&self, to: &mut Writer) {
        let subjects = || self.0.iter();
        to.map(|to| {
            to.key("assumed").list(|to| {
                for one in subjects().flat_map(|subject| &subject.assumed) {
                    to.item().map(|to| {
                        to.entry("code", one.code);
                        to.entry("message", &one.what);
                        to.entry("path", &one.path);
                        to.entry("resource", &resource(&one.path));
                    });
                }
            });
            to.key("findings").list(|to| {
                subjects().flat_map(|subject| &subject.findings).for_each(|one| finding(one, to.item()));
            });
            to.key("suppressed").list(|to| {
                for one in subjects().flat_map(|subject| &subject.suppressed) {
                    to.item().map(|to| {
                        to.entry("code", &one.code);
                        to.entry("path", &one.path);
                        to.entry("reason", &one.reason);
                        to.entry("resource", &resource(&one.path));
                    });
                }
            });
        });
    }
}

fn finding(one: &Diagnostic, to: &mut Writer) {
    to.map(|to| {
        to.entry("code", one.code);
        to.entry("file", &one.place.map(|place| place.file()));
        to.entry("help", &one.help);
        to.entry("line", &one.place.map(|place| place.line()));
        to.entry("message", &one.message);
        to.entry("path", &one.path);
        to.entry("resource", &resource(&one.path));
        to.entry("severity", &one.severity.to_string());
    });
}

/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
struct Sarif<'a>(&'a [Subject], &'a Platform);

impl ToJson for Sarif<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            to.key("runs").list(|to| to.item().map(|to| self.run(to)));
            to.entry("version", "2.1.0");
        });
    }
}

impl Sarif<'_> {
    fn run(&self, to: &mut Writer) {
        let Sarif(subjects, platform) = self;
        to.key("results").list(|to| {
            subjects.iter().flat_map(|subject| &subject.findings).for_each(|one| result(one, to.item()));
        });
        to.key("tool").map(|to| {
            to.key("driver").map(|to| {
                to.entry("name", "iac");
                to.key("rules").list(|to| {
                    for rule in platform.rules {
                        to.item().map(|to| {
                            to.key("fullDescription").map(|to| to.entry("text", &rule.text()));
                            to.entry("id", rule.code);
                        });
                    }
                });
                to.entry("version", env!("CARGO_PKG_VERSION"));
            });
        });
    }
}

fn result(one: &Diagnostic, to: &mut Writer) {
    let level = match one.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let text = one.help.as_ref().map_or_else(|| one.message.clone(), |help| format!("{}\n{help}", one.message));
    to.map(|to| {
        to.entry("level", level);
        to.key("locations").list(|to| to.item().map(|to| location(one, to)));
        to.key("message").map(|to| to.entry("text", &text));
        to.entry("ruleId", one.code);
    });
}

fn location(one: &Diagnostic, to: &mut Writer) {
    let logical = |to: &mut Writer| to.map(|to| to.entry("fullyQualifiedName", &one.path));
    to.key("logicalLocations").list(|to| logical(to.item()));
    if let Some(place) = one.place {
        to.key("physicalLocation").map(|to| {
            to.key("artifactLocation").map(|to| to.entry("uri", place.file()));
            to.key("region").map(|to| {
                to.entry("startColumn", &place.column());
                to.entry("startLine", &place.line());
            });
        });
    }
}

/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
fn annotations(subjects: &[Subject]) -> String {
    let escaped = |text: &str| plain(text, &['\r', '\n']).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
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
