#![doc = include_str!("../README.md")]

mod data;
mod list;
mod property;
mod resource;
mod schema;
mod suggest;
mod types;
mod value;

pub use list::{Iter, List};
pub use property::{CreateOnly, Form, Property, Reference};
pub use resource::{Attribute, End, Tags, Type, resource_type, resource_types, suggest};
pub use schema::{Condition, Schema, SchemaId};
pub use suggest::nearest;
pub use types::{JsonType, Types};
pub use value::{Number, Value, Values};
