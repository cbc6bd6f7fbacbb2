//! What a value must be like: JSON schema, with `cfn-lint`'s own keywords, without references.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::{Format, Replacement};

/// The index of a node.
pub type NodeId = usize;

/// A value of JSON that is no object and no list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, as its bits.
    Float(u64),
    /// Text.
    Text(String),
}

/// The types of JSON, as bits of [`Node::types`].
pub const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "object", "array", "null"];

/// One schema. What is not set does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Node {
    /// The name of the nested property type.
    pub name: Option<String>,
    /// Nothing is legal.
    pub never: bool,
    /// The legal types; none is all.
    pub types: u8,
    /// The legal values.
    pub values: Option<Vec<Scalar>>,
    /// The legal values are compared without regard to case.
    pub ignore_case: bool,
    /// A regular expression that matches somewhere.
    pub pattern: Option<String>,
    /// A named format.
    pub format: Option<String>,
    /// Whole numbers: lengths, counts.
    pub sizes: BTreeMap<Size, u64>,
    /// Bounds of a number.
    pub bounds: BTreeMap<Bound, Scalar>,
    /// The elements of a list.
    pub items: Option<NodeId>,
    /// The first elements of a list, in order.
    pub prefix_items: Vec<NodeId>,
    /// The elements of a list differ from each other.
    pub unique_items: bool,
    /// Some element of a list is like this.
    pub contains: Option<NodeId>,
    /// Properties whose values no two elements of a list have in common.
    pub unique_keys: Vec<String>,
    /// The properties.
    pub properties: BTreeMap<String, Property>,
    /// No other properties are legal.
    pub closed: bool,
    /// The other properties by pattern of their name, any name if it is empty.
    pub patterns: BTreeMap<String, NodeId>,
    /// What the properties' names must be like.
    pub names: Option<NodeId>,
    /// All of these hold.
    pub all_of: Vec<NodeId>,
    /// Some of these hold.
    pub any_of: Vec<NodeId>,
    /// Exactly one of these holds.
    pub one_of: Vec<NodeId>,
    /// This does not hold.
    pub not: Option<NodeId>,
    /// When the first holds, the second must, otherwise the third.
    pub condition: Option<[Option<NodeId>; 3]>,
    /// With a property these must be set.
    pub dependent_required: BTreeMap<String, BTreeSet<String>>,
    /// With a property these must not be set.
    pub dependent_excluded: BTreeMap<String, BTreeSet<String>>,
    /// One or more of these must be set.
    pub required_or: Vec<BTreeSet<String>>,
    /// Exactly one of these must be set.
    pub required_xor: Vec<BTreeSet<String>>,
    /// Rules of `cfn-lint` beyond the registry's schema, by its code.
    pub rules: Vec<(String, NodeId)>,
}

/// A whole number that restricts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// Characters, at least.
    MinLength,
    /// Characters, at most.
    MaxLength,
    /// Elements, at least.
    MinItems,
    /// Elements, at most.
    MaxItems,
    /// Different elements, at most.
    MaxUniqueItems,
    /// Properties, at least.
    MinProperties,
    /// Properties, at most.
    MaxProperties,
}

/// A number that restricts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// It or more.
    Minimum,
    /// It or less.
    Maximum,
    /// More than it.
    ExclusiveMinimum,
    /// Less than it.
    ExclusiveMaximum,
    /// A multiple of it.
    MultipleOf,
}

/// A property of an object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Property {
    /// Its value.
    pub node: NodeId,
    /// It must be set.
    pub required: bool,
    /// What is known about its life.
    pub flags: Flags,
    /// The resources that it refers to.
    pub references: BTreeSet<Format>,
}

/// What is known about a property's life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags {
    /// Only CloudFormation sets it.
    pub read_only: bool,
    /// It cannot be read back.
    pub write_only: bool,
    /// Changing it replaces the resource.
    pub replacement: Replacement,
    /// It should not be used any more.
    pub deprecated: bool,
    /// AWS keeps adding to its legal values.
    pub grows: bool,
}

impl Node {
    /// Every child, to change.
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut NodeId> {
        let single = [&mut self.items, &mut self.contains, &mut self.names, &mut self.not];
        let condition = self.condition.iter_mut().flatten().flatten();
        let groups =
            [&mut self.all_of, &mut self.any_of, &mut self.one_of, &mut self.prefix_items].into_iter().flatten();
        single
            .into_iter()
            .flatten()
            .chain(condition)
            .chain(groups)
            .chain(self.properties.values_mut().map(|p| &mut p.node))
            .chain(self.patterns.values_mut())
            .chain(self.rules.iter_mut().map(|(_, n)| n))
    }
}
