//! Walks the two descriptions of a resource type side by side and makes one of them.
//!
//! Properties are matched by their path, because the packages name the nested types differently. What is found under
//! two paths becomes two nodes; [`super::intern`] makes one of those that say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::chain::At;
use super::keywords::{self, names};
use super::lost::lost;
use super::node::{Node, NodeId, Property, Scalar};
use super::patterns;
use super::report::Report;
use super::trail::{Trail, Trails};
use super::types;
use crate::model::{Kinds, closed};
use crate::sources::reference;
use crate::spec::{self, Replacement, Type};

/// The walk over one resource type.
pub(super) struct Walk<'a> {
    pub(super) cfn: &'a str,
    pub(super) kinds: &'a Kinds<'a>,
    /// The spec's nested types.
    pub(super) nested: Option<&'a BTreeMap<String, BTreeMap<String, spec::Property>>>,
    pub(super) trails: Trails<'a>,
    pub(super) nodes: &'a mut Vec<Node>,
    pub(super) report: &'a mut Report,
    pub(super) met: HashMap<Key, NodeId>,
}

/// What is walked: the addresses of both descriptions, the place, and the side.
pub(super) type Key = (usize, usize, Trail, Side);

/// Which properties a node has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// Those of both packages and of all alternatives: what a template may set.
    Whole,
    /// Those of one schema: an alternative, a condition.
    Branch,
}

/// The spec's description of a value.
#[derive(Clone, Copy)]
pub(super) enum Typed<'a> {
    /// There is none.
    No,
    /// A value of this type.
    Value(&'a Type),
    /// An object with these properties.
    Object(&'a BTreeMap<String, spec::Property>),
}

impl<'a> Walk<'a> {
    pub(super) fn node(&mut self, typed: Typed<'a>, at: Option<At<'a>>, trail: Trail, side: Side) -> NodeId {
        let at = at.filter(|at| {
            let fits = types::fit(typed, *at);
            if !fits {
                self.report.types_differ(self.cfn, typed);
            }
            fits
        });
        let key = (typed.address(), at.map_or(0, |at| address(at.value)), trail, side);
        if let Some(id) = self.met.get(&key) {
            return *id;
        }
        // Entered first, because types may contain themselves.
        let id = self.nodes.len();
        self.nodes.push(Node::default());
        let trail = key.2.clone();
        self.met.insert(key, id);
        let node = self.build(typed, at, &trail, side);
        self.nodes[id] = node;
        id
    }

    fn build(&mut self, typed: Typed<'a>, at: Option<At<'a>>, trail: &Trail, side: Side) -> Node {
        let mut node = Node::default();
        if let Some(at) = at {
            node.never = at.value == &Value::Bool(false);
            self.keywords(&mut node, at);
            self.groups(&mut node, at);
        }
        types::reconcile(&mut node, typed);
        self.elements(&mut node, typed, at, trail, side);
        self.patterns(&mut node, typed, at, trail, side);
        self.properties(&mut node, typed, at, trail, side);
        for (code, rule) in self.trails.rules(trail) {
            let at = At { root: rule, value: rule };
            if self.allowed(at, code) {
                let rule = self.node(Typed::No, Some(at), Trail::default(), Side::Branch);
                node.rules.push((code.to_owned(), rule));
            }
        }
        node
    }

    /// The keywords that need no other schema. Where a reference has one that its target has too, the nearer one counts.
    fn keywords(&mut self, node: &mut Node, at: At<'a>) {
        let mut entered = BTreeMap::new();
        for (key, value) in at.links().into_iter().flatten() {
            if keywords::STRUCTURE.contains(&key.as_str()) {
                continue;
            }
            match entered.insert(key, value) {
                None if keywords::enter(node, key, value) => {}
                Some(nearer) if nearer == value || matches!(key.as_str(), "description" | "type") => {
                    entered.insert(key, nearer);
                }
                _ => self.report.left_out(self.cfn, key, value),
            }
        }
    }

    /// Whether a group of schemas can be represented; without one of them, a group would say something else.
    pub(super) fn allowed(&mut self, at: At<'a>, key: &str) -> bool {
        let lost = lost(at, &mut BTreeSet::new());
        if let Some(lost) = &lost {
            self.report.left_out(self.cfn, &format!("{key} with {lost}"), at.value);
        }
        lost.is_none()
    }

    fn elements(&mut self, node: &mut Node, typed: Typed<'a>, at: Option<At<'a>>, trail: &Trail, side: Side) {
        let element = match typed {
            Typed::Value(Type::List(element)) => Typed::Value(element),
            _ => Typed::No,
        };
        let items = at.and_then(|at| at.get("items"));
        if items.is_some() || matches!(element, Typed::Value(_)) {
            let trail = self.trails.elements(trail);
            node.items = Some(self.node(element, items, trail, side));
        }
    }

    fn patterns(&mut self, node: &mut Node, typed: Typed<'a>, at: Option<At<'a>>, trail: &Trail, side: Side) {
        let element = match typed {
            Typed::Value(Type::Map(element)) => Typed::Value(element),
            _ => Typed::No,
        };
        let patterns = at.and_then(|at| at.get("patternProperties")?.value.as_object());
        let others = at.and_then(|at| at.get("additionalProperties"));
        node.closed = others.is_some_and(|o| o.value == &Value::Bool(false));
        let others = others.filter(|o| o.value.is_object());
        let trail = self.trails.elements(trail);
        for (pattern, value) in patterns.into_iter().flatten() {
            let value = at.map(|at| at.at(value));
            let child = self.node(element, value, trail.clone(), side);
            node.patterns.insert(patterns::rust(pattern), child);
        }
        let unsaid = matches!(element, Typed::Value(_)) && patterns.is_none() && !node.closed;
        if others.is_some() || unsaid {
            let child = self.node(element, others, trail, side);
            node.patterns.insert(String::new(), child);
        }
    }

    fn properties(&mut self, node: &mut Node, typed: Typed<'a>, at: Option<At<'a>>, trail: &Trail, side: Side) {
        let own = match typed {
            Typed::Object(own) => Some(own),
            Typed::Value(Type::Object(name)) => self.nested.and_then(|n| n.get(name)),
            _ => None,
        };
        node.name = node.name.take().or_else(|| at.and_then(types::name));
        if own.is_some() && at.is_none() {
            node.closed = true;
        }
        let described = at.map(|at| described(at, side)).unwrap_or_default();
        let required: BTreeSet<String> = at.into_iter().flat_map(required).collect();
        let all: BTreeSet<&str> = own.into_iter().flat_map(BTreeMap::keys).map(String::as_str).collect();
        for name in all.into_iter().chain(described.keys().copied()).chain(required.iter().map(String::as_str)) {
            if node.properties.contains_key(name) {
                continue;
            }
            let ours = own.and_then(|o| o.get(name));
            let theirs = described.get(name).copied().flatten();
            let trail = self.trails.property(trail, name);
            let mut property = self.property(name, ours, theirs, &trail, side);
            property.required = match ours {
                // One of the packages is older, and AWS makes properties optional, not required.
                Some(p) if at.is_none() => p.required,
                Some(p) => p.required_by_api || required.contains(name),
                None => required.contains(name),
            } && !property.flags.read_only;
            if ours.is_some_and(|p| p.required != property.required) && at.is_some() && side == Side::Whole {
                self.report.required_differ(self.cfn, node.name.as_deref(), name, property.required);
            }
            node.properties.insert(name.to_owned(), property);
        }
    }

    fn property(
        &mut self,
        name: &str,
        ours: Option<&'a spec::Property>,
        theirs: Option<At<'a>>,
        trail: &Trail,
        side: Side,
    ) -> Property {
        let mut flags = self.trails.flags(trail);
        let mut references = BTreeSet::new();
        if let Some(p) = ours {
            // The spec leaves out what only CloudFormation sets.
            flags.read_only = false;
            flags.deprecated |= p.deprecated;
            if p.replacement != Replacement::No && flags.replacement != Replacement::Yes {
                flags.replacement = p.replacement;
            }
            let texts =
                matches!(&p.ty, Type::String(_)) || matches!(&p.ty, Type::List(e) if matches!(**e, Type::String(_)));
            if texts {
                references = self.kinds.of_property(self.cfn, name, p).unwrap_or_default();
            }
        } else if side == Side::Whole {
            let format = theirs.and_then(|at| at.get("format")?.value.as_str());
            references.extend(format.and_then(reference));
        }
        let node = self.node(ours.map_or(Typed::No, |p| Typed::Value(&p.ty)), theirs, trail.clone(), side);
        flags.grows = self.grows(name, node);
        Property { node, required: false, flags, references }
    }

    /// Whether the values of a property, or of its elements, are a set that AWS keeps adding to.
    fn grows(&self, name: &str, node: NodeId) -> bool {
        let node = &self.nodes[node];
        if let Some(items) = node.items {
            return self.grows(name, items);
        }
        let texts = node.values.iter().flatten().filter_map(|v| match v {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        });
        let texts: Vec<String> = texts.collect();
        !texts.is_empty() && closed(name, &Type::String(texts)).is_none()
    }
}

/// The properties that a schema has, with its alternatives where a template is looked at: then a property has the schema
/// on which they agree, or none.
fn described(at: At<'_>, side: Side) -> BTreeMap<&str, Option<At<'_>>> {
    let mut found = BTreeMap::new();
    for (name, value) in properties(at) {
        found.entry(name).or_insert(Some(at.at(value)));
    }
    let own: BTreeSet<&str> = found.keys().copied().collect();
    let views = if side == Side::Whole { at.views() } else { Vec::new() };
    for view in views {
        for (name, value) in properties(view).filter(|(name, _)| !own.contains(name)) {
            let agreed = found.entry(name).or_insert(Some(view.at(value)));
            if agreed.is_some_and(|other| other.value != value) {
                *agreed = None;
            }
        }
    }
    found
}

fn properties<'a>(at: At<'a>) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let lists = at.links().into_iter().filter_map(|link| link.get("properties")?.as_object());
    lists.flatten().map(|(name, value)| (name.as_str(), value))
}

fn required(at: At<'_>) -> impl Iterator<Item = String> {
    at.links().into_iter().filter_map(|link| names(link.get("required")?)).flatten()
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value) as usize
}

impl Typed<'_> {
    fn address(self) -> usize {
        match self {
            Typed::No => 0,
            Typed::Value(ty) => std::ptr::from_ref(ty) as usize,
            Typed::Object(properties) => std::ptr::from_ref(properties) as usize,
        }
    }
}
