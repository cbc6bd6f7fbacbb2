//! Faults as users plant them, and what is found of them.
//!
//! Correct templates are written from AWS's documentation, without a look into the rules; single faults are planted in
//! them. `missed.txt` tells which are not found yet, `false_errors.txt` which errors are told of what is correct: the
//! bench fails when either is no longer true.
#![cfg(test)]

mod change;
mod format;
mod judge;
mod known;
mod time;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of the data.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

/// A base by its name.
pub(crate) fn base(name: &str) -> String {
    let path = folder().join("bases").join(format!("{name}.yaml"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of all bases.
pub(crate) fn bases() -> Vec<String> {
    let entries = std::fs::read_dir(folder().join("bases")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
#[expect(clippy::print_stderr, reason = "the figure and what is missed are for people")]
fn planted_faults_are_found() {
    let cases = format::cases(&folder().join("planted"));
    let mut known = known::Known::read("missed.txt");
    let mut families: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let found = judge::all(&cases);
    let mut wrong = Vec::new();
    for (case, findings) in cases.iter().zip(found) {
        let expected = case.expected.as_ref().unwrap_or_else(|| panic!("{}: nothing is expected", case.name));
        let found = findings.iter().any(|finding| judge::is(finding, expected));
        let family = families.entry(case.name.split_once('/').unwrap().0).or_default();
        family.0 += usize::from(found);
        family.1 += 1;
        match (found, known.take(&case.name)) {
            (true, true) => wrong.push(format!("{} is found: take it out of missed.txt", case.name)),
            (false, false) => wrong.push(format!("{} is missed; said is {}", case.name, judge::told(&findings))),
            (false, true) => eprintln!("missed: {}; said is {}", case.name, judge::told(&findings)),
            (true, false) => {}
        }
    }
    for (family, (found, all)) in &families {
        eprintln!("{family}: {found} of {all}");
    }
    let found: usize = families.values().map(|(found, _)| found).sum();
    eprintln!("{found} of {} planted faults are found", cases.len());
    wrong.extend(known.left());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[expect(clippy::print_stderr, reason = "the figure and the false errors are for people")]
fn correct_templates_have_no_error() {
    let mut known = known::Known::read("false_errors.txt");
    let mut wrong = Vec::new();
    let variations = format::cases(&folder().join("correct"));
    let texts = variations.iter().map(|case| (case.name.clone(), change::changed(&base(&case.base), case)));
    let texts: Vec<(String, String)> =
        bases().into_iter().map(|name| (name.clone(), base(&name))).chain(texts).collect();
    for (name, text) in &texts {
        let findings = judge::findings(text);
        let errors: Vec<_> = findings.into_iter().filter(judge::is_error).collect();
        match (errors.is_empty(), known.take(name)) {
            (true, true) => wrong.push(format!("{name} has no error: take it out of false_errors.txt")),
            (false, false) => wrong.push(format!("{name} is correct, but {}", judge::told(&errors))),
            (false, true) => eprintln!("false: {name}: {}", judge::told(&errors)),
            (true, false) => {}
        }
    }
    eprintln!("{} correct templates", texts.len());
    wrong.extend(known.left());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
