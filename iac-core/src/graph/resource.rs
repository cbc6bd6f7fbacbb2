//! Resources of the graph.

use crate::policy::DeletionPolicy;
use crate::stack::Node;
use crate::tag::TagStyle;
use crate::value::{Field, Text, Value};

/// One resource.
#[derive(Clone, Debug)]
pub struct ResourceNode {
    /// CloudFormation's name of the type.
    pub resource_type: Text,
    /// The properties, in the order in which they were set.
    pub properties: Vec<Field>,
    /// How the type takes tags.
    pub tags: TagStyle,
    /// The condition that must hold for it to exist.
    pub condition: Option<Node>,
    /// What must exist before, where no reference says so.
    pub depends_on: Vec<Node>,
    /// What becomes of it when it is deleted.
    pub deletion_policy: Option<DeletionPolicy>,
    /// What becomes of the old one when it is replaced.
    pub update_replace_policy: Option<DeletionPolicy>,
    /// Attributes that the graph has no words for, such as `CreationPolicy` and `UpdatePolicy`, as a template has them.
    pub attributes: Vec<Field>,
    /// Metadata without an effect on the resource.
    pub metadata: Vec<Field>,
    /// Checks that are suppressed here.
    pub suppressions: Vec<Suppression>,
    pub(crate) scope: u32,
}

impl ResourceNode {
    /// What a property is set to.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.properties.iter().find(|field| field.name == name).map(|field| &field.value)
    }
}

/// A check that is suppressed on one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The check's code.
    pub code: Text,
    /// Why it is right here.
    pub reason: Text,
}
