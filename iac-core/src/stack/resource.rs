//! Resources of a stack: adding them, and what is said about one after it was added.

use super::{Node, Scope, Stack};
use crate::construct::{Handle, Resource};
use crate::graph::{ResourceNode, Suppression};
use crate::policy::DeletionPolicy;
use crate::tag::TagStyle;
use crate::value::{Bag, Field, Text, Value};

impl Stack {
    pub(crate) fn push_resource(&mut self, resource_type: &'static str, tags: TagStyle, bag: Bag) -> Node {
        let id = self.claim("resource", |graph, id| graph.resources.get(id).map(|resource| graph.place(resource)));
        let resource = ResourceNode {
            resource_type: Text::Borrowed(resource_type),
            properties: bag.into_fields(),
            tags,
            scope: self.current_scope(),
            sealed: self.is_sealed(),
            condition: self.current_condition(),
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
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
        self.change_resource(handle.node(), |resource| {
            let bag = Bag::from(std::mem::take(&mut resource.properties));
            resource.properties = change(H::Resource::from_bag(bag)).into_bag().into_fields();
        });
    }

    /// Adds members to a list property of a resource that was added before. For constructs that collect, such as
    /// target groups of a service.
    #[track_caller]
    pub fn append(&mut self, handle: impl Handle, property: &'static str, members: impl IntoIterator<Item = Value>) {
        self.change_resource(handle.node(), |resource| {
            let mut bag = Bag::from(std::mem::take(&mut resource.properties));
            bag.append(property, members);
            resource.properties = bag.into_fields();
        });
    }

    /// Changes the plain value of a property of a resource that was added before, where the property is set. For
    /// constructs that add to what is nested deep, such as a container's environment.
    #[track_caller]
    pub fn edit(&mut self, handle: impl Handle, property: &str, change: impl FnOnce(&mut Value)) {
        self.change_resource(handle.node(), |resource| {
            if let Some(field) = resource.properties.iter_mut().find(|field| field.name == property) {
                change(&mut field.value);
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

    /// Adds metadata to a resource. It is written to the template and has no effect on the resource.
    #[track_caller]
    pub fn metadata(&mut self, resource: impl Handle, key: impl Into<Text>, value: Value) {
        let key = key.into();
        self.change_resource(resource.node(), |resource| resource.metadata.push(Field::new(key, value)));
    }

    /// Suppresses a check on one resource, with the reason that a reviewer accepts. The reason is written into the
    /// resource's metadata, where the tool that checks finds it: `CKV_…` for checkov, `E…`, `W…` or `I…` with four
    /// digits for cfn-lint, any other code for this library's own rules.
    #[track_caller]
    pub fn suppress(&mut self, resource: impl Handle, code: &'static str, reason: impl Into<Text>) {
        let reason = reason.into();
        if reason.trim().is_empty() {
            self.error(
                "bad-suppression",
                format!("`{code}` is suppressed without a reason"),
                "say why it is right here",
            );
        }
        self.change_resource(resource.node(), |resource| resource.suppressions.push(Suppression { code, reason }));
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
        let place = self.place_of_call(crate::Place::caller());
        self.diagnostics.push(
            crate::Diagnostic::error("foreign-resource", self.path(), "this resource belongs to another stack")
                .at(Some(place))
                .help(format!("change it through the stack that it was added to, not through `{}`", self.name())),
        );
    }
}
