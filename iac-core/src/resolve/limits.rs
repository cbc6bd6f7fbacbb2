//! CloudFormation's limits on one stack.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use crate::diagnostic::Diagnostic;
use crate::graph::Graph;

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
        let outputs = stack.outputs.iter().map(|(id, output)| (format!("output `{id}`"), &output.description));
        for (whose, description) in std::iter::once(("stack".to_owned(), &stack.description)).chain(outputs) {
            let bytes = description.as_ref().map_or(0, |text| text.len());
            if bytes > DESCRIPTION_BYTES {
                let message =
                    format!("the description of the {whose} has {bytes} bytes, of {DESCRIPTION_BYTES} allowed");
                fault(message, "shorten it");
            }
        }
    }
}
