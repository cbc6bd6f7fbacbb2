//! What is emitted: every Rust name and type decided.

mod build;
mod enums;
mod kinds;
mod secrets;

use std::collections::BTreeMap;

pub use build::build;
pub(crate) use build::tags as written_tags;
pub(crate) use enums::closed;
pub(crate) use kinds::Kinds;

use crate::spec::{Form, Replacement, Tags};

/// Everything that is generated.
#[derive(Debug)]
pub struct Model {
    /// The services by module name.
    pub services: BTreeMap<String, Service>,
    /// Every type of reference that has several legal forms, by name.
    pub unions: BTreeMap<String, Vec<Kind>>,
}

/// One service.
#[derive(Debug)]
pub struct Service {
    /// CloudFormation's name (`AWS::EC2`).
    pub namespace: String,
    /// Its resources by module name.
    pub resources: BTreeMap<String, Resource>,
}

/// One resource type and its module.
#[derive(Debug)]
pub struct Resource {
    /// CloudFormation's name (`AWS::EC2::Subnet`).
    pub cfn: String,
    /// Its marker in the module `kind`.
    pub marker: String,
    /// The resource itself.
    pub item: Struct,
    /// How tags are written.
    pub tags: Tags,
    /// The transform that it needs.
    pub transform: Option<String>,
    /// What `Ref` gives.
    pub reference: Reference,
    /// What `Fn::GetAtt` gives.
    pub attributes: Vec<Attribute>,
    /// The nested types.
    pub structs: Vec<Struct>,
    /// The closed sets of values.
    pub enums: Vec<Enum>,
}

/// A resource or nested type.
#[derive(Debug)]
pub struct Struct {
    /// Its Rust name.
    pub name: String,
    /// CloudFormation's name.
    pub cfn: String,
    /// Its properties, by CloudFormation name.
    pub properties: Vec<Property>,
}

/// A property.
#[derive(Debug)]
pub struct Property {
    /// CloudFormation's name.
    pub cfn: String,
    /// The setter's name.
    pub name: String,
    /// What the setter takes.
    pub takes: Takes,
    /// Whether `new` takes it.
    pub required: bool,
    /// Whether changing it replaces the resource.
    pub replacement: Replacement,
    /// The value that AWS takes when it is left out, as JSON.
    pub default: Option<String>,
    /// The closed set of numbers that is legal, if there is one.
    pub numbers: Vec<i64>,
}

/// What a setter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// A value.
    Value(Ty),
    /// A reference to one resource.
    Reference(Target),
    /// References to several.
    References(Target),
    /// A secret.
    Secret,
    /// Several secrets.
    Secrets,
    /// An IPv4 network.
    Cidr,
}

/// The Rust type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    /// A type of `iac-core`.
    Core(&'static str),
    /// A nested type or an enum of the same module.
    Own(String),
    /// A reference to a resource.
    Kind(Kind),
    /// A list.
    List(Box<Ty>),
    /// A map from text.
    Map(Box<Ty>),
}

/// What a reference is to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One legal form.
    One(Kind),
    /// Several, under a name in the module `kind`.
    Union(String),
}

/// A resource type in one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// The resource's marker.
    pub marker: String,
    /// The form.
    pub form: Form,
}

/// What `Ref` gives.
#[derive(Debug)]
pub struct Reference {
    /// The second name of the method, after the identifier, if there is a single one.
    pub name: Option<String>,
    /// Its type.
    pub ty: Ty,
}

/// What `Fn::GetAtt` gives.
#[derive(Debug)]
pub struct Attribute {
    /// CloudFormation's name.
    pub cfn: String,
    /// The method's name.
    pub name: String,
    /// Its type.
    pub ty: Ty,
}

/// A closed set of values.
#[derive(Debug)]
pub struct Enum {
    /// Its Rust name.
    pub name: String,
    /// The properties that take it, for the documentation.
    pub used_by: Vec<String>,
    /// Variant and value.
    pub variants: Vec<(String, String)>,
}
