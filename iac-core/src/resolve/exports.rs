//! References between stacks of an app become exports and imports; where they cross regions, which exports do not, an
//! output and a parameter.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use super::handovers::{self, Handovers};
use super::nodes::Own;
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
    handovers: Handovers,
}

/// Who reads a value.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) own: &'a Own,
    pub(super) place: Option<Place>,
}

impl Exports {
    pub(super) fn new(namespace: &str) -> Self {
        Exports {
            namespace: namespace.to_owned(),
            outputs: IndexMap::new(),
            imports: IndexMap::new(),
            handovers: Handovers::default(),
        }
    }

    /// Hands out an attribute of a resource and returns what reads it; `None` where the stack has no such resource.
    pub(super) fn import(
        &mut self,
        Reader { own, place }: Reader<'_>,
        (from, owner): (usize, &StackGraph),
        node: Node,
        attribute: &str,
    ) -> Option<Value> {
        let (id, resource) = owner.resources.get_index(node.index())?;
        let name = format!("{}:{}:{id}:{}", self.namespace, owner.name, attribute.replace('.', "-"));
        self.imports.entry((own.index, from)).or_insert(place);
        let (output_id, output) = self.outputs.entry((from, name.clone())).or_insert_with(|| {
            let output = OutputNode {
                value: match attribute {
                    "Ref" => Expr::Ref(node).into(),
                    _ => Expr::GetAtt(node, Text::Owned(attribute.to_owned())).into(),
                },
                description: Some(Text::Borrowed("Used by another stack of this environment")),
                export: None,
                condition: resource.condition,
                internal: true,
                place: owner.place(resource),
            };
            (format!("Export{id}{}", attribute.replace('.', "")), output)
        });
        if owner.region != own.region {
            let parameter = handovers::parameter(owner, output_id, output, place);
            return Some(self.handovers.add(own, (from, output_id), parameter));
        }
        output.export = Some(Value::Str(name.clone().into()));
        Some(Expr::ImportValue(Value::Str(name.into())).into())
    }

    /// A stack takes a value of another one that no export hands on.
    pub(super) fn read(&mut self, Reader { own, place }: Reader<'_>, from: usize) {
        self.imports.entry((own.index, from)).or_insert(place);
    }

    /// Adds the outputs and parameters to their stacks.
    pub(super) fn add_to(self, graph: &mut Graph, diagnostics: &mut Vec<Diagnostic>) -> Vec<Import> {
        self.handovers.add_to(graph, diagnostics);
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
