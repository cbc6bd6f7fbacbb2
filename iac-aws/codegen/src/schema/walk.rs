//! Walks the two descriptions of a resource type side by side and makes one of them.
//!
//! Properties are matched by their path, because the packages name the nested types differently. What is found under
//! two paths becomes two nodes; [`super::intern`] makes one of those that say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::chain::At;
use super::keywords;
use super::lost::lost;
use super::node::{Node, NodeId};
use super::patterns;
use super::report::Report;
use super::trail::{Trail, Trails};
use super::types;
use crate::model::Kinds;
use crate::spec::{self, Type};

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
        let key = (typed.address(), at.map_or(0, |at| address(at.value)), trail, side);
        if let Some(id) = self.met.get(&key) {
            return *id;
        }
        // Where one package has an object and the other a text, the spec wins, and the other one's types are legal too.
        let misfit = at.filter(|at| !types::fit(typed, *at));
        let at = at.filter(|_| misfit.is_none());
        if misfit.is_some() {
            self.report.types_differ(self.cfn, typed);
        }
        // Entered first, because types may contain themselves.
        let id = self.nodes.len();
        self.nodes.push(Node::default());
        let trail = key.2.clone();
        self.met.insert(key, id);
        let mut node = self.build(typed, at, &trail, side);
        node.types |= misfit.map_or(0, types::types);
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
        types::reconcile(&mut node, typed, at);
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
