//! A stack as the bytes of a file.

use crate::table::thousands;
use iac_core::backend::cloudformation::{INLINE_BYTES, MAX_BYTES, template};
use iac_core::backend::terraform::{self, Deployment};
use iac_core::graph::StackGraph;
use iac_core::json::{Layout, to_bytes};
use iac_core::{Diagnostic, Environment, Graph, Platform, Severity};
use serde::Serialize;

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
    let written = match notation {
        Notation::Json => json(&template).map_err(|error| error.to_string()),
        #[cfg(feature = "yaml")]
        Notation::Yaml => crate::yaml::to_bytes(&template),
    };
    let fault = |code, message| Diagnostic::error(code, &*stack.name, message);
    let bytes = written.map_err(|error| fault("unwritable", format!("the template cannot be written: {error}")))?;
    if bytes.len() > MAX_BYTES {
        let given = thousands(bytes.len());
        let allowed = thousands(MAX_BYTES);
        return Err(fault("limit", format!("the template has {given} bytes; CloudFormation takes at most {allowed}"))
            .help("put what changes together into a stack of its own")
            .into());
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
    let (module, mut diagnostics) =
        terraform::module(graph, Deployment { system, environment: name, regions }, &platform.terraform);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return hand_over((None, diagnostics));
    }
    let rendered = match to_bytes(&module, Layout::Indented) {
        Ok(bytes) => Some((bytes, module.resources())),
        Err(error) => {
            diagnostics.push(Diagnostic::error("unwritable", "", format!("the module cannot be written: {error}")));
            None
        }
    };
    hand_over((rendered, diagnostics));
}

/// The layout that reads best of those that can be launched most easily: inline, else from S3.
pub(crate) fn json(template: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let indented = to_bytes(template, Layout::Indented)?;
    for limit in [INLINE_BYTES, MAX_BYTES] {
        if indented.len() <= limit {
            return Ok(indented);
        }
        if could_fit(&indented, limit) {
            for layout in [Layout::Lines, Layout::Compact] {
                let smaller = to_bytes(template, layout)?;
                if smaller.len() <= limit {
                    return Ok(smaller);
                }
            }
        }
    }
    Ok(indented)
}

/// Whether a document might fit without white space; most large ones clearly do not, and need not be written again to
/// know. A line has its indentation and at most one space more, after the colon.
fn could_fit(indented: &[u8], limit: usize) -> bool {
    let (mut start, mut length) = (0, 0);
    for end in memchr::memchr_iter(b'\n', indented) {
        length += indented[start..end].trim_ascii_start().len().saturating_sub(1);
        start = end + 1;
        if length > limit {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// A document of lines that take `resources` × about 100 bytes when indented.
    fn document(resources: usize) -> Value {
        let resource = json!({"Type": "AWS::SNS::Topic", "Properties": {"A": {"B": {"C": ["x", "y z", "\" \\"]}}}});
        json!({"Resources": (0..resources).map(|i| (format!("R{i:05}"), resource.clone())).collect::<serde_json::Map<_, _>>()})
    }

    fn layout_of(document: &Value) -> Layout {
        let bytes = json(document).unwrap();
        let fits = |layout: &Layout| to_bytes(document, *layout).unwrap() == bytes;
        [Layout::Indented, Layout::Lines, Layout::Compact].into_iter().find(fits).unwrap()
    }

    fn length(document: &Value, layout: Layout) -> usize {
        to_bytes(document, layout).unwrap().len()
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

    proptest! {
        #[test]
        fn what_fits_is_never_ruled_out(texts in prop::collection::vec(any::<String>(), 0..20)) {
            let document = json!({"Texts": texts, "Empty": {}, "Deep": [[["a b"]]]});
            let indented = to_bytes(&document, Layout::Indented).unwrap();
            prop_assert!(could_fit(&indented, length(&document, Layout::Compact)));
        }
    }
}
