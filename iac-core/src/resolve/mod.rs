//! From the stacks of an app to the graph: references between stacks, tags, and what no back end could write.
//!
//! The passes run in a fixed order, each once. None stops at the first fault, so that all come in one run.

mod cycles;
mod exports;
mod handovers;
mod keys;
mod limits;
mod nodes;
mod operations;
mod parameters;
mod references;
mod tags;

use crate::app::App;
use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use std::collections::BTreeSet;

/// Resolves the stacks of an app. The namespace, such as `cloud-optimizer-prod`, keeps the exports of two environments
/// in one account apart.
///
/// The graph is complete even where something is wrong, so that it can still be shown; nothing may be written from it
/// while a diagnostic is an error.
pub fn resolve(app: App, namespace: &str) -> (Graph, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut graph = Graph { terraform_state: app.terraform_state, ..Graph::default() };
    for stack in app.stacks {
        diagnostics.extend(stack.diagnostics);
        graph.stacks.push(stack.graph);
    }
    names(&graph, &mut diagnostics);
    if let Some(operations) = app.operations {
        operations::outputs(&mut graph, &operations, &mut diagnostics);
        graph.operations = Some(operations);
    }
    tags::apply(&mut graph, &mut diagnostics);
    keys::reserved(&graph, &mut diagnostics);
    check(&mut graph, namespace, &mut diagnostics);
    (graph, diagnostics)
}

/// The passes that a graph goes through whoever made it, a program or a template.
pub(crate) fn check(graph: &mut Graph, namespace: &str, diagnostics: &mut Vec<Diagnostic>) {
    let (waits, imports) = references::resolve(graph, namespace, diagnostics);
    for import in &imports {
        graph.stacks[import.by].reads.push(import.from);
    }
    cycles::find(graph, &waits, &imports, diagnostics);
    keys::check(graph, diagnostics);
    parameters::check(graph, diagnostics);
    limits::check(graph, diagnostics);
}

/// Two stacks of one name would be one file, and their nodes could not be told apart. Other files have a path each.
fn names(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    if graph.stacks.is_empty() {
        diagnostics
            .push(Diagnostic::error("no-stack", "", "the app has no stack").help("add one: `App::new().with(stack)`"));
    }
    let mut paths = BTreeSet::new();
    for file in graph.stacks.iter().flat_map(|stack| &stack.files) {
        if !paths.insert(&file.path) {
            let fault = Diagnostic::error("bad-file", "", format!("two files are to stand at `{}`", file.path));
            diagnostics.push(fault.at(file.place).help("give one of them another name"));
        }
    }
    for (index, stack) in graph.stacks.iter().enumerate() {
        let name = &stack.name;
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && name.len() <= 128;
        if !fits {
            diagnostics.push(
                Diagnostic::error("bad-stack-name", &**name, format!("`{name}` cannot be the name of a stack"))
                    .help("a name starts with a letter and has letters, digits and hyphens, at most 128"),
            );
        }
        if let Some(other) = graph.stacks[..index].iter().find(|other| other.key == stack.key) {
            let message = format!("the app has two stacks named `{}` and `{name}`", other.name);
            diagnostics
                .push(Diagnostic::error("duplicate-stack", &**name, message).help("give one of them another name"));
        }
    }
}
