//! Values that cross regions: the one stack has an output, the other one a parameter whose description names it.

use super::nodes::Own;
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, Handover, OutputNode, ParameterNode, StackGraph};
use crate::parameter::ParameterType;
use crate::place::Place;
use crate::stack::Node;
use crate::value::{Expr, Text, Value};
use indexmap::IndexMap;

/// The parameters that the stacks of an app need for each other's values.
#[derive(Default)]
pub(super) struct Handovers {
    /// By the reading stack, the stack that is read, and its output.
    parameters: IndexMap<(usize, usize, String), (String, ParameterNode)>,
}

impl Handovers {
    /// The parameter as a value; one that is there already is used again.
    pub(super) fn add(
        &mut self,
        own: &Own,
        (from, output_id): (usize, &str),
        (id, parameter): (String, ParameterNode),
    ) -> Value {
        let key = (own.index, from, output_id.to_owned());
        let of_own =
            |keys: &mut dyn Iterator<Item = &(usize, usize, String)>| keys.filter(|key| key.0 == own.index).count();
        let before = match self.parameters.get_index_of(&key) {
            Some(at) => of_own(&mut self.parameters.keys().take(at)),
            None => of_own(&mut self.parameters.keys()),
        };
        self.parameters.entry(key).or_insert((id, parameter));
        Expr::Parameter(Node::new(own.key, (own.parameters.len() + before) as u32)).into()
    }

    /// Adds them behind the parameters that their stacks have of their own.
    pub(super) fn add_to(self, graph: &mut Graph, diagnostics: &mut Vec<Diagnostic>) {
        for ((by, ..), (id, parameter)) in self.parameters {
            let Some(stack) = graph.stacks.get_mut(by) else { continue };
            if stack.parameters.contains_key(&id) {
                let message = format!("the parameter `{id}` is needed for a value of another stack, but it is taken");
                let fault = Diagnostic::error("duplicate-id", &*stack.name, message).at(parameter.place);
                diagnostics.push(fault.help("give the parameter, or the resource that is referred to, another id"));
            }
            stack.parameters.insert(id, parameter);
        }
    }
}

/// The parameter for an output of a stack. Its id is made of the names of both, so that it stays as they stay.
pub(super) fn parameter(
    owner: &StackGraph,
    output_id: &str,
    output: &OutputNode,
    place: Option<Place>,
) -> (String, ParameterNode) {
    let value = output_id.strip_prefix("Export").unwrap_or(output_id);
    let region = owner.region.map_or_else(|| "its region".to_owned(), |region| region.to_string());
    let mut parameter = ParameterNode::new(ParameterType::String);
    parameter.description = Some(format!("The output {output_id} of the stack {} in {region}.", owner.name).into());
    parameter.label = Some(format!("{value} of {}", owner.name).into());
    parameter.group = Some(Text::Borrowed("Values of stacks in other regions"));
    parameter.min_length = Some(1);
    let output_of = Some((owner.name.clone(), output_id.to_owned()));
    parameter.from = Some(Handover { output: output_of, value: output.value.clone() });
    parameter.place = place;
    (format!("From{}{value}", camel(&owner.name)), parameter)
}

/// A stack's name without its hyphens: `eu-base` is `EuBase`.
fn camel(name: &str) -> String {
    let words = name.split('-').filter_map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
    });
    words.collect()
}
