//! Values and expressions as JSON.

use super::dynamic;
use super::substitution::Short;
use crate::graph::StackGraph;
use crate::json::{ToJson, Writer};
use crate::stack::Node;
use crate::value::{Expr, Field, Value};

/// A value of a stack, as it stands in the template.
#[derive(Clone, Copy)]
pub(super) struct Written<'a>(pub(super) &'a StackGraph, pub(super) &'a Value);

impl ToJson for Written<'_> {
    fn write(&self, to: &mut Writer) {
        let Written(stack, value) = *self;
        match value {
            Value::Bool(flag) => to.bool(*flag),
            Value::Int(number) => to.int(*number),
            Value::Num(number) => to.number(*number),
            Value::Str(text) => to.text(text),
            Value::List(items) => to.items(items.iter().map(|item| Written(stack, item))),
            Value::Map(fields) => object(stack, fields, to),
            Value::Expr(expr) => expression(stack, expr, to),
        }
    }
}

pub(super) fn object(stack: &StackGraph, all: &[Field], to: &mut Writer) {
    to.map(|to| fields(stack, all, to));
}

/// The fields of an object that may have more of them.
pub(super) fn fields(stack: &StackGraph, fields: &[Field], to: &mut Writer) {
    fields.iter().for_each(|field| to.entry(&field.name, &Written(stack, &field.value)));
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

fn expression(stack: &StackGraph, expr: &Expr, to: &mut Writer) {
    let w = |value| Written(stack, value);
    if let Some(text) = dynamic::reference(expr) {
        return w(&text).write(to);
    }
    let short = match expr {
        Expr::Join(delimiter, list) => Short::of_join(stack, delimiter, list),
        _ => None,
    };
    match &short {
        Some(Short::Reference(only)) => return expression(stack, only, to),
        Some(Short::Text(text)) => return to.text(text),
        Some(Short::Sub(_)) | None => {}
    }
    to.map(|to| match expr {
        Expr::Ref(node) => to.entry("Ref", resource_id(stack, *node)),
        Expr::GetAtt(node, attribute) => call(to, "Fn::GetAtt", &[&resource_id(stack, *node), attribute]),
        Expr::Parameter(node) => to.entry("Ref", parameter_id(stack, *node)),
        Expr::Pseudo(pseudo) => to.entry("Ref", pseudo.name()),
        Expr::Join(delimiter, list) => match &short {
            Some(Short::Sub(text)) => to.entry("Fn::Sub", text),
            _ => call(to, "Fn::Join", &[delimiter, &w(list)]),
        },
        Expr::Select(index, list) => call(to, "Fn::Select", &[&w(index), &w(list)]),
        Expr::Split(delimiter, text) => call(to, "Fn::Split", &[delimiter, &w(text)]),
        Expr::If(condition, yes, no) => call(to, "Fn::If", &[&condition_id(stack, *condition), &w(yes), &w(no)]),
        Expr::FindInMap(mapping, top, second) => {
            call(to, "Fn::FindInMap", &[&mapping_id(stack, *mapping), &w(top), &w(second)]);
        }
        Expr::ImportValue(name) => to.entry("Fn::ImportValue", &w(name)),
        Expr::Cidr(network, count, bits) => call(to, "Fn::Cidr", &[&w(network), &w(count), &w(bits)]),
        Expr::GetAZs(region) => to.entry("Fn::GetAZs", &w(region)),
        Expr::Base64(text) => to.entry("Fn::Base64", &w(text)),
        Expr::Opaque(function, arguments) => match attribute_of(function, arguments) {
            Some((node, attribute)) => call(to, "Fn::GetAtt", &[&resource_id(stack, node), &w(attribute)]),
            None => to.entry(function, &w(arguments)),
        },
        // Written above: it may be plain text instead of an object.
        Expr::Secret(_) => {}
    });
}

/// A function with a list of arguments.
pub(super) fn call(to: &mut Writer, function: &str, arguments: &[&dyn ToJson]) {
    to.key(function).items(arguments);
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
