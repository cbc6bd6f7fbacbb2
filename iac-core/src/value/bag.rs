//! The properties of a resource while a program sets them.

use super::{Text, Value};
use crate::place::Place;

/// One property: its name, its value and where the program set it.
#[derive(Clone, Debug)]
pub struct Field {
    /// The property's name, as CloudFormation spells it.
    pub name: Text,
    /// What it is set to.
    pub value: Value,
    /// Where the program or template set it; unknown for what a construct made up.
    pub place: Option<Place>,
}

impl Field {
    /// A field whose place is unknown.
    pub const fn new(name: Text, value: Value) -> Self {
        Field { name, value, place: None }
    }
}

/// Two fields are equal when they say the same, wherever that was written.
impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

/// Properties in the order in which they were first set. What the generated types are made of.
#[derive(Clone, Debug, Default)]
pub struct Bag(Vec<Field>);

impl Bag {
    /// No properties.
    pub const fn new() -> Self {
        Bag(Vec::new())
    }

    /// Sets a property and remembers the caller's line. A property that is set twice holds the last value.
    #[track_caller]
    #[inline(never)]
    pub fn put(&mut self, name: &'static str, value: Value) {
        let place = Some(Place::caller());
        match self.0.iter_mut().find(|field| field.name == name) {
            Some(field) => {
                field.value = value;
                field.place = place;
            }
            None => {
                if self.0.capacity() == 0 {
                    self.0.reserve_exact(4);
                }
                self.0.push(Field { name: Text::Borrowed(name), value, place });
            }
        }
    }

    /// What a property is set to.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// The properties, in order.
    pub fn fields(&self) -> &[Field] {
        &self.0
    }

    /// The properties, in order.
    pub fn into_fields(self) -> Vec<Field> {
        self.0
    }

    /// The bag as one value: an object.
    pub fn into_value(self) -> Value {
        Value::Map(self.0)
    }
}

impl From<Vec<Field>> for Bag {
    fn from(fields: Vec<Field>) -> Self {
        Bag(fields)
    }
}
