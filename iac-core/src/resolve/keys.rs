//! Keys of the template that are not logical ids: those of mappings and of metadata, and rules that say nothing.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, MappingNode, ResourceNode, StackGraph};
use crate::id::MAX_LENGTH;
use std::collections::BTreeSet;

/// What a macro makes of a template's keys.
const MADE: &str = "Fn::Transform";

pub(super) fn check(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        for (id, mapping) in &stack.mappings {
            for (message, help) in mapping_faults(id, mapping) {
                let fault = Diagnostic::error("bad-mapping", format!("{}/{id}", stack.name), message);
                diagnostics.push(fault.at(mapping.place).help(help));
            }
        }
        for (id, rule) in stack.rules.iter().filter(|(_, rule)| rule.assertions.is_empty()) {
            let message = format!("the rule `{id}` asserts nothing");
            let fault = Diagnostic::error("bad-rule", format!("{}/{id}", stack.name), message);
            diagnostics.push(fault.at(rule.place).help("say what must hold, and what the user is told"));
        }
    }
}

/// What a program may not set itself, because the back end makes it.
pub(super) fn reserved(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        stack.resources.values().for_each(|resource| of_suppressions(stack, resource, diagnostics));
        if stack.metadata.iter().any(|(key, _)| key == "AWS::CloudFormation::Interface") {
            let message = "`AWS::CloudFormation::Interface` is made of the labels and groups of the parameters";
            let help = "use `Parameter::label` and `Parameter::group`";
            diagnostics.push(Diagnostic::error("duplicate-key", &*stack.name, message).at(stack.place).help(help));
        }
    }
}

/// Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html>,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
fn mapping_faults(id: &str, mapping: &MappingNode) -> Vec<(String, &'static str)> {
    let mut faults = Vec::new();
    if mapping.rows.is_empty() {
        faults.push((format!("the mapping `{id}` has no row"), "add a row: a key, and cells with keys of their own"));
    }
    let mut keys = |whole: String, others: &[u8], help, keys: Vec<&str>| {
        for key in keys.iter().filter(|key| **key != MADE) {
            if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte)) {
                faults.push((format!("`{key}` cannot be a key of {whole}"), help));
            } else if key.len() > MAX_LENGTH {
                let message =
                    format!("a key of {whole} has {} characters, of {MAX_LENGTH} allowed: `{key}`", key.len());
                faults.push((message, "shorten it"));
            }
        }
        for key in repeated(keys.into_iter()) {
            faults.push((format!("the key `{key}` stands twice in {whole}"), "give each key once"));
        }
    };
    let rows = mapping.rows.iter().map(|(key, _)| &**key).collect();
    keys(format!("the mapping `{id}`"), b"-.", "use letters, digits, hyphens and dots", rows);
    for (key, cells) in &mapping.rows {
        let whole = format!("the row `{key}` of the mapping `{id}`");
        keys(whole, b"", "use letters and digits", cells.iter().map(|cell| &*cell.name).collect());
    }
    for (key, _) in mapping.rows.iter().filter(|(key, cells)| cells.is_empty() && key != MADE) {
        faults.push((
            format!("the row `{key}` of the mapping `{id}` has no cell"),
            "give the row a cell, or leave it out",
        ));
    }
    faults
}

/// Suppressions are written under these keys of the metadata.
fn of_suppressions(stack: &StackGraph, resource: &ResourceNode, diagnostics: &mut Vec<Diagnostic>) {
    if resource.suppressions.is_empty() {
        return;
    }
    for field in resource.metadata.iter().filter(|field| matches!(&*field.name, "checkov" | "cfn-lint" | "iac")) {
        let message = format!("the metadata `{}` is made of the suppressions of this resource", field.name);
        diagnostics.push(
            Diagnostic::error("duplicate-key", stack.path_of(resource), message)
                .at(stack.place(resource))
                .help("suppress checks with `Stack::suppress` only"),
        );
    }
}

/// The names that stand there before, once for each time.
pub(crate) fn repeated<'n>(names: impl ExactSizeIterator<Item = &'n str> + Clone) -> Vec<&'n str> {
    /// Fewer are compared faster than they are sorted in.
    const FEW: usize = 16;
    if names.len() <= FEW {
        let before = |(index, name)| names.clone().take(index).any(|other| other == name).then_some(name);
        return names.clone().enumerate().filter_map(before).collect();
    }
    let mut known = BTreeSet::new();
    names.filter(|name| !known.insert(*name)).collect()
}
