//! References to parameters, resources, conditions and mappings.

use super::names::{Names, nearest};
use super::reader::Reader;
use super::tree::{At, Data, Tree};
use crate::stack::Node;
use crate::value::{Expr, Pseudo, Text, Value};
use indexmap::IndexSet;

const PSEUDO: [Pseudo; 7] = [
    Pseudo::AccountId,
    Pseudo::NoValue,
    Pseudo::Partition,
    Pseudo::Region,
    Pseudo::StackId,
    Pseudo::StackName,
    Pseudo::UrlSuffix,
];

impl Reader<'_> {
    pub(super) fn reference(&mut self, argument: &Tree<'_>) -> Option<Value> {
        if let Some(name) = literal(argument) {
            return self.named(name, argument.at);
        }
        // Language extensions choose what is referred to.
        if argument.function().is_none() {
            self.wrong_arguments("Ref", argument.at, "the name of a parameter or resource");
        }
        None
    }

    /// What a name alone refers to.
    pub(super) fn named(&mut self, name: &str, at: At) -> Option<Value> {
        if let Some(pseudo) = PSEUDO.into_iter().find(|pseudo| pseudo.name() == name) {
            return Some(Expr::Pseudo(pseudo).into());
        }
        if let Some(node) = self.node(|names| &names.parameters, name) {
            return Some(Expr::Parameter(node).into());
        }
        if let Some(node) = self.node(|names| &names.resources, name) {
            return Some(Expr::Ref(node).into());
        }
        if name != "AWS::NotificationARNs" {
            let pseudo = PSEUDO.iter().map(|pseudo| pseudo.name());
            let Names { parameters, resources, .. } = &self.names;
            let names = parameters.iter().chain(resources).map(String::as_str);
            let meant = nearest(name, names.chain(pseudo)).map(str::to_owned);
            self.dangling(name, at, "a parameter or resource", meant);
        }
        None
    }

    pub(super) fn get_att(&mut self, argument: &Tree<'_>) -> Option<Value> {
        if let Some((resource, attribute)) = argument.text().and_then(|text| text.split_once('.')) {
            return self.attribute(resource, attribute, argument.at);
        }
        if let Data::List(parts) = &argument.data
            && let [resource, attribute] = parts.as_slice()
        {
            match (literal(resource), literal(attribute)) {
                (Some(resource), Some(attribute)) => return self.attribute(resource, attribute, argument.at),
                // Nobody knows which one, but it is one of this resource.
                (Some(resource), None) if attribute.function().is_some() => {
                    let resource = self.resource(resource, argument.at)?;
                    let parts = vec![Expr::Ref(resource).into(), self.value(attribute)];
                    return Some(Expr::Opaque(Text::Borrowed("Fn::GetAtt"), Value::List(parts)).into());
                }
                (None, _) if resource.function().is_some() => return None,
                _ => {}
            }
        }
        if argument.function().is_none() {
            self.wrong_arguments("Fn::GetAtt", argument.at, "a resource and the name of an attribute");
        }
        None
    }

    pub(super) fn attribute(&mut self, resource: &str, attribute: &str, at: At) -> Option<Value> {
        if attribute.is_empty() {
            self.wrong_arguments("Fn::GetAtt", at, "a resource and the name of an attribute");
            return None;
        }
        let node = self.resource(resource, at)?;
        Some(Expr::GetAtt(node, Text::Owned(attribute.to_owned())).into())
    }

    pub(super) fn resource(&mut self, name: &str, at: At) -> Option<Node> {
        self.found(|names| &names.resources, name, at, "a resource")
    }

    pub(super) fn condition(&mut self, name: &str, at: At) -> Option<Node> {
        self.found(|names| &names.conditions, name, at, "a condition")
    }

    pub(super) fn mapping(&mut self, name: &str, at: At) -> Option<Node> {
        self.found(|names| &names.mappings, name, at, "a mapping")
    }

    fn found(&mut self, of: fn(&Names) -> &IndexSet<String>, name: &str, at: At, sort: &str) -> Option<Node> {
        let node = self.node(of, name);
        if node.is_none() {
            let meant = nearest(name, of(&self.names).iter().map(String::as_str)).map(str::to_owned);
            self.dangling(name, at, sort, meant);
        }
        node
    }

    fn dangling(&mut self, name: &str, at: At, sort: &str, meant: Option<String>) {
        if self.open || self.names.is_in_module(name) {
            return;
        }
        let help = match meant {
            Some(meant) => format!("it may be `{meant}` that is meant"),
            None => format!("refer to {sort} of this template"),
        };
        self.error("dangling-reference", at, format!("`{name}` is not {sort} of this template"), help);
    }
}

/// A name as it stands, or as the text of an `Fn::Sub` in which a loop has replaced everything.
fn literal<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match tree.function() {
        Some(("Fn::Sub", text)) => text.text().filter(|text| !text.contains("${")),
        _ => tree.text(),
    }
}
