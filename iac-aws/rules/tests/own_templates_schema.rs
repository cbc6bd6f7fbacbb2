//! Our own stacks say nothing that a schema does not know: not even a warning.
#![cfg(test)]

use iac_aws_rules::RULES;
use iac_core::check::{Rule, check};
use iac_core::{FileName, read};
use std::path::{Path, PathBuf};

const CODES: [&str; 18] = [
    "unknown-type",
    "unknown-property",
    "missing-property",
    "wrong-type",
    "bad-value",
    "bad-pattern",
    "out-of-range",
    "bad-length",
    "item-count",
    "duplicate-item",
    "bad-format",
    "exclusive-properties",
    "dependent-property",
    "no-alternative",
    "read-only-property",
    "unknown-attribute",
    "deprecated-property",
    "ended-type",
];

fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => templates(&path, found),
            false if path.parent().is_some_and(|parent| parent.ends_with("cloudformation")) => found.push(path),
            false => {}
        }
    }
}

#[test]
fn our_own_stacks_are_as_the_schemas_say() {
    let rules: Vec<Rule> = RULES.iter().filter(|rule| CODES.contains(&rule.code)).copied().collect();
    assert_eq!(rules.len(), CODES.len());
    let mut found = Vec::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../snapshots/templates"), &mut found);
    assert!(!found.is_empty());
    for path in found {
        let (graph, _) = read::template(FileName::of(&"own.json"), &std::fs::read(&path).unwrap());
        let report = check(&graph.unwrap(), &rules);
        assert!(report.findings.is_empty(), "{}: {:#?}", path.display(), report.findings);
    }
}
