//! From the stacks of an app to the graph: references between stacks, tags, and what no back end could write.
//!
//! The passes run in a fixed order, each once. None stops at the first fault, so that all come in one run.

mod cycles;
mod decisions;
mod exports;
mod exposed;
mod handovers;
pub(crate) mod keys;
mod limits;
mod nodes;
mod operations;
mod parameters;
mod references;
mod shortened;
mod tag_limits;
mod tags;

use crate::app::App;
use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::place::Place;
use crate::region::Region;
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
    regions(&graph, graph.terraform_state.iter().map(|state| state.region), &mut diagnostics);
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

/// Regions of the app as a whole; no line says which, so that the first stack's does.
pub(crate) fn regions(graph: &Graph, regions: impl Iterator<Item = Region>, diagnostics: &mut Vec<Diagnostic>) {
    let first = graph.stacks.first();
    for region in regions {
        region_fault(region, "", first.and_then(|stack| stack.place), diagnostics);
    }
}

fn region_fault(region: Region, path: &str, place: Option<Place>, diagnostics: &mut Vec<Diagnostic>) {
    if !region.is_well_formed() {
        let message = format!("`{}` cannot be a region", region.code().escape_debug());
        let fault = Diagnostic::error("bad-region", path, message).at(place);
        diagnostics.push(fault.help("use a constant such as `Region::EU_CENTRAL_1`, or a code in its form"));
    }
}

/// Two stacks of one name would be one file, also where names that differ in case alone are one. Other files have a path
/// each.
fn names(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    if graph.stacks.is_empty() {
        diagnostics
            .push(Diagnostic::error("no-stack", "", "the app has no stack").help("add one: `App::new().with(stack)`"));
    }
    let mut paths = BTreeSet::new();
    for file in graph.stacks.iter().flat_map(|stack| &stack.files) {
        if !paths.insert(file.path.to_ascii_lowercase()) {
            let fault = Diagnostic::error("bad-file", "", format!("two files are to stand at `{}`", file.path));
            diagnostics.push(fault.at(file.place).help("give one of them another name"));
        }
    }
    for (index, stack) in graph.stacks.iter().enumerate() {
        let name = &stack.name;
        stack.region.iter().for_each(|region| region_fault(*region, name, stack.place, diagnostics));
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && name.len() <= 128;
        if !fits {
            diagnostics.push(
                Diagnostic::error("bad-stack-name", &**name, format!("`{name}` cannot be the name of a stack"))
                    .at(stack.place)
                    .help("a name starts with a letter and has letters, digits and hyphens, at most 128"),
            );
        }
        if let Some(other) = graph.stacks[..index].iter().find(|other| other.name.eq_ignore_ascii_case(name)) {
            let message = format!("the app has two stacks named `{}` and `{name}`", other.name);
            diagnostics.push(
                Diagnostic::error("duplicate-stack", &**name, message)
                    .at(stack.place)
                    .also(other.place, format!("the first `{}` is made here", other.name))
                    .help("give one of them another name, one that differs in more than upper and lower case"),
            );
        }
    }
}
