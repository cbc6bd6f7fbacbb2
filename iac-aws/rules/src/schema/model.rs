//! What is read of the schemas, kept for all resources and all choices of the parameters.

use crate::patterns::Pattern;
use iac_aws_schema::{Attribute, Property, Schema, SchemaId, Type, Value, resource_type};
use iac_core::check::World;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Default)]
pub(crate) struct Model {
    types: RefCell<HashMap<String, Option<Type>>>,
    attributes: RefCell<HashMap<&'static str, Rc<HashMap<&'static str, Attribute>>>>,
    /// By the schemas' numbers.
    nodes: RefCell<Vec<Option<Rc<Node>>>>,
    patterns: RefCell<HashMap<&'static str, Rc<Known>>>,
}

/// A pattern, and the texts that were held against it: tags are the same all over a template.
struct Known {
    /// None where it does not compile.
    pattern: Option<Pattern>,
    texts: RefCell<HashMap<String, bool>>,
}

/// A schema, ready to be asked.
pub(crate) struct Node {
    pub(crate) schema: Schema,
    pub(super) required: Vec<&'static str>,
    /// By name.
    properties: Vec<Property>,
    values: OnceCell<Vec<String>>,
}

impl Model {
    /// The one of a proof, for all rules and choices.
    pub(crate) fn of(world: &World<'_>) -> Rc<Self> {
        world.once_for_all(|_| Model::default())
    }

    pub(crate) fn resource_type(&self, name: &str) -> Option<Type> {
        if let Some(known) = self.types.borrow().get(name) {
            return *known;
        }
        let found = resource_type(name);
        self.types.borrow_mut().insert(name.to_owned(), found);
        found
    }

    /// The attribute of a type.
    pub(crate) fn attribute(&self, of: &Type, name: &str) -> Option<Attribute> {
        let known = self.attributes.borrow().get(of.name).cloned();
        let attributes = known.unwrap_or_else(|| {
            let read = Rc::new(of.attributes.iter().map(|one| (one.name, one)).collect());
            self.attributes.borrow_mut().insert(of.name, Rc::clone(&read));
            read
        });
        attributes.get(name).copied().or_else(|| of.attribute(name))
    }

    pub(crate) fn node(&self, id: SchemaId) -> Rc<Node> {
        if let Some(Some(node)) = self.nodes.borrow().get(id.index()) {
            return node.clone();
        }
        let node = Rc::new(Node::of(id.schema()));
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() <= id.index() {
            nodes.resize(id.index() + 1, None);
        }
        nodes[id.index()] = Some(node.clone());
        node
    }

    /// Whether a pattern is somewhere in a text; one that does not compile fits everything.
    pub(crate) fn fits(&self, pattern: &'static str, text: &str) -> bool {
        let known = self.patterns.borrow().get(pattern).cloned();
        let known = known.unwrap_or_else(|| {
            let made = Rc::new(Known { pattern: Pattern::new(pattern), texts: RefCell::default() });
            self.patterns.borrow_mut().insert(pattern, made.clone());
            made
        });
        let Some(regex) = &known.pattern else { return true };
        if let Some(fits) = known.texts.borrow().get(text) {
            return *fits;
        }
        let fits = regex.fits(text);
        known.texts.borrow_mut().insert(text.to_owned(), fits);
        fits
    }
}

impl Node {
    fn of(schema: Schema) -> Self {
        let mut properties: Vec<Property> = schema.properties.iter().collect();
        properties.sort_by_key(|one| one.name);
        let required = properties.iter().filter(|one| one.required && !one.read_only).map(|one| one.name);
        Node { required: required.collect(), properties, values: OnceCell::new(), schema }
    }

    pub(super) fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// Whether it says nothing of properties that it does not list.
    pub(super) fn is_silent_on_others(&self) -> bool {
        !self.schema.closed && self.schema.patterns.is_empty()
    }

    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.binary_search_by(|one| one.name.cmp(name)).ok().and_then(|at| self.properties.get(at))
    }

    /// Whether a text is one of the legal values.
    pub(super) fn allows(&self, text: &str) -> bool {
        let Some(values) = self.schema.values else { return true };
        let case = |text: String| if self.schema.ignore_case { text.to_lowercase() } else { text };
        let values = self.values.get_or_init(|| values.iter().map(|value| case(value.to_string())).collect());
        values.contains(&case(text.to_owned()))
    }

    /// The legal texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'static str> {
        self.schema.values.into_iter().flat_map(|values| values.iter().collect::<Vec<_>>()).filter_map(|value| {
            match value {
                Value::Text(text) => Some(text),
                _ => None,
            }
        })
    }
}
