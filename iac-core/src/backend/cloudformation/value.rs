//! Values and expressions as JSON.

use super::dynamic;
use super::substitution::Short;
use crate::graph::StackGraph;
use crate::stack::Node;
use crate::value::{Expr, Field, Value};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A value of a stack, as it stands in the template.
#[derive(Clone, Copy)]
pub(super) struct Written<'a>(pub(super) &'a StackGraph, pub(super) &'a Value);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written(stack, value) = *self;
        match value {
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Num(number) => Number(*number).serialize(serializer),
            Value::Str(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(|item| Written(stack, item))),
            Value::Map(fields) => self::fields(stack, fields).serialize(serializer),
            Value::Expr(expr) => expression(stack, expr, serializer),
        }
    }
}

/// A number; a whole one without a point.
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            number if number.fract() == 0.0 && number.abs() < 1e15 => serializer.serialize_i64(number as i64),
            number => serializer.serialize_f64(number),
        }
    }
}

pub(super) fn fields<'a>(stack: &'a StackGraph, fields: &'a [Field]) -> impl Serialize + 'a {
    Fields(stack, fields)
}

struct Fields<'a>(&'a StackGraph, &'a [Field]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for field in self.1 {
            map.serialize_entry(&*field.name, &Written(self.0, &field.value))?;
        }
        map.end()
    }
}

/// An object with one entry.
pub(super) fn one<T: Serialize>(key: &'static str, value: T) -> impl Serialize {
    One(key, value)
}

struct One<T>(&'static str, T);

impl<T: Serialize> Serialize for One<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

/// The id of a resource. The resolver has refused nodes that do not exist, so that none is written.
pub(super) fn resource_id(stack: &StackGraph, node: Node) -> &str {
    stack.resources.get_index(node.index()).map_or("", |(id, _)| id)
}

pub(super) fn parameter_id(stack: &StackGraph, node: Node) -> &str {
    stack.parameters.get_index(node.index()).map_or("", |(id, _)| id)
}

pub(super) fn condition_id(stack: &StackGraph, node: Node) -> &str {
    stack.conditions.get_index(node.index()).map_or("", |(id, _)| id)
}

fn mapping_id(stack: &StackGraph, node: Node) -> &str {
    stack.mappings.get_index(node.index()).map_or("", |(id, _)| id)
}

fn expression<S: Serializer>(stack: &StackGraph, expr: &Expr, serializer: S) -> Result<S::Ok, S::Error> {
    let w = |value| Written(stack, value);
    if let Some(text) = dynamic::reference(expr) {
        return w(&text).serialize(serializer);
    }
    let short = match expr {
        Expr::Join(delimiter, list) => Short::of_join(stack, delimiter, list),
        _ => None,
    };
    match &short {
        Some(Short::Reference(only)) => return expression(stack, only, serializer),
        Some(Short::Text(text)) => return serializer.serialize_str(text),
        Some(Short::Sub(_)) | None => {}
    }
    let mut map = serializer.serialize_map(Some(1))?;
    match expr {
        Expr::Ref(node) => map.serialize_entry("Ref", resource_id(stack, *node))?,
        Expr::GetAtt(node, attribute) => map.serialize_entry("Fn::GetAtt", &(resource_id(stack, *node), attribute))?,
        Expr::Parameter(node) => map.serialize_entry("Ref", parameter_id(stack, *node))?,
        Expr::Pseudo(pseudo) => map.serialize_entry("Ref", pseudo.name())?,
        Expr::Join(delimiter, list) => match &short {
            Some(Short::Sub(text)) => map.serialize_entry("Fn::Sub", text)?,
            _ => map.serialize_entry("Fn::Join", &(delimiter, w(list)))?,
        },
        Expr::Select(index, list) => map.serialize_entry("Fn::Select", &(w(index), w(list)))?,
        Expr::Split(delimiter, text) => map.serialize_entry("Fn::Split", &(delimiter, w(text)))?,
        Expr::If(condition, yes, no) => {
            map.serialize_entry("Fn::If", &(condition_id(stack, *condition), w(yes), w(no)))?;
        }
        Expr::FindInMap(mapping, top, second) => {
            map.serialize_entry("Fn::FindInMap", &(mapping_id(stack, *mapping), w(top), w(second)))?;
        }
        Expr::ImportValue(name) => map.serialize_entry("Fn::ImportValue", &w(name))?,
        Expr::Cidr(network, count, bits) => map.serialize_entry("Fn::Cidr", &(w(network), w(count), w(bits)))?,
        Expr::GetAZs(region) => map.serialize_entry("Fn::GetAZs", &w(region))?,
        Expr::Base64(text) => map.serialize_entry("Fn::Base64", &w(text))?,
        Expr::Opaque(function, arguments) => match attribute_of(function, arguments) {
            Some((node, attribute)) => {
                map.serialize_entry("Fn::GetAtt", &(resource_id(stack, node), w(attribute)))?;
            }
            None => map.serialize_entry(&**function, &w(arguments))?,
        },
        // Written above: it may be plain text instead of an object.
        Expr::Secret(_) => {}
    }
    map.end()
}

/// The resource and the attribute of an `Fn::GetAtt` whose attribute is an expression.
fn attribute_of<'a>(function: &str, arguments: &'a Value) -> Option<(Node, &'a Value)> {
    match arguments {
        Value::List(arguments) if function == "Fn::GetAtt" => match arguments.as_slice() {
            [Value::Expr(resource), attribute] => match **resource {
                Expr::Ref(node) => Some((node, attribute)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
