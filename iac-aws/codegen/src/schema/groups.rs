//! The keywords whose values are schemas for the same value, or for its parts wherever they are.

use std::collections::BTreeMap;

use serde_json::Value;

use super::chain::At;
use super::node::{Node, NodeId, Property};
use super::trail::Trail;
use super::walk::{Side, Typed, Walk};

impl<'a> Walk<'a> {
    pub(super) fn groups(&mut self, node: &mut Node, at: At<'a>) {
        for link in at.links() {
            let group = |key: &str| link.get(key).map(|value| at.at(value));
            node.all_of.extend(self.list(group("allOf"), "allOf"));
            for (key, field) in [("anyOf", 0), ("oneOf", 1), ("prefixItems", 2)] {
                let list = self.list(group(key), key);
                let field = [&mut node.any_of, &mut node.one_of, &mut node.prefix_items].into_iter().nth(field);
                if let Some(field) = field.filter(|_| !list.is_empty()) {
                    if !field.is_empty() {
                        self.report.left_out(self.cfn, &format!("a second {key}"), at.value);
                    }
                    *field = list;
                }
            }
            node.not = self.one(group("not"), "not").or(node.not);
            node.contains = self.one(group("contains"), "contains").or(node.contains);
            node.names = self.one(group("propertyNames"), "propertyNames").or(node.names);
            self.condition(node, group("if"), group("then"), group("else"));
            self.dependencies(node, group("dependencies"));
        }
    }

    fn list(&mut self, group: Option<At<'a>>, key: &str) -> Vec<NodeId> {
        let branches: Vec<At<'a>> = group.into_iter().flat_map(branches).collect();
        // Once for the group, whose branches stand together.
        let Some(group) = group.filter(|_| !branches.is_empty()) else { return Vec::new() };
        if !self.allowed(group, key) {
            return Vec::new();
        }
        branches.into_iter().map(|b| self.branch(b)).collect()
    }

    fn one(&mut self, at: Option<At<'a>>, key: &str) -> Option<NodeId> {
        let at = at?;
        self.allowed(at, key).then(|| self.branch(at))
    }

    fn condition(&mut self, node: &mut Node, when: Option<At<'a>>, then: Option<At<'a>>, other: Option<At<'a>>) {
        let Some(when) = when else { return };
        if [Some(when), then, other].into_iter().flatten().all(|part| self.allowed(part, "if")) {
            node.condition = Some([Some(when), then, other].map(|part| part.map(|part| self.branch(part))));
        }
    }

    /// A list of names is a requirement; a schema is a condition on the property.
    fn dependencies(&mut self, node: &mut Node, at: Option<At<'a>>) {
        let Some(at) = at else { return };
        for (name, value) in at.value.as_object().into_iter().flatten() {
            if let Some(list) = super::keywords::names(value) {
                node.dependent_required.insert(name.clone(), list);
            } else if self.allowed(at.at(value), "dependencies") {
                let then = self.branch(at.at(value));
                let any = self.push(Node::default());
                let set = Property { node: any, required: true, ..Property::default() };
                let when = self.push(Node { properties: BTreeMap::from([(name.clone(), set)]), ..Node::default() });
                let condition = Some([Some(when), Some(then), None]);
                node.all_of.push(self.push(Node { condition, ..Node::default() }));
            }
        }
    }

    fn branch(&mut self, at: At<'a>) -> NodeId {
        self.node(Typed::No, Some(at), Trail::default(), Side::Branch)
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }
}

fn branches(group: At<'_>) -> impl Iterator<Item = At<'_>> {
    group.value.as_array().into_iter().flatten().map(move |value: &Value| group.at(value))
}
