//! What the functions of a table work with.

use super::body::Body;
use super::context::{Context, Plan, Spot};
use super::lower::{Lifecycle, Lowered};
use super::schema::Block;
use super::table::{ResourceMap, To};
use super::term::Term;
use crate::graph::ResourceNode;
use crate::place::Place;
use crate::policy::DeletionPolicy;
use crate::stack::Node;
use crate::value::{Field, Value};
use std::borrow::Cow;
use std::rc::Rc;

/// What the functions of a table work on: a resource of the graph, and the block that is being written.
pub struct Scope<'a, 'g> {
    pub(super) context: &'a mut Context<'g>,
    pub(super) spot: Spot<'g>,
    pub(super) resource: &'g ResourceNode,
    pub(super) index: usize,
    pub(super) map: &'static ResourceMap,
    pub(super) name: String,
    /// The block that is being written, what the provider says of it, and the conditions that it stands under.
    pub(super) body: Body<'g>,
    pub(super) schema: Option<Rc<Block>>,
    pub(super) guards: Vec<String>,
    /// The object whose fields are being lowered.
    pub(super) object: &'g [Field],
    pub(super) parts: Vec<Lowered<'g>>,
    pub(super) lifecycle: Lifecycle,
    pub(super) plan: Plan,
}

impl<'g> Scope<'_, 'g> {
    /// The value of an attribute.
    pub fn term(&mut self, value: &'g Value) -> Term<'g> {
        self.context.term(self.spot, value)
    }

    /// A value as text of JSON. Text stays what it is.
    pub fn json(&mut self, value: &'g Value) -> Term<'g> {
        encoded(self.term(value))
    }

    /// Sets an attribute of the block that is being written.
    pub fn set(&mut self, attribute: impl Into<Cow<'g, str>>, term: impl Into<Term<'g>>) {
        let term = match self.guard() {
            Some(guard) => Term::When(guard, Box::new(term.into()), Box::new(Term::Null)),
            None => term.into(),
        };
        self.body.set(attribute.into(), term, self.spot.place);
    }

    /// What an attribute of the block that is being written is set to; in [`finish`](super::ResourceMap::finish) also the
    /// name that it got.
    pub fn get(&self, attribute: &str) -> Option<&Term<'g>> {
        self.body.attribute(attribute)
    }

    /// Whether the block that is being written has an attribute or a nested block.
    pub fn has(&self, name: &str) -> bool {
        self.body.has(name)
    }

    /// A property of the resource.
    pub fn property(&self, name: &str) -> Option<&'g Value> {
        self.resource.property(name)
    }

    /// What becomes of the resource when it is deleted.
    pub fn deletion_policy(&self) -> Option<DeletionPolicy> {
        self.resource.deletion_policy
    }

    /// Terraform leaves an attribute alone when something else changed it.
    pub fn ignore_changes(&mut self, attribute: &'static str) {
        self.lifecycle.ignore_changes.push(attribute);
    }

    /// The resource is replaced with another resource, or when an attribute of another one changes.
    /// Source: <https://developer.hashicorp.com/terraform/language/meta-arguments#lifecycle>
    pub fn replace_with(&mut self, address: impl Into<String>) {
        self.lifecycle.replace_triggered_by.push(address.into());
    }

    /// The resource's node.
    pub fn node(&self) -> Node {
        Node::new(self.context.stack(self.spot.stack).key, self.index as u32)
    }

    /// The resources of the stack, with their logical ids.
    pub fn resources(&self) -> impl Iterator<Item = (&'g str, &'g ResourceNode)> + use<'g> {
        self.context.stack(self.spot.stack).resources.iter().map(|(id, resource)| (id.as_str(), resource))
    }

    /// The resource of a node of this environment.
    pub fn resource_of(&self, node: Node) -> Option<&'g ResourceNode> {
        let stack = self.context.stack_of(node.stack())?;
        self.context.stack(stack).resources.get_index(node.index()).map(|(_, resource)| resource)
    }

    /// An error at the property that is being written.
    pub fn error(&mut self, code: &'static str, message: impl Into<String>, help: &str) {
        self.context.error(self.spot, code, message.into(), help);
    }

    /// Something that the user should know, though nothing is wrong.
    pub fn note(&mut self, message: impl Into<String>) {
        let (path, place) = (self.context.path(self.spot), self.spot.place);
        let mut note = crate::Diagnostic::warning("terraform-note", path, message).at(place);
        note.severity = crate::Severity::Info;
        self.context.diagnostics.push(note);
    }

    pub(super) fn at(&mut self, place: Option<Place>) {
        self.spot.place = place.or(self.spot.place);
    }

    /// Lowers fields into the block that is being written: by a table first, then by their names.
    pub fn fields(&mut self, fields: &'g [Field], table: &'static [(&'static str, To)]) {
        let outer = std::mem::replace(&mut self.object, fields);
        for field in fields {
            match table.iter().find(|(name, _)| *name == field.name) {
                Some((_, to)) => self.to(field, to),
                None => {
                    self.derive(field);
                }
            }
        }
        self.object = outer;
    }
}

/// Text of JSON, on each side of a choice. What is text already stays what it is.
pub(super) fn encoded(document: Term<'_>) -> Term<'_> {
    match document {
        Term::Null => Term::Null,
        Term::When(condition, yes, no) => Term::When(condition, Box::new(encoded(*yes)), Box::new(encoded(*no))),
        text @ (Term::Text(_) | Term::Template(_)) => text,
        expression @ Term::Expression(_) => expression,
        document => Term::Json(Box::new(document)),
    }
}
