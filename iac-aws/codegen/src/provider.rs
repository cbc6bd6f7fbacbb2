//! The Terraform provider's resource types and data sources as its schema has them, free of the package's format.
//!
//! The terms are those of the schema: <https://developer.hashicorp.com/terraform/cli/commands/providers/schema>

use std::collections::BTreeMap;

/// One release of the provider `hashicorp/aws`.
#[derive(Debug, Default)]
pub struct Provider {
    /// Its version.
    pub version: String,
    /// The types that were asked for, by name: `aws_lb` a resource, `data.aws_lb` a data source.
    pub types: BTreeMap<String, Members>,
}

/// Attributes and nested blocks by name.
pub type Members = BTreeMap<String, Member>;

/// An attribute or a nested block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who sets it.
    pub mode: Mode,
    /// What it holds.
    pub shape: Shape,
}

/// Who sets a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The configuration must.
    Required,
    /// The configuration may.
    Optional,
    /// Only the provider does.
    Computed,
}

/// What a member holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A value without named members.
    Value(Type),
    /// A nested block, or an attribute whose value is made of objects.
    Nested {
        /// How several are arranged.
        nesting: Nesting,
        /// Whether a configuration may hold no more than one, although several could be arranged.
        at_most_one: bool,
        /// Its own members.
        members: Members,
    },
}

/// How nested blocks or objects are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// There is one.
    Single,
    /// In order.
    List,
    /// Without order.
    Set,
    /// By key.
    Map,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Anything.
    Dynamic,
    /// A list.
    List(Box<Type>),
    /// A set.
    Set(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}
