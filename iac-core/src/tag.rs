//! Tags: labels on resources that bills, searches and policies read.

use crate::value::{Expr, Field, IntoPlain, Lit, Text, Value};

/// A tag. It is read by everybody who may list resources, so a secret does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    key: Text,
    value: Value,
}

impl Tag {
    /// A tag with a key of up to 128 characters and a value of up to 256.
    pub fn new(key: impl Into<Text>, value: impl IntoPlain) -> Self {
        Tag { key: key.into(), value: value.into_plain() }
    }
}

impl Lit for Tag {
    fn lit(self) -> Value {
        Value::map([("Key", Value::Str(self.key)), ("Value", self.value)])
    }
}

/// How a resource type takes tags, with the name of the property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagStyle {
    /// It takes none.
    None,
    /// A list of objects with `Key` and `Value`.
    List(&'static str),
    /// An object from keys to values.
    Map(&'static str),
    /// A list of objects with `Key`, `Value` and `PropagateAtLaunch`.
    AutoScaling(&'static str),
}

impl TagStyle {
    /// The name of the property that holds the tags.
    pub const fn property(self) -> Option<&'static str> {
        match self {
            TagStyle::None => None,
            TagStyle::List(property) | TagStyle::Map(property) | TagStyle::AutoScaling(property) => Some(property),
        }
    }

    /// Adds the tags that the resource does not set itself. False when its own tags are an expression, so that nothing
    /// can be added to them.
    pub(crate) fn merge(self, properties: &mut Vec<Field>, inherited: &[(Text, Value)]) -> bool {
        let (property, map) = match self {
            _ if inherited.is_empty() => return true,
            TagStyle::None => return true,
            TagStyle::List(property) | TagStyle::AutoScaling(property) => (property, false),
            TagStyle::Map(property) => (property, true),
        };
        let at = properties.iter().position(|field| field.name == property).unwrap_or_else(|| {
            let empty = if map { Value::Map(Vec::new()) } else { Value::List(Vec::new()) };
            properties.push(Field::new(Text::Borrowed(property), empty));
            properties.len() - 1
        });
        match &mut properties[at].value {
            Value::Map(own) => {
                for (key, value) in inherited {
                    if own.iter().all(|field| field.name != *key) {
                        own.push(Field::new(key.clone(), value.clone()));
                    }
                }
                true
            }
            Value::List(own) => {
                for (key, value) in inherited {
                    if !own.iter().any(|tag| sets(tag, key)) {
                        own.push(self.tag(key, value));
                    }
                }
                true
            }
            _ => false,
        }
    }

    fn tag(self, key: &Text, value: &Value) -> Value {
        let pair = [("Key", Value::Str(key.clone())), ("Value", value.clone())];
        match self {
            TagStyle::AutoScaling(_) => Value::map(pair.into_iter().chain([("PropagateAtLaunch", Value::Bool(true))])),
            _ => Value::map(pair),
        }
    }
}

/// Whether a member of a list of tags sets this key, if only under a condition.
fn sets(tag: &Value, key: &str) -> bool {
    match tag {
        Value::Map(fields) => fields.iter().any(|field| field.name == "Key" && field.value.as_str() == Some(key)),
        Value::Expr(expr) => matches!(&**expr, Expr::If(_, yes, no) if sets(yes, key) || sets(no, key)),
        _ => false,
    }
}
