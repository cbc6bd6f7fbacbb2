//! Functions of CloudFormation, worked out as far as their operands are known.

use super::eval::{Eval, Member, Reference};
use super::networks::networks;
use super::texts::{join, select, split};
use super::truth::Truth;
use super::world::World;
use crate::stack::Node;
use crate::value::{Expr, Field, Pseudo, Value};
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher as _};

pub(super) fn value<'g>(world: &World<'g>, stack: usize, of: &'g Value) -> Eval<'g> {
    match of {
        Value::Bool(flag) => Eval::Bool(*flag),
        Value::Int(number) => Eval::Int(*number),
        Value::Num(number) => Eval::Num(*number),
        Value::Str(text) => Eval::Text(Cow::Borrowed(text)),
        Value::List(items) => {
            let items = items.iter().map(|item| value(world, stack, item));
            Eval::List(items.filter(|item| !item.is_absent()).collect())
        }
        Value::Map(fields) => map(world, stack, fields),
        Value::Expr(expr) => expression(world, stack, expr),
    }
}

/// A value as the property of a resource. Where a template offers an empty text by default and uses it as it is, the text
/// is a gap that whoever deploys it fills, a parent's template for one: nobody knows with what.
pub(super) fn property<'g>(world: &World<'g>, stack: usize, of: &'g Value) -> Eval<'g> {
    match of {
        Value::List(items) => {
            let items = items.iter().map(|item| property(world, stack, item));
            Eval::List(items.filter(|item| !item.is_absent()).collect())
        }
        Value::Map(fields) => {
            let member = |field: &'g Field| Member {
                name: &field.name,
                value: property(world, stack, &field.value),
                place: field.place,
            };
            Eval::Map(fields.iter().map(member).filter(|member| !member.value.is_absent()).collect())
        }
        Value::Expr(expr) => match &**expr {
            Expr::If(condition, yes, no) => match world.condition(stack, condition.index()) {
                Truth::Yes => property(world, stack, yes),
                Truth::No => property(world, stack, no),
                Truth::Unknown => value(world, stack, of),
            },
            Expr::Parameter(node) => match value(world, stack, of) {
                Eval::Text(text) if text.is_empty() => {
                    let name = world.graph.stacks[stack].parameters.get_index(node.index());
                    unknown(name.map_or("a parameter".to_owned(), |(name, _)| format!("the parameter {name}")))
                }
                known => known,
            },
            _ => value(world, stack, of),
        },
        _ => value(world, stack, of),
    }
}

fn map<'g>(world: &World<'g>, stack: usize, fields: &'g [Field]) -> Eval<'g> {
    let member =
        |field: &'g Field| Member { name: &field.name, value: value(world, stack, &field.value), place: field.place };
    Eval::Map(fields.iter().map(member).filter(|member| !member.value.is_absent()).collect())
}

fn expression<'g>(world: &World<'g>, stack: usize, expr: &'g Expr) -> Eval<'g> {
    let of = |operand: &'g Value| value(world, stack, operand);
    match expr {
        Expr::Ref(node) => reference(world, *node, "Ref"),
        Expr::GetAtt(node, attribute) => reference(world, *node, attribute),
        Expr::Parameter(node) => parameter(world, stack, *node),
        Expr::Pseudo(Pseudo::NoValue) => Eval::Absent,
        Expr::Pseudo(pseudo) => unknown(pseudo.name()),
        Expr::Join(delimiter, list) => join(delimiter, of(list)),
        Expr::Select(index, list) => select(world, &of(index), of(list)),
        Expr::Split(delimiter, text) => split(world, delimiter, of(text)),
        Expr::If(condition, yes, no) => match world.condition(stack, condition.index()) {
            Truth::Yes => of(yes),
            Truth::No => of(no),
            Truth::Unknown => {
                let (yes, no) = (of(yes), of(no));
                if yes == no {
                    return yes;
                };
                // Two choices by one condition are only the same where both sides are.
                unknown(format!("a choice by the condition {} of {:x}", condition.index(), mark(&[yes, no])))
            }
        },
        Expr::FindInMap(mapping, row, cell) => find(world, stack, *mapping, &of(row), &of(cell)),
        Expr::ImportValue(name) => {
            let name = of(name);
            match name.text().and_then(|name| world.index.export(&name)) {
                Some((other, exported)) => world
                    .deeper(|| value(world, other, exported))
                    .unwrap_or_else(|| unknown("what is imported in a circle")),
                None => unknown(format!("what is imported as {}", name.shown())),
            }
        }
        Expr::Cidr(network, count, bits) => networks(world, of(network), &of(count), &of(bits)),
        Expr::GetAZs(_) => Eval::List((0..6).map(|zone| unknown(format!("zone {zone}"))).collect()),
        Expr::Base64(_) => unknown("text in base 64"),
        Expr::Secret(_) => Eval::Secret,
        Expr::Opaque(function, arguments) => unknown(format!("{function} of {arguments:?}")),
    }
}

/// Tells values apart in few letters: whole ones would double with every choice inside of a choice.
fn mark(values: &[Eval<'_>]) -> u64 {
    struct Hashed(DefaultHasher);
    impl fmt::Write for Hashed {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut hashed = Hashed(DefaultHasher::new());
    let _ = write!(hashed, "{values:?}");
    hashed.0.finish()
}

pub(super) fn unknown<'g>(name: impl Into<Cow<'g, str>>) -> Eval<'g> {
    Eval::Unknown(name.into())
}

fn reference<'g>(world: &World<'g>, node: Node, attribute: &'g str) -> Eval<'g> {
    match world.index.locate(node) {
        Some(at) => Eval::Ref(Reference { at, attribute }),
        None => unknown("a resource of another stack"),
    }
}

/// The value that the choice gives it, its default, or nothing that anybody knows.
fn parameter<'g>(world: &World<'g>, stack: usize, node: Node) -> Eval<'g> {
    let Some((_, parameter)) = world.graph.stacks[stack].parameters.get_index(node.index()) else {
        return unknown("a parameter");
    };
    if parameter.no_echo {
        return Eval::Secret;
    }
    given(world, stack, node)
}

/// The value of a parameter in a comparison, which tells nobody what a secret is.
pub(super) fn given<'g>(world: &World<'g>, stack: usize, node: Node) -> Eval<'g> {
    let Some((name, parameter)) = world.graph.stacks[stack].parameters.get_index(node.index()) else {
        return unknown("a parameter");
    };
    let list = parameter.parameter_type.to_string();
    let list = list.starts_with("List<") || list == "CommaDelimitedList";
    if let Some(from) = &parameter.from {
        // A parent's template gives a list as a text.
        return match value(world, stack, &from.value) {
            given @ (Eval::Text(_) | Eval::Joined(_) | Eval::Ref(_)) if list => split(world, ",", given),
            given => given,
        };
    }
    let text: &'g str = match world.chosen(stack, node.index()) {
        Some(Some(text)) => text,
        Some(None) => return unknown(format!("the parameter {name}")),
        None => match &parameter.default {
            // What looks up a value elsewhere is not that value.
            Some(text) if !parameter.parameter_type.to_string().starts_with("AWS::SSM") => text,
            _ => return unknown(format!("the parameter {name}")),
        },
    };
    if list {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        return Eval::List(items.map(|item| Eval::Text(Cow::Borrowed(item))).collect());
    }
    Eval::Text(Cow::Borrowed(text))
}

fn find<'g>(world: &World<'g>, stack: usize, mapping: Node, row: &Eval<'g>, cell: &Eval<'g>) -> Eval<'g> {
    let Some((name, table)) = world.graph.stacks[stack].mappings.get_index(mapping.index()) else {
        return unknown("a mapping");
    };
    let found = row.text().zip(cell.text()).and_then(|(row, cell)| {
        let (_, cells) = table.rows.iter().find(|(key, _)| *key == row)?;
        cells.iter().find(|field| field.name == cell)
    });
    match found {
        Some(field) => value(world, stack, &field.value),
        None => unknown(format!("{name} at {} and {}", row.shown(), cell.shown())),
    }
}
