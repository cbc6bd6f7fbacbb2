//! Resources of a stack: adding them, and what is said about one after it was added.

use super::seal::{forget_foreign_lines, own};
use super::{Node, Scope, Stack};
use crate::construct::{Handle, Resource};
use crate::diagnostic::Diagnostic;
use crate::graph::{ResourceNode, Suppression};
use crate::place::Place;
use crate::policy::DeletionPolicy;
use crate::tag::TagStyle;
use crate::value::{Bag, Field, Text, Value};

impl Stack {
    /// Whether a resource belongs to this stack.
    pub fn has(&self, resource: impl Handle) -> bool {
        resource.node().stack() == self.graph.key
    }

    pub(crate) fn push_resource(&mut self, resource_type: &'static str, tags: TagStyle, bag: Bag) -> Node {
        let id = self.claim("resource", |graph, id| graph.resources.get(id).map(|resource| graph.place(resource)));
        let mut properties = bag.into_fields();
        properties.shrink_to_fit();
        if self.is_sealed()
            && let Some(user) = self.place()
        {
            for field in &mut properties {
                field.place = None;
                forget_foreign_lines(&mut field.value, user);
            }
        }
        let resource = ResourceNode {
            resource_type: Text::Borrowed(resource_type),
            properties,
            tags,
            scope: self.current_scope(),
            condition: self.current_condition(),
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            attributes: Vec::new(),
            metadata: Vec::new(),
            suppressions: Vec::new(),
        };
        let (index, _) = self.graph.resources.insert_full(id, resource);
        Node::new(self.graph.key, index as u32)
    }

    /// Changes a resource that was added before, through its own typed setters: the way to a property that a construct
    /// does not know.
    ///
    /// A handle of another stack is an error.
    #[track_caller]
    pub fn modify<H: Handle>(&mut self, handle: H, change: impl FnOnce(H::Resource) -> H::Resource) {
        let (sealed, user) = (self.is_sealed(), self.place_of_call(Place::caller()));
        self.change_resource(handle.node(), |resource| {
            let bag = Bag::from(std::mem::take(&mut resource.properties));
            let before: Vec<_> = bag.fields().iter().map(|field| field.place).collect();
            resource.properties = change(H::Resource::from_bag(bag)).into_bag().into_fields();
            for field in resource.properties.iter_mut().filter(|field| !before.contains(&field.place)) {
                field.place = own(field.place, user).filter(|_| !sealed);
                forget_foreign_lines(&mut field.value, user);
            }
        });
    }

    /// Adds members to a list property of a resource that was added before. For constructs that collect, such as
    /// target groups of a service.
    ///
    /// A property that is set to something else, such as a parameter, is an error.
    #[track_caller]
    pub fn append(&mut self, handle: impl Handle, property: &'static str, members: impl IntoIterator<Item = Value>) {
        let mut refused = false;
        let user = self.place_of_call(Place::caller());
        let members = members.into_iter().map(|mut member| {
            forget_foreign_lines(&mut member, user);
            member
        });
        self.change_resource(handle.node(), |resource| {
            match resource.properties.iter_mut().find(|field| field.name == property).map(|field| &mut field.value) {
                Some(Value::List(list)) => list.extend(members),
                Some(_) => refused = true,
                None => {
                    let list = Value::List(members.collect());
                    resource.properties.push(Field::new(Text::Borrowed(property), list));
                }
            }
        });
        if refused {
            let message = format!("`{property}` is not a list that could be added to");
            self.fault_of_call("not-a-list", message, "set it to a list, with expressions as its members");
        }
    }

    /// Changes the plain value of a property of a resource that was added before, where the property is set. For
    /// constructs that add to what is nested deep, such as a container's environment.
    #[track_caller]
    pub fn edit(&mut self, handle: impl Handle, property: &str, change: impl FnOnce(&mut Value)) {
        let user = self.place_of_call(Place::caller());
        self.change_resource(handle.node(), |resource| {
            if let Some(field) = resource.properties.iter_mut().find(|field| field.name == property) {
                change(&mut field.value);
                forget_foreign_lines(&mut field.value, user);
            }
        });
    }

    /// What a property of a resource is set to.
    pub fn property(&self, handle: impl Handle, property: &str) -> Option<&Value> {
        let node = handle.node();
        let resource = (node.stack == self.graph.key).then(|| self.graph.resources.get_index(node.index()))??.1;
        resource.properties.iter().find(|field| field.name == property).map(|field| &field.value)
    }

    /// Creates `resource` after `first` and deletes it before, where no reference says so.
    #[track_caller]
    pub fn depends_on(&mut self, resource: impl Handle, first: impl Handle) {
        let first = first.node();
        self.change_resource(resource.node(), |resource| {
            if !resource.depends_on.contains(&first) {
                resource.depends_on.push(first);
            }
        });
    }

    /// Says what becomes of a resource and its data when it is deleted, and when an update replaces it.
    #[track_caller]
    pub fn on_delete(&mut self, resource: impl Handle, policy: DeletionPolicy) {
        self.change_resource(resource.node(), |resource| {
            resource.deletion_policy = Some(policy);
            resource.update_replace_policy = Some(policy.on_replace());
        });
    }

    /// Says what becomes of the old resource and its data when an update replaces it, where that differs from what
    /// becomes of it when it is deleted.
    #[track_caller]
    pub fn on_replace(&mut self, resource: impl Handle, policy: DeletionPolicy) {
        self.change_resource(resource.node(), |resource| resource.update_replace_policy = Some(policy.on_replace()));
    }

    /// Sets `UpdatePolicy` or `CreationPolicy` of a resource, as a template has it. One that is set twice holds the last
    /// value. The other attributes have methods of their own.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html>
    #[track_caller]
    pub fn attribute(&mut self, resource: impl Handle, name: &'static str, value: Value) {
        let help = match name {
            "CreationPolicy" | "UpdatePolicy" => None,
            "Condition" => Some("add the resource inside of `Stack::when`"),
            "DeletionPolicy" => Some("use `Stack::on_delete`"),
            "DependsOn" => Some("use `Stack::depends_on`"),
            "Metadata" => Some("use `Stack::metadata`"),
            "Properties" => Some("use the setters of the resource, or `Stack::modify`"),
            "UpdateReplacePolicy" => Some("use `Stack::on_replace`"),
            _ => Some("this sets `CreationPolicy` and `UpdatePolicy`"),
        };
        if let Some(help) = help {
            return self.fault_of_call("bad-attribute", format!("`{name}` cannot be set as an attribute"), help);
        }
        self.change_resource(resource.node(), |resource| {
            resource.attributes.retain(|other| other.name != name);
            resource.attributes.push(Field::new(Text::Borrowed(name), value));
        });
    }

    /// Adds metadata to a resource. It is written to the template and has no effect on the resource. A key that is set
    /// twice holds the last value.
    #[track_caller]
    pub fn metadata(&mut self, resource: impl Handle, key: impl Into<Text>, value: Value) {
        let field = Field::new(key.into(), value);
        self.change_resource(resource.node(), |resource| {
            resource.metadata.retain(|other| other.name != field.name);
            resource.metadata.push(field);
        });
    }

    /// Suppresses a check on one resource, with the reason that a reviewer accepts. The reason is written into the
    /// resource's metadata, where the tool that checks finds it: `CKV_…` for checkov, `E…`, `W…` or `I…` with four
    /// digits for cfn-lint, any other code for this library's own rules. The last reason for a code counts.
    #[track_caller]
    pub fn suppress(&mut self, resource: impl Handle, code: &'static str, reason: impl Into<Text>) {
        let reason = reason.into();
        if reason.trim().is_empty() {
            let message = format!("`{code}` is suppressed without a reason");
            self.fault_of_call("bad-suppression", message, "say why it is right here");
        }
        self.change_resource(resource.node(), |resource| {
            resource.suppressions.retain(|other| other.code != code);
            resource.suppressions.push(Suppression { code: Text::Borrowed(code), reason });
        });
    }

    /// The construct that a resource was added in, to go on building there.
    pub fn scope_of(&self, handle: impl Handle) -> Scope {
        let node = handle.node();
        let resource = self.graph.resources.get_index(node.index()).filter(|_| node.stack == self.graph.key);
        Scope { stack: node.stack, index: resource.map_or(0, |(_, resource)| resource.scope) }
    }

    #[track_caller]
    fn change_resource(&mut self, node: Node, change: impl FnOnce(&mut ResourceNode)) {
        if node.stack == self.graph.key
            && let Some((_, resource)) = self.graph.resources.get_index_mut(node.index())
        {
            return change(resource);
        }
        let help = format!("change it through the stack that it was added to, not through `{}`", self.name());
        self.fault_of_call("foreign-resource", "this resource belongs to another stack".into(), &help);
    }

    #[track_caller]
    fn fault_of_call(&mut self, code: &'static str, message: String, help: &str) {
        let place = self.place_of_call(Place::caller());
        self.diagnostics.push(Diagnostic::error(code, self.path(), message).at(Some(place)).help(help));
    }
}
