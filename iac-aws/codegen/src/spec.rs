//! CloudFormation's resource types as the packages describe them, free of either package's format.

use std::collections::BTreeMap;

/// Every resource type, by its CloudFormation name (`AWS::EC2::Subnet`).
#[derive(Debug, Default)]
pub struct Spec {
    /// The resource types.
    pub resources: BTreeMap<String, Resource>,
}

/// One resource type.
#[derive(Debug, Default)]
pub struct Resource {
    /// What a template sets.
    pub properties: BTreeMap<String, Property>,
    /// What `Fn::GetAtt` gives, by attribute name (`Endpoint.Address`).
    pub attributes: BTreeMap<String, Property>,
    /// The nested property types, by name.
    pub types: BTreeMap<String, BTreeMap<String, Property>>,
    /// The properties or attributes that identify a resource of this type.
    pub primary_identifier: Vec<String>,
    /// What `Ref` gives where that is not the whole primary identifier.
    pub ref_identifier: Vec<String>,
    /// The form of what `Ref` gives where the identifier's name does not tell.
    pub ref_form: Option<Form>,
    /// How tags are written.
    pub tags: Tags,
    /// The template transform that this type needs.
    pub transform: Option<String>,
    /// Whether it holds data that a replacement or a deletion loses.
    pub stateful: bool,
}

/// How a resource type takes tags; the text is the property's name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Tags {
    /// It takes none.
    #[default]
    None,
    /// A list of `Key` and `Value`.
    List(String),
    /// A map from key to value.
    Map(String),
    /// A list of `Key`, `Value` and `PropagateAtLaunch`.
    AutoScaling(String),
}

/// A property or an attribute.
#[derive(Debug, Default, Clone)]
pub struct Property {
    /// Its type.
    pub ty: Type,
    /// Whether a template must set it.
    pub required: bool,
    /// Whether AWS's own interface requires it, whatever the schemas say.
    pub required_by_api: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether changing it replaces the resource.
    pub replacement: Replacement,
    /// The value that AWS takes when it is left out, as JSON.
    pub default: Option<String>,
    /// Properties of other resource types whose value this one takes: examples, rarely all legal ones.
    pub relations: Vec<Relation>,
    /// The legal forms of a reference, all of them. Where known, it wins over `relations`.
    pub formats: Vec<Format>,
    /// The value is an IPv4 network and nothing else.
    pub ipv4_network: bool,
}

/// The type of a property.
#[derive(Debug, Default, Clone, PartialEq)]
pub enum Type {
    /// Text, of a closed set of values when the list is not empty.
    String(Vec<String>),
    /// A whole number, of a closed set of values when the list is not empty.
    Integer(Vec<i64>),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any JSON.
    #[default]
    Json,
    /// `Key` and `Value`.
    Tag,
    /// A nested property type, by name.
    Object(String),
    /// A list.
    List(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

impl Type {
    /// The type inside all lists and maps.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(t) | Type::Map(t) => t.innermost(),
            t => t,
        }
    }

    /// The type inside all lists and maps, to change.
    pub fn innermost_mut(&mut self) -> &mut Type {
        match self {
            Type::List(t) | Type::Map(t) => t.innermost_mut(),
            t => t,
        }
    }
}

/// What an update of a property does to the resource.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Replacement {
    /// It is changed in place.
    #[default]
    No,
    /// It is replaced.
    Yes,
    /// It depends on other properties or values.
    Maybe,
}

/// A property of another resource type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The resource type.
    pub resource: String,
    /// Its property or attribute.
    pub property: String,
}

/// The forms in which a resource is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Its ARN.
    Arn,
    /// Its id.
    Id,
    /// Its name.
    Name,
    /// A value that no reference property takes.
    Plain,
}

/// One legal form of a reference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Format {
    /// The resource type that is referred to.
    pub resource: String,
    /// In which form.
    pub form: Form,
}
