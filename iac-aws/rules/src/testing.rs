//! Rules on templates.

use iac_core::check::{Report, Rule, check};
use iac_core::{FileName, Region, Severity, read};

/// What a rule says of a template in YAML.
pub(crate) fn report(rule: Rule, template: &str) -> Report {
    let (graph, findings) = read::template(FileName::of(&"template.yaml"), template.as_bytes());
    assert!(findings.is_empty(), "the template itself is wrong: {findings:?}");
    check(&graph.unwrap(), &[rule])
}

/// What a rule says of two stacks of one app, `first` and `second`.
pub(crate) fn report_of_both(rule: Rule, [first, second]: [&str; 2]) -> Report {
    let [first, second] = [("first.yaml", first), ("second.yaml", second)].map(|(name, template)| {
        let (graph, findings) = read::template(FileName::new(name), template.as_bytes());
        assert!(findings.is_empty(), "{name} itself is wrong: {findings:?}");
        graph.unwrap()
    });
    let mut both = first;
    both.stacks.extend(second.stacks);
    check(&both, &[rule])
}

/// The messages of a rule about a stack for a region.
pub(crate) fn messages_in(rule: Rule, template: &str, region: Option<Region>) -> Vec<String> {
    let (graph, findings) = read::template(FileName::of(&"template.yaml"), template.as_bytes());
    assert!(findings.is_empty(), "the template itself is wrong: {findings:?}");
    let mut graph = graph.unwrap();
    graph.stacks[0].region = region;
    check(&graph, &[rule]).findings.into_iter().map(|one| one.message.to_string()).collect()
}

/// The rule finds something at this resource, and says it in these words.
#[track_caller]
pub(crate) fn finds(rule: Rule, template: &str, id: &str, words: &str) {
    let report = report(rule, template);
    let found = report.findings.iter().any(|one| one.path.ends_with(&format!("/{id}")) && one.message.contains(words));
    assert!(found, "nothing says `{words}` of {id}, but: {:#?}", report.findings);
    assert!(report.findings.iter().all(|one| one.place.is_some()), "{:#?}", report.findings);
}

/// The same, and it is no error.
#[track_caller]
pub(crate) fn warns(rule: Rule, template: &str, id: &str, words: &str) {
    finds(rule, template, id, words);
    let findings = report(rule, template).findings;
    assert!(findings.iter().all(|one| one.severity == Severity::Warning), "{findings:#?}");
}

/// The rule finds nothing.
#[track_caller]
pub(crate) fn silent(rule: Rule, template: &str) {
    let report = report(rule, template);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
}
