//! A stack as the bytes of a file.

use crate::table::thousands;
#[cfg(feature = "yaml")]
use crate::yaml::{self, flow};
use iac_core::backend::cloudformation::{INLINE_BYTES, MAX_BYTES, template};
use iac_core::backend::terraform::{self, Deployment};
use iac_core::graph::StackGraph;
use iac_core::json::{Layout, ToJson, measured, to_bytes};
use iac_core::{Diagnostic, Environment, Graph, Platform, Severity};

/// How a template is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    Json,
    #[cfg(feature = "yaml")]
    Yaml,
}

impl Notation {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Notation::Json => "json",
            #[cfg(feature = "yaml")]
            Notation::Yaml => "yaml",
        }
    }
}

/// A stack's template, with what is wrong with its size.
pub(crate) fn cloudformation(stack: &StackGraph, notation: Notation) -> Result<Vec<u8>, Box<Diagnostic>> {
    let template = template(stack);
    let bytes = match notation {
        Notation::Json => json(&template),
        #[cfg(feature = "yaml")]
        Notation::Yaml => yaml(&template),
    };
    if bytes.len() > MAX_BYTES {
        let (given, allowed) = (thousands(bytes.len()), thousands(MAX_BYTES));
        let message = format!("the template has {given} bytes; CloudFormation takes at most {allowed}");
        let help = "put what changes together into a stack of its own";
        return Err(Diagnostic::error("limit", &*stack.name, message).at(stack.place).help(help).into());
    }
    Ok(bytes)
}

/// A module's bytes and how many resources it has, and what there is to say of it.
pub(crate) type Rendered = (Option<(Vec<u8>, usize)>, Vec<Diagnostic>);

/// The stacks of an environment as a Terraform module, handed over before the module itself is taken apart.
pub(crate) fn terraform(
    graph: &Graph,
    environment: &Environment,
    platform: &Platform,
    hand_over: impl FnOnce(Rendered),
) {
    let Environment { system, name, regions, .. } = *environment;
    let (module, diagnostics) =
        terraform::module(graph, Deployment { system, environment: name, regions }, &platform.terraform);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return hand_over((None, diagnostics));
    }
    hand_over((Some((to_bytes(&module, Layout::Indented), module.resources())), diagnostics));
}

/// The layout that reads best of those that can be launched most easily: inline, else from S3. Most large documents
/// clearly do not fit without white space, and need not be written again to know.
pub(crate) fn json(template: &dyn ToJson) -> Vec<u8> {
    let (indented, least) = measured(template, Layout::Indented);
    for limit in [INLINE_BYTES, MAX_BYTES] {
        if indented.len() <= limit {
            return indented;
        }
        if least <= limit {
            let lines = to_bytes(template, Layout::Lines);
            return if lines.len() <= limit { lines } else { to_bytes(template, Layout::Compact) };
        }
    }
    indented
}

/// Like JSON where YAML takes so much more that it cannot be launched as easily.
#[cfg(feature = "yaml")]
fn yaml(template: &dyn ToJson) -> Vec<u8> {
    let block = yaml::to_bytes(template);
    for limit in [INLINE_BYTES, MAX_BYTES] {
        if block.len() <= limit {
            return block;
        }
        let mut smaller = [flow::LINES, flow::COMPACT].into_iter().map(|depth| yaml::like_json(template, depth));
        if let Some(fits) = smaller.find(|bytes| bytes.len() <= limit) {
            return fits;
        }
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A document of lines that take `resources` × about 100 bytes when indented.
    fn document(resources: usize) -> Value {
        let resource = json!({"Type": "AWS::SNS::Topic", "Properties": {"A": {"B": {"C": ["x", "y z", "\" \\"]}}}});
        json!({"Resources": (0..resources).map(|i| (format!("R{i:05}"), resource.clone())).collect::<serde_json::Map<_, _>>()})
    }

    fn layout_of(document: &Value) -> Layout {
        let bytes = json(document);
        let fits = |layout: &Layout| to_bytes(document, *layout) == bytes;
        [Layout::Indented, Layout::Lines, Layout::Compact].into_iter().find(fits).unwrap()
    }

    fn length(document: &Value, layout: Layout) -> usize {
        to_bytes(document, layout).len()
    }

    /// The most resources of which a layout still fits.
    fn most(layout: Layout, limit: usize) -> usize {
        let [one, two] = [1, 2].map(|resources| length(&document(resources), layout));
        1 + (limit - one) / (two - one)
    }

    #[test]
    fn the_layout_is_the_most_readable_that_fits_inline() {
        let [indented, lines, compact] =
            [Layout::Indented, Layout::Lines, Layout::Compact].map(|layout| most(layout, INLINE_BYTES));
        assert!(indented < lines && lines < compact);
        assert_eq!(layout_of(&document(indented)), Layout::Indented);
        assert_eq!(layout_of(&document(indented + 1)), Layout::Lines);
        assert_eq!(layout_of(&document(lines)), Layout::Lines);
        assert_eq!(layout_of(&document(lines + 1)), Layout::Compact);
        assert_eq!(layout_of(&document(compact)), Layout::Compact);
        assert_eq!(layout_of(&document(compact + 1)), Layout::Indented);
    }

    #[test]
    fn a_template_too_large_for_s3_is_written_smaller() {
        let resources = 7_000;
        assert!(length(&document(resources), Layout::Indented) > MAX_BYTES);
        assert_eq!(layout_of(&document(resources)), Layout::Lines);
        assert!(length(&document(resources), Layout::Lines) <= MAX_BYTES);
    }
}
