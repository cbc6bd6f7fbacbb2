//! References between stacks of an app become exports and imports.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, OutputNode, StackGraph};
use crate::id::MAX_LENGTH;
use crate::place::Place;
use crate::stack::Node;
use crate::value::{Expr, Text, Value};
use indexmap::IndexMap;

/// A stack reads what another one exports. Stacks are named by their position in the app.
pub(super) struct Import {
    pub(super) by: usize,
    pub(super) from: usize,
    pub(super) place: Option<Place>,
}

/// The exports that the stacks of an app need of each other.
pub(super) struct Exports {
    namespace: String,
    /// By the exporting stack and the export's name: the output's id, and the output.
    outputs: IndexMap<(usize, String), (String, OutputNode)>,
    /// The first import of each pair of stacks.
    imports: IndexMap<(usize, usize), Option<Place>>,
}

impl Exports {
    pub(super) fn new(namespace: &str) -> Self {
        Exports { namespace: namespace.to_owned(), outputs: IndexMap::new(), imports: IndexMap::new() }
    }

    /// Exports an attribute of a resource and returns what imports it; `None` where the stack has no such resource.
    pub(super) fn import(
        &mut self,
        by: usize,
        (from, owner): (usize, &StackGraph),
        node: Node,
        attribute: &str,
        place: Option<Place>,
    ) -> Option<Value> {
        let (id, resource) = owner.resources.get_index(node.index())?;
        let name = format!("{}:{}:{id}:{}", self.namespace, owner.name, attribute.replace('.', "-"));
        self.imports.entry((by, from)).or_insert(place);
        self.outputs.entry((from, name.clone())).or_insert_with(|| {
            let output = OutputNode {
                value: match attribute {
                    "Ref" => Expr::Ref(node).into(),
                    _ => Expr::GetAtt(node, Text::Owned(attribute.to_owned())).into(),
                },
                description: Some(Text::Borrowed("Used by another stack of this environment")),
                export: Some(Value::Str(name.clone().into())),
                condition: resource.condition,
                internal: true,
                place: owner.place(resource),
            };
            (format!("Export{id}{}", attribute.replace('.', "")), output)
        });
        Some(Expr::ImportValue(Value::Str(name.into())).into())
    }

    /// Adds the exports to the outputs of their stacks.
    pub(super) fn add_to(self, graph: &mut Graph, diagnostics: &mut Vec<Diagnostic>) -> Vec<Import> {
        for ((owner, name), (id, output)) in self.outputs {
            let Some(stack) = graph.stacks.get_mut(owner) else { continue };
            let mut fault = |code, message, help| {
                diagnostics.push(Diagnostic::error(code, &*stack.name, message).at(output.place).help(help));
            };
            if id.len() > MAX_LENGTH || name.len() > MAX_LENGTH {
                let message = format!("the export `{name}` has a name of more than {MAX_LENGTH} characters");
                fault("limit", message, "shorten the ids on the resource's path");
            }
            if stack.outputs.contains_key(&id) {
                let message = format!("the output `{id}` is needed for another stack's reference, but it is taken");
                fault("duplicate-id", message, "give the output, or the resource that is referred to, another id");
            }
            stack.outputs.insert(id, output);
        }
        self.imports.into_iter().map(|((by, from), place)| Import { by, from, place }).collect()
    }
}
