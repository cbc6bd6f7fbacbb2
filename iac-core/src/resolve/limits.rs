//! CloudFormation's limits on one stack.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use crate::condition::Test;
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, StackGraph};

/// The most resources of one stack. A graph has no such limit.
const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const OUTPUTS: usize = 200;
const MAPPINGS: usize = 200;
const DESCRIPTION_BYTES: usize = 1_024;

pub(super) fn check(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        let mut fault = |message: String, help: &str| {
            diagnostics.push(Diagnostic::error("limit", &*stack.name, message).help(help));
        };
        for (count, limit, sort, help) in [
            (stack.resources.len(), RESOURCES, "resources", "put what changes together into a stack of its own"),
            (stack.parameters.len(), PARAMETERS, "parameters", "derive values from fewer choices, with a mapping"),
            (stack.outputs.len(), OUTPUTS, "outputs", "put parts of the stack into a stack of their own"),
            (stack.mappings.len(), MAPPINGS, "mappings", "put tables with the same keys together"),
        ] {
            if count > limit {
                fault(format!("the stack has {count} {sort}; CloudFormation takes at most {limit}"), help);
            }
        }
        if let Some(bytes) =
            stack.description.as_ref().map(|text| text.len()).filter(|bytes| *bytes > DESCRIPTION_BYTES)
        {
            fault(format!("the description has {bytes} bytes, of {DESCRIPTION_BYTES} allowed"), "shorten it");
        }
        conditions(stack, diagnostics);
    }
}

fn conditions(stack: &StackGraph, diagnostics: &mut Vec<Diagnostic>) {
    for (id, condition) in &stack.conditions {
        if uses_contains(&condition.test) {
            let message = format!("the condition `{id}` asks whether a list contains something, which only rules can");
            diagnostics.push(
                Diagnostic::error("bad-condition", format!("{}/{id}", stack.name), message)
                    .at(condition.place)
                    .help("compare with each value, joined by `or`"),
            );
        }
    }
}

fn uses_contains(test: &Test) -> bool {
    match test {
        Test::Contains(..) => true,
        Test::And(tests) | Test::Or(tests) => tests.iter().any(uses_contains),
        Test::Not(test) => uses_contains(test),
        Test::Equals(..) | Test::Holds(_) => false,
    }
}
