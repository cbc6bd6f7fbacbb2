//! Fields of objects that are written out.

use super::prelude::*;

/// A field of an object by its name.
pub(super) fn member<'g>(object: &'g Value, name: &str) -> Option<&'g Field> {
    match object {
        Value::Map(fields) => fields.iter().find(|field| field.name == name),
        _ => None,
    }
}

/// What a field of an object is set to.
pub(super) fn value<'g>(fields: &'g [Field], name: &str) -> Option<&'g Value> {
    fields.iter().find(|field| field.name == name).map(|field| &field.value)
}
