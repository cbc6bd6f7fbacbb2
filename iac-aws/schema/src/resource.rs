//! A resource type.

use std::cmp::Ordering;

use crate::data::{Bytes, Table};
use crate::list::{Item, List};
use crate::property::{Form, Property, Reference};
use crate::schema::{Schema, SchemaId};
use crate::suggest::nearest;

/// A resource type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Type {
    /// Its name: `AWS::EC2::VPC`.
    pub name: &'static str,
    /// What its properties must be like.
    pub schema: SchemaId,
    /// What `Ref` gives.
    pub reference: Form,
    /// The properties or attributes that together identify a resource of this type.
    pub identifier: List<&'static str>,
    /// How tags are written.
    pub tags: Tags,
    /// It holds data, which a replacement or a deletion loses.
    pub stateful: bool,
    /// The template transform that it needs: `AWS::Serverless-2016-10-31`.
    pub transform: Option<&'static str>,
    /// The regions that have it, `sam` for a type of the transform; none where that is not known.
    pub regions: List<&'static str>,
    /// What AWS announced about its end.
    pub end: Option<End>,
    /// What `Fn::GetAtt` gives, in order. A name that ends in `.*` stands for any name in its place.
    pub attributes: List<Attribute>,
}

/// How a resource type takes tags; the text is the property's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tags {
    /// It takes none.
    None,
    /// A list of `Key` and `Value`.
    List(&'static str),
    /// A map from key to value.
    Map(&'static str),
    /// A list of `Key`, `Value` and `PropagateAtLaunch`.
    AutoScaling(&'static str),
}

/// What AWS announced about the end of a resource type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// `sunset`, `shutdown`, `maintenance`.
    pub status: &'static str,
    /// From when: `2026-10-30`; empty where that is not known.
    pub date: &'static str,
}

/// What `Fn::GetAtt` gives.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attribute {
    /// Its name: `Endpoint.Address`.
    pub name: &'static str,
    /// What its value is like.
    pub schema: SchemaId,
    /// What it identifies, if it does.
    pub identifies: Option<Reference>,
}

/// The resource type of this name.
#[must_use]
pub fn resource_type(name: &str) -> Option<Type> {
    let (mut low, mut high) = (0, Table::Types.len());
    while low < high {
        let middle = low.midpoint(high);
        let mut bytes = Table::Types.bytes(middle);
        match bytes.text().cmp(name) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(Type::read(middle)),
        }
    }
    None
}

/// Every resource type, in order.
pub fn resource_types() -> impl ExactSizeIterator<Item = Type> {
    (0..Table::Types.len()).map(Type::read)
}

/// The names of resource types that are most like `name`, the nearest first; none when none is near.
#[must_use]
pub fn suggest(name: &str) -> Vec<&'static str> {
    nearest(name, resource_types().map(|t| t.name))
}

impl Type {
    fn read(index: usize) -> Self {
        let mut bytes = Table::Types.bytes(index);
        let bytes = &mut bytes;
        let (name, schema, flags) = (bytes.text(), SchemaId::read(bytes), bytes.index());
        let is = |bit: usize| flags & (1 << bit) != 0;
        Self {
            name,
            schema,
            stateful: is(0),
            reference: Form::new(flags >> 5),
            identifier: List::read(bytes),
            regions: List::read(bytes),
            tags: match (flags >> 1) & 3 {
                0 => Tags::None,
                1 => Tags::List(bytes.text()),
                2 => Tags::Map(bytes.text()),
                _ => Tags::AutoScaling(bytes.text()),
            },
            transform: is(3).then(|| bytes.text()),
            end: is(4).then(|| End { status: bytes.text(), date: bytes.text() }),
            attributes: List::inline(bytes),
        }
    }

    /// What its properties must be like.
    #[must_use]
    pub fn schema(&self) -> Schema {
        self.schema.schema()
    }

    /// The property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<Property> {
        self.schema().property(name)
    }

    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Attribute> {
        let any = |a: &Attribute| a.name.strip_suffix('*').is_some_and(|stem| name.starts_with(stem));
        let exact = self.attributes.iter().find(|a| a.name == name);
        exact.or_else(|| self.attributes.iter().find(any))
    }

    /// The names of the properties that a template may set and that are most like `name`, the nearest first; none when
    /// none is near.
    #[must_use]
    pub fn suggest(&self, name: &str) -> Vec<&'static str> {
        self.schema().suggest(name)
    }
}

impl Item for Attribute {
    fn read(bytes: &mut Bytes) -> Self {
        let (name, schema) = (bytes.next_text(), SchemaId::read(bytes));
        let identifies = bytes.index().checked_sub(1).map(Reference::new);
        Self { name, schema, identifies }
    }
}
