//! Short ways from a text to its graph, its findings and its document.

use iac_core::backend::cloudformation;
use iac_core::json::{Layout, to_bytes};
use iac_core::{
    Diagnostic, FileName,
    graph::{Graph, StackGraph},
    read,
};

pub(crate) const FILE: FileName = FileName::of(&"stacks/template.yaml");

pub(crate) fn read(text: impl AsRef<[u8]>) -> (Option<Graph>, Vec<Diagnostic>) {
    read::template(FILE, text.as_ref())
}

/// The stack of a text in which nothing is wrong.
#[track_caller]
pub(crate) fn stack(text: impl AsRef<[u8]>) -> StackGraph {
    let (graph, findings) = read(text);
    assert!(findings.is_empty(), "{}", report(&findings));
    graph.unwrap().stacks.remove(0)
}

pub(crate) fn report(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

pub(crate) fn written(stack: &StackGraph, layout: Layout) -> String {
    String::from_utf8(to_bytes(&cloudformation::template(stack), layout).unwrap()).unwrap()
}

/// A document as `synth --yaml` writes it.
pub(crate) fn yaml(stack: &StackGraph) -> String {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX, yaml_12: false };
    let mut text = String::new();
    serde_saphyr::to_fmt_writer_with_options(&mut text, &cloudformation::template(stack), options).unwrap();
    text
}
