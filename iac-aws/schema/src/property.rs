//! A property of a resource or of a nested type.

use crate::data::{Bytes, Table, text};
use crate::list::{Item, List};
use crate::schema::{Schema, SchemaId};
use crate::suggest::nearest;

/// A property of a resource or of a nested type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What its value must be like.
    pub schema: SchemaId,
    /// It must be set.
    pub required: bool,
    /// Only CloudFormation sets it: it is an attribute, and an error in a template.
    pub read_only: bool,
    /// It cannot be read back, so that drift is not seen.
    pub write_only: bool,
    /// Changing it replaces the resource.
    pub create_only: CreateOnly,
    /// It should not be used any more.
    pub deprecated: bool,
    /// AWS keeps adding to its legal values, or to those of its elements: one that is not listed may be newer than the
    /// list.
    pub grows: bool,
    /// The resources that it refers to, all of them; none where that is not known or open.
    pub references: List<Reference>,
}

/// Whether changing a property replaces the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CreateOnly {
    /// It is changed in place.
    #[default]
    No,
    /// It does.
    Yes,
    /// It depends on other properties or values.
    Sometimes,
}

/// A resource type in one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The resource type.
    pub resource: &'static str,
    /// The form.
    pub form: Form,
}

/// The forms in which a resource is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Its ARN.
    Arn,
    /// Its id.
    Id,
    /// Its name.
    Name,
    /// A value that no property takes as a reference.
    Plain,
}

impl Reference {
    /// The form is the two lowest bits, the rest the type's name.
    pub(crate) fn new(number: usize) -> Self {
        Self { resource: text(number >> 2), form: Form::new(number) }
    }
}

impl Form {
    /// The two lowest bits.
    pub(crate) fn new(number: usize) -> Self {
        match number & 3 {
            0 => Self::Arn,
            1 => Self::Id,
            2 => Self::Name,
            _ => Self::Plain,
        }
    }
}

impl Item for Reference {
    fn read(bytes: &mut Bytes) -> Self {
        Self::new(bytes.next_index())
    }
}

impl Item for Property {
    fn read(bytes: &mut Bytes) -> Self {
        let name = bytes.next_text();
        let schema = SchemaId::read(bytes);
        let flags = bytes.number();
        let is = |bit: u64| flags & (1 << bit) != 0;
        let references = is(1).then(|| {
            let mut bytes = Table::Lists.bytes(bytes.index());
            let len = bytes.index() >> 1;
            List::counted(bytes, len)
        });
        Self {
            name,
            schema,
            required: is(0),
            references: references.unwrap_or_else(List::empty),
            read_only: is(2),
            write_only: is(3),
            create_only: if is(4) {
                CreateOnly::Yes
            } else if is(5) {
                CreateOnly::Sometimes
            } else {
                CreateOnly::No
            },
            grows: is(6),
            deprecated: is(7),
        }
    }
}

impl Schema {
    /// The property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    /// The names of the properties that a template may set and that are most like `name`, the nearest first; none when
    /// none is near.
    #[must_use]
    pub fn suggest(&self, name: &str) -> Vec<&'static str> {
        nearest(name, self.properties.iter().filter(|p| !p.read_only).map(|p| p.name))
    }
}
