//! What the tests of constructs share.
#![allow(dead_code, reason = "no test uses everything")]
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use iac_core::{Diagnostic, Stack, backend::cloudformation, resolve};
use serde_json::Value;

/// The template of a stack that has no faults.
pub(crate) fn template(stack: Stack) -> Value {
    let (graph, diagnostics) = resolve::resolve(stack.into(), "test");
    assert!(diagnostics.is_empty(), "{}", said(&diagnostics).join("\n"));
    serde_json::to_value(cloudformation::template(&graph.stacks[0])).unwrap()
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
