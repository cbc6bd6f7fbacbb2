//! CloudFormation's limits on one stack.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, StackGraph};
use crate::place::Place;

/// The most resources of one stack. A graph has no such limit.
const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const OUTPUTS: usize = 200;
const MAPPINGS: usize = 200;
const DESCRIPTION_BYTES: usize = 1_024;

pub(super) fn check(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        let mut fault = |place: Option<Place>, message: String, help: &str| {
            let fault = Diagnostic::error("limit", &*stack.name, message).at(place.or(stack.place));
            diagnostics.push(fault.help(help));
        };
        let StackGraph { resources, parameters, outputs, mappings, .. } = stack;
        // Where the first one that is too many was added.
        let resource = resources.get_index(RESOURCES).and_then(|(_, resource)| stack.place(resource));
        let parameter = parameters.get_index(PARAMETERS).and_then(|(_, parameter)| parameter.place);
        let output = outputs.get_index(OUTPUTS).and_then(|(_, output)| output.place);
        let mapping = mappings.get_index(MAPPINGS).and_then(|(_, mapping)| mapping.place);
        let (apart, fewer) =
            ("put what changes together into a stack of its own", "derive values from fewer choices, with a mapping");
        let (parts, together) =
            ("put parts of the stack into a stack of their own", "put tables with the same keys together");
        for (count, limit, place, sort, help) in [
            (resources.len(), RESOURCES, resource, "resources", apart),
            (parameters.len(), PARAMETERS, parameter, "parameters", fewer),
            (outputs.len(), OUTPUTS, output, "outputs", parts),
            (mappings.len(), MAPPINGS, mapping, "mappings", together),
        ] {
            if count > limit {
                fault(place, format!("the stack has {count} {sort}; CloudFormation takes at most {limit}"), help);
            }
        }
        let whole = std::iter::once((None, &stack.description, stack.place));
        let outputs = stack.outputs.iter().map(|(id, output)| (Some(id), &output.description, output.place));
        for (output, description, place) in whole.chain(outputs) {
            let bytes = description.as_ref().map_or(0, |text| text.len());
            if bytes > DESCRIPTION_BYTES {
                let whose = output.map_or_else(|| "stack".to_owned(), |id| format!("output `{id}`"));
                let message =
                    format!("the description of the {whose} has {bytes} bytes, of {DESCRIPTION_BYTES} allowed");
                fault(place, message, "shorten it");
            }
        }
    }
}
