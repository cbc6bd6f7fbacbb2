//! Fields of objects that are written out.

use super::prelude::*;

/// A field of an object by its name.
pub(super) fn member<'g>(object: &'g Value, name: &str) -> Option<&'g Field> {
    match object {
        Value::Map(fields) => fields.iter().find(|field| field.name == name),
        _ => None,
    }
}
