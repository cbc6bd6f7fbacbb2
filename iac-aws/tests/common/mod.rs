//! What the tests of constructs share.
#![allow(dead_code, reason = "no test uses everything")]
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use iac_aws::network::IsolatedSubnets;
use iac_aws::prelude::*;
use iac_core::graph::StackGraph;
use iac_core::json::{Layout, to_text};
use iac_core::{Diagnostic, backend::cloudformation, resolve};
use serde_json::{Value, json};

/// The template of a stack that has no faults.
pub(crate) fn template(stack: Stack) -> Value {
    let (graph, diagnostics) = resolve::resolve(stack.into(), "test");
    assert!(diagnostics.is_empty(), "{}", said(&diagnostics).join("\n"));
    written(&graph.stacks[0])
}

/// A stack's template as it is written.
pub(crate) fn written(stack: &StackGraph) -> Value {
    serde_json::from_str(&to_text(&cloudformation::template(stack), Layout::Compact)).unwrap()
}

/// What is said about a stack that has faults: `code: message`, each followed by the help.
pub(crate) fn faults(stack: Stack) -> Vec<String> {
    said(&resolve::resolve(stack.into(), "test").1)
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| format!("{}: {} ({})", d.code, d.message, d.help.as_deref().unwrap_or_default());
    diagnostics.iter().map(line).collect()
}

/// Compares templates resource by resource, so that a difference can be read.
pub(crate) fn assert_template(stack: Stack, expected: &str) {
    let (actual, expected) = (template(stack), serde_json::from_str::<Value>(expected).unwrap());
    for section in ["Parameters", "Conditions", "Resources", "Outputs"] {
        let ids = |template: &Value| -> Vec<String> {
            template[section].as_object().into_iter().flat_map(|all| all.keys().cloned()).collect()
        };
        assert_eq!(ids(&actual), ids(&expected), "{section}");
        for id in ids(&expected) {
            assert_eq!(actual[section][&id], expected[section][&id], "{section} {id}");
        }
    }
    assert_eq!(actual, expected);
}

/// The resources of a stack that `build` fills, by logical id. It must be free of faults.
pub(crate) fn resources(build: impl FnOnce(&mut Stack)) -> Value {
    let mut stack = Stack::new("main");
    build(&mut stack);
    template(stack)["Resources"].take()
}

/// The codes of what is wrong with a stack that `build` fills. Each fault must say where it is and what to change.
pub(crate) fn codes(build: impl FnOnce(&mut Stack)) -> Vec<&'static str> {
    let mut stack = Stack::new("main");
    build(&mut stack);
    let (_, diagnostics) = resolve::resolve(stack.into(), "test");
    for diagnostic in &diagnostics {
        assert!(diagnostic.help.is_some() && diagnostic.place.is_some(), "{diagnostic}");
    }
    diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect()
}

/// Isolated subnets in two zones.
pub(crate) fn subnets(stack: &mut Stack) -> IsolatedSubnets {
    stack.add("Network", Vpc::new(cidr!("10.0.0.0/16"))).isolated()
}

/// An identifier that is made of an id and the first part of the stack's own one.
pub(crate) fn identifier(id: &str) -> Value {
    let uuid = json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]});
    json!({"Fn::Join": ["", [format!("{id}-"), {"Fn::Select": [0, {"Fn::Split": ["-", uuid]}]}]]})
}

/// The codes of the checks that are suppressed on a resource.
pub(crate) fn suppressed(resource: &Value) -> Vec<&str> {
    let skips = resource["Metadata"]["checkov"]["skip"].as_array();
    skips.into_iter().flatten().filter_map(|skip| skip["id"].as_str()).collect()
}
