//! How long a proof takes.

use crate::{base, bases, change, judge};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A template with the resources of a base many times, each time with names of its own.
fn repeated(text: &str, at_least: usize) -> (String, usize) {
    let resources = change::block(text, "Resources").unwrap();
    let body = text[resources.clone()].strip_prefix("Resources:\n").unwrap();
    let ids: Vec<&str> = body.lines().filter_map(id).collect();
    let copies = at_least.div_ceil(ids.len());
    let mut all = String::new();
    for copy in 0..copies {
        // Only where a resource is meant: types, services and keys may be the same words.
        let is_meant = |before: &str| {
            ["!Ref ", "!GetAtt ", "${", "DependsOn: ", "DependsOn: [", ", ", "\n  "]
                .iter()
                .any(|sign| before.ends_with(sign))
        };
        let part = |word: &str, before: &str| {
            if ids.contains(&word) && is_meant(before) { format!("{word}{copy}") } else { word.to_owned() }
        };
        let mut word = String::new();
        for letter in body.chars() {
            if letter.is_ascii_alphanumeric() {
                word.push(letter);
            } else {
                let word = part(&std::mem::take(&mut word), &all);
                let _ = write!(all, "{word}{letter}");
            }
        }
    }
    (format!("{}Resources:\n{all}{}", &text[..resources.start], &text[resources.end..]), copies * ids.len())
}

fn id(line: &str) -> Option<&str> {
    let name = line.strip_prefix("  ")?.trim_end().strip_suffix(':')?;
    name.chars().all(|letter| letter.is_ascii_alphanumeric()).then_some(name)
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    judge::findings(text);
    start.elapsed()
}

#[test]
#[expect(clippy::print_stderr, reason = "the figures are for people")]
fn a_proof_ends() {
    for name in bases() {
        eprintln!("{name}: {:?}", time(&base(&name)));
    }
    for name in ["web", "events"] {
        let (text, resources) = repeated(&base(name), 500);
        eprintln!("{name} with {resources} resources: {:?}", time(&text));
    }
}
