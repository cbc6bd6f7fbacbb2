//! Nothing is wrong with our own stacks.
#![cfg(test)]

use iac_aws_rules::RULES;
use iac_core::check::check;
use iac_core::{FileName, Severity, read};
use std::path::{Path, PathBuf};

/// The templates below a folder.
fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => templates(&path, found),
            false if path.parent().is_some_and(|parent| parent.ends_with("cloudformation")) => found.push(path),
            false => {}
        }
    }
}

#[test]
fn our_own_stacks_have_no_error() {
    let mut found = Vec::new();
    templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../snapshots/templates"), &mut found);
    for path in found {
        let (graph, findings) = read::template(FileName::of(&"own.json"), &std::fs::read(&path).unwrap());
        assert!(findings.is_empty(), "{}: {findings:?}", path.display());
        let report = check(&graph.unwrap(), RULES);
        let errors: Vec<String> =
            report.findings.iter().filter(|one| one.severity == Severity::Error).map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{}:\n{}", path.display(), errors.join("\n"));
    }
}
