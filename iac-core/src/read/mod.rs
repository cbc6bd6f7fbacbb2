//! Existing templates as graphs: JSON and YAML with short tags, whoever wrote them.
//!
//! A template becomes the same [`Graph`] that programs make, so that rules see no difference. What the graph has no
//! words for, such as macros, becomes [`Expr::Opaque`](crate::Expr::Opaque): it is assumed, never failed.
//!
//! Nothing that a file holds makes the reader panic, and what is wrong with one part does not hide the rest.

mod conditions;
mod dynamic;
mod findings;
mod functions;
mod interface;
mod loops;
mod names;
mod parameters;
mod reader;
mod reference;
mod resources;
mod scalar;
mod sections;
mod source;
mod sub;
mod suppressions;
mod tables;
mod transform;
mod tree;
mod values;
mod yaml;

use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::place::FileName;
use findings::Findings;

/// Reads a template. The stack is named after the file.
///
/// The graph is complete even where something is wrong. There is none only where the text is no object of JSON or YAML.
///
/// ```
/// use iac_core::{FileName, read};
/// let template = b"Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Ref Nam\n";
/// let (graph, findings) = read::template(FileName::of(&"topic.yaml"), template);
/// assert_eq!(graph.map(|graph| graph.stacks[0].resources.len()), Some(1));
/// assert_eq!(findings[0].place.map(|place| place.to_string()).as_deref(), Some("topic.yaml:5:23"));
/// ```
pub fn template(file: FileName, bytes: &[u8]) -> (Option<Graph>, Vec<Diagnostic>) {
    let name = source::stack_name(file);
    let mut findings = Findings::new(file, name);
    let text = source::text(bytes, &mut findings);
    let Some(mut tree) = source::tree(&text, &mut findings) else { return (None, findings.all) };
    if text.contains(loops::LOOP) {
        loops::expand(&mut tree, &mut findings);
    }
    let Some(stack) = sections::stack(name, file, &tree, &mut findings) else { return (None, findings.all) };
    let mut graph = Graph { stacks: vec![stack], ..Graph::default() };
    crate::resolve::check(&mut graph, "", &mut findings.all);
    (Some(graph), findings.all)
}
