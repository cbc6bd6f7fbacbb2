//! What is inside of a literal.

use super::{Field, Value};

impl Value {
    /// The text, where this is a literal.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where this is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The members, where this is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The fields, where this is an object.
    pub fn as_map(&self) -> Option<&[Field]> {
        match self {
            Value::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// The value of a field, where this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_map()?.iter().find(|field| field.name == name).map(|field| &field.value)
    }
}
