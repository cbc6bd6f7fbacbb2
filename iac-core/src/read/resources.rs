//! Resources and what is said about them.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html>

use super::names::is_made;
use super::reader::Reader;
use super::tree::{Data, Entry, Tree};
use crate::graph::ResourceNode;
use crate::policy::DeletionPolicy;
use crate::stack::Node;
use crate::tag::TagStyle;
use crate::value::Text;

const KEYS: &str = "Type, Properties, Condition, DependsOn, DeletionPolicy, UpdateReplacePolicy, CreationPolicy, \
                    UpdatePolicy and Metadata";

impl Reader<'_> {
    pub(super) fn resource_node(&mut self, entry: &Entry<'_>, scope: u32) -> ResourceNode {
        let mut resource = ResourceNode {
            resource_type: Text::Borrowed(""),
            properties: Vec::new(),
            tags: TagStyle::None,
            condition: None,
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            attributes: Vec::new(),
            metadata: Vec::new(),
            suppressions: Vec::new(),
            scope,
        };
        for field in self.object("a resource", &entry.value) {
            self.attribute_of(&mut resource, field);
        }
        let what = format!("the resource `{}`", entry.key);
        self.required(&what, entry.at, &entry.value, "Type", "say what it is: `Type: AWS::SNS::Topic`");
        resource
    }

    fn attribute_of(&mut self, resource: &mut ResourceNode, field: &Entry<'_>) {
        let Entry { key, at, value } = field;
        match &**key {
            "Type" => resource.resource_type = self.text("`Type`", value).unwrap_or_default(),
            "Properties" => {
                let entries = self.object("`Properties`", value);
                resource.properties = self.fields(entries);
            }
            "Condition" => {
                let name = self.text("`Condition`", value);
                resource.condition = name.and_then(|name| self.condition(&name, value.at));
            }
            "DependsOn" => resource.depends_on = self.depends_on(value),
            "Metadata" => {
                let entries = self.object("`Metadata`", value);
                let mut metadata = self.fields(entries);
                resource.suppressions = self.suppressions(*at, &mut metadata);
                resource.metadata = metadata;
            }
            "DeletionPolicy" | "UpdateReplacePolicy" => {
                let replace = &**key == "UpdateReplacePolicy";
                match self.policy(key, value) {
                    Some(policy) if replace => resource.update_replace_policy = Some(policy),
                    Some(policy) => resource.deletion_policy = Some(policy),
                    None => resource.attributes.push(self.field(field, |reader, tree| reader.value(tree))),
                }
            }
            other => {
                if !matches!(other, "CreationPolicy" | "UpdatePolicy" | "Version") {
                    self.unknown_key("a resource", other, *at, KEYS);
                }
                resource.attributes.push(match is_made(other) {
                    true => self.made(field),
                    false => self.field(field, |reader, tree| reader.value(tree)),
                });
            }
        }
    }

    /// A policy that is a literal. One that is a function is for language extensions to evaluate.
    fn policy(&mut self, key: &str, tree: &Tree<'_>) -> Option<DeletionPolicy> {
        let name = match tree.text() {
            Some(name) => name,
            None if tree.function().is_some() => {
                self.needs_extensions(&format!("a function as `{key}`"), tree.at);
                return None;
            }
            None if matches!(tree.data, Data::Lost | Data::Null) => return None,
            None => tree.sort(),
        };
        let policies = [
            DeletionPolicy::Delete,
            DeletionPolicy::Retain,
            DeletionPolicy::Snapshot,
            DeletionPolicy::RetainExceptOnCreate,
        ];
        let on_replace = key == "UpdateReplacePolicy";
        let allowed = policies.iter().filter(|policy| !on_replace || policy.on_replace() == **policy);
        let found = allowed.clone().find(|policy| policy.name() == name).copied();
        if found.is_none() {
            let names: Vec<&str> = allowed.map(|policy| policy.name()).collect();
            let message = format!("`{name}` is no `{key}`");
            self.error("bad-policy", tree.at, message, format!("write one of {}", names.join(", ")));
        }
        found
    }

    fn depends_on(&mut self, tree: &Tree<'_>) -> Vec<Node> {
        let names = match &tree.data {
            Data::Text(_) => std::slice::from_ref(tree),
            _ => self.list("`DependsOn`", tree),
        };
        let mut nodes = Vec::with_capacity(names.len());
        for name in names {
            let node = self.text("`DependsOn`", name).and_then(|id| self.resource(&id, name.at));
            nodes.extend(node.filter(|node| !nodes.contains(node)));
        }
        nodes
    }
}
