//! Functions that put texts together and take them apart.

use super::eval::Eval;
use super::evaluate::unknown;
use super::world::World;
use std::borrow::Cow;

/// `Fn::Join`, and what `Fn::Sub` puts together.
pub(super) fn join<'g>(delimiter: &str, list: Eval<'g>) -> Eval<'g> {
    let Eval::List(items) = list else { return unknown(format!("joined {}", list.shown())) };
    let mut parts: Vec<Eval<'g>> = Vec::new();
    let mut push = |part: Eval<'g>| match (parts.last_mut(), part) {
        (Some(Eval::Text(text)), Eval::Text(more)) => text.to_mut().push_str(&more),
        (_, part) => parts.push(part),
    };
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 && !delimiter.is_empty() {
            push(Eval::Text(Cow::Owned(delimiter.to_owned())));
        }
        match item {
            Eval::Joined(inner) => inner.into_iter().for_each(&mut push),
            Eval::Int(_) | Eval::Num(_) | Eval::Bool(_) => {
                let text = item.text().map(|text| text.into_owned()).unwrap_or_default();
                push(Eval::Text(Cow::Owned(text)));
            }
            item => push(item),
        }
    }
    match parts.len() {
        0 => Eval::Text(Cow::Borrowed("")),
        1 => parts.remove(0),
        _ => Eval::Joined(parts),
    }
}

/// How an unknown value is told apart: two resources have attributes of the same name.
pub(super) fn told<'g>(world: &World<'g>, value: &Eval<'g>) -> String {
    let Eval::Ref(reference) = value else { return value.shown() };
    let (stack, number) = reference.at;
    let id = world.graph.stacks.get(stack).and_then(|stack| stack.resources.get_index(number));
    format!("{} of {}", value.shown(), id.map_or("a resource", |(id, _)| id))
}

/// `Fn::Select`.
pub(super) fn select<'g>(world: &World<'g>, index: &Eval<'g>, list: Eval<'g>) -> Eval<'g> {
    match (index.int().and_then(|index| usize::try_from(index).ok()), list) {
        (Some(index), Eval::List(mut items)) if index < items.len() => items.swap_remove(index),
        (Some(index), other) => unknown(format!("member {index} of {}", told(world, &other))),
        (None, other) => unknown(format!("a member of {}", told(world, &other))),
    }
}

/// `Fn::Split`.
pub(super) fn split<'g>(world: &World<'g>, delimiter: &str, text: Eval<'g>) -> Eval<'g> {
    match text.text() {
        Some(text) => Eval::List(text.split(delimiter).map(|part| Eval::Text(Cow::Owned(part.to_owned()))).collect()),
        // What is known to be a part of its own is known where the list was joined.
        None => parts(delimiter, &text).unwrap_or_else(|| unknown(format!("the parts of {}", told(world, &text)))),
    }
}

/// The parts of a text of references, which have no such sign in them.
fn parts<'g>(delimiter: &str, text: &Eval<'g>) -> Option<Eval<'g>> {
    let pieces = match text {
        Eval::Joined(pieces) => pieces.as_slice(),
        Eval::Ref(_) => std::slice::from_ref(text),
        _ => return None,
    };
    if ![",", ";", "|"].contains(&delimiter) {
        return None;
    }
    let mut parts: Vec<Vec<Eval<'g>>> = vec![Vec::new()];
    for piece in pieces {
        match piece {
            Eval::Text(text) => {
                for (number, part) in text.split(delimiter).enumerate() {
                    if number > 0 {
                        parts.push(Vec::new());
                    }
                    if !part.is_empty() {
                        parts.last_mut()?.push(Eval::Text(Cow::Owned(part.to_owned())));
                    }
                }
            }
            Eval::Ref(_) => parts.last_mut()?.push(piece.clone()),
            _ => return None,
        }
    }
    Some(Eval::List(parts.into_iter().map(|part| join("", Eval::List(part))).collect()))
}
