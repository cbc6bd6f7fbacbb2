//! The resolved graph: plain data in the order in which the program made it. Rules read it, back ends write it.

mod bound;
mod parameter;
mod resource;

pub use bound::Bound;
pub use parameter::{Handover, ParameterNode, RuleNode};
pub use resource::{ResourceNode, Suppression};

use crate::condition::Test;
use crate::operations::Operations;
use crate::place::{FileName, Place};
use crate::region::Region;
use crate::stack::{Node, Scopes, StackKey};
use crate::value::{Field, Text, Value};
use indexmap::IndexMap;

/// All stacks of an app, with every reference resolved.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The stacks; the first is the main one.
    pub stacks: Vec<StackGraph>,
    /// What people know of the system.
    pub operations: Option<Operations>,
    /// Where Terraform's state is, where the program says it.
    pub terraform_state: Option<TerraformState>,
}

/// A bucket of S3 for Terraform's state.
#[derive(Clone, Debug)]
pub struct TerraformState {
    /// The bucket's name.
    pub bucket: Text,
    /// The region that it is in.
    pub region: Region,
}

/// One stack.
#[derive(Clone, Debug)]
pub struct StackGraph {
    /// Which stack the nodes of expressions mean.
    pub key: StackKey,
    /// The stack's name.
    pub name: Text,
    /// The line that made it; none for a template's.
    pub place: Option<Place>,
    /// The template that it was read from; none for a program's.
    pub source: Option<FileName>,
    /// The region, where the stack is tied to one.
    pub region: Option<Region>,
    /// What a reader sees first.
    pub description: Option<Text>,
    /// Sections of the template's metadata.
    pub metadata: Vec<(Text, Value)>,
    /// Parameters by id.
    pub parameters: IndexMap<String, ParameterNode>,
    /// Rules on parameters by id.
    pub rules: IndexMap<String, RuleNode>,
    /// Mappings by id.
    pub mappings: IndexMap<String, MappingNode>,
    /// Conditions by id.
    pub conditions: IndexMap<String, ConditionNode>,
    /// Resources by logical id.
    pub resources: IndexMap<String, ResourceNode>,
    /// Outputs by id.
    pub outputs: IndexMap<String, OutputNode>,
    /// Sections that the graph has no words for, such as `Transform` and `Hooks`, as a template has them. One that is
    /// named `Resources`, `Outputs` … holds what macros and loops add to that section.
    pub sections: Vec<Field>,
    /// Macros may add resources and more, which the graph does not show: what is not here may yet be there.
    pub open: bool,
    /// Types without a native counterpart in Terraform go through Cloud Control.
    pub cloud_control: bool,
    /// Files that stand beside the templates.
    pub files: Vec<FileNode>,
    /// The stacks that it takes values of, by their positions.
    pub(crate) reads: Vec<usize>,
    pub(crate) scopes: Scopes,
    pub(crate) tags: Vec<InheritedTag>,
}

impl StackGraph {
    pub(crate) fn new(name: Text, place: Option<Place>) -> Self {
        StackGraph {
            key: StackKey::of(&name, place),
            name,
            place,
            source: None,
            region: None,
            description: None,
            metadata: Vec::new(),
            parameters: IndexMap::new(),
            rules: IndexMap::new(),
            mappings: IndexMap::new(),
            conditions: IndexMap::new(),
            resources: IndexMap::new(),
            outputs: IndexMap::new(),
            sections: Vec::new(),
            open: false,
            cloud_control: false,
            files: Vec::new(),
            reads: Vec::new(),
            scopes: Scopes::new(),
            tags: Vec::new(),
        }
    }

    /// The path of a scope with the stack's name: `main/Network/Public1`.
    pub(crate) fn path(&self, scope: u32) -> String {
        match self.scopes.path(scope) {
            path if path.is_empty() => self.name.to_string(),
            path => format!("{}/{path}", self.name),
        }
    }

    /// A resource's path: `main/Network/Public1`.
    pub fn path_of(&self, resource: &ResourceNode) -> String {
        self.path(resource.scope)
    }

    /// A section that the graph has no words for.
    pub fn section(&self, name: &str) -> Option<&Value> {
        self.sections.iter().find(|section| section.name == name).map(|section| &section.value)
    }

    /// The line that added a resource, or the construct that it is part of.
    pub fn place(&self, resource: &ResourceNode) -> Option<Place> {
        self.scopes.place(resource.scope)
    }

    /// The line that set a property of a resource; the line that added the resource where a construct set it.
    pub fn place_of_property(&self, resource: &ResourceNode, property: &str) -> Option<Place> {
        let field = resource.properties.iter().find(|field| field.name == property);
        field.and_then(|field| field.place).or_else(|| self.place(resource))
    }
}

/// A tag for everything below a construct.
#[derive(Clone, Debug)]
pub(crate) struct InheritedTag {
    pub(crate) scope: u32,
    pub(crate) key: Text,
    pub(crate) value: Value,
    pub(crate) place: Option<Place>,
}

/// One mapping.
#[derive(Clone, Debug)]
pub struct MappingNode {
    /// The rows by their keys.
    pub rows: Vec<(Text, Vec<Field>)>,
    /// The line that added it.
    pub place: Option<Place>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct ConditionNode {
    /// What must hold.
    pub test: Test,
    /// The line that added it.
    pub place: Option<Place>,
}

/// One output.
#[derive(Clone, Debug)]
pub struct OutputNode {
    /// The value.
    pub value: Value,
    /// What it is.
    pub description: Option<Text>,
    /// The name under which other stacks import it.
    pub export: Option<Value>,
    /// The condition that must hold for it to exist.
    pub condition: Option<Node>,
    /// It only hands a value to another stack of the environment.
    pub internal: bool,
    /// The line that added it.
    pub place: Option<Place>,
}

/// A file that stands beside the templates of its environment.
#[derive(Clone, Debug)]
pub struct FileNode {
    /// Where, below the environment's folder: `catalog/version.json`.
    pub path: Text,
    /// What is in it.
    pub text: String,
    /// The line that added it.
    pub place: Option<Place>,
}
