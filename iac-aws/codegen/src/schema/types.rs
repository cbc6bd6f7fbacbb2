//! The types that the two packages give a value.

use std::collections::BTreeSet;

use super::chain::At;
use super::keywords;
use super::node::{Node, Scalar, TYPES};
use super::walk::Typed;
use crate::spec::Type;

/// The types of the spec's side; none is all.
fn bits(typed: Typed<'_>) -> u8 {
    let named = |name| TYPES.iter().position(|t| *t == name).map_or(0, |i| 1 << i);
    match typed {
        Typed::No | Typed::Value(Type::Json) => 0,
        Typed::Object(_) | Typed::Value(Type::Object(_) | Type::Map(_) | Type::Tag) => named("object"),
        Typed::Value(Type::List(_)) => named("array"),
        Typed::Value(Type::String(_)) => named("string"),
        Typed::Value(Type::Integer(_)) => named("integer"),
        Typed::Value(Type::Number) => named("number"),
        Typed::Value(Type::Boolean) => named("boolean"),
    }
}

const STRUCTURED: u8 = 0b11_0000;

/// Whether the other side can be the same value: an object, a list or a scalar on both sides.
pub(super) fn fit(typed: Typed<'_>, at: At<'_>) -> bool {
    let (ours, theirs) = (bits(typed), types(at));
    let same = ours & theirs != 0 || (ours & STRUCTURED == 0 && theirs & !STRUCTURED != 0);
    ours == 0 || theirs == 0 || same
}

/// The types that a schema names, itself or in its alternatives.
pub(super) fn types(at: At<'_>) -> u8 {
    let mut found = Node::default();
    let named = |at: At<'_>| {
        at.get("type").map(|types| keywords::enter(&mut found, "type", types.value));
        found.types
    };
    at.views().into_iter().map(named).fold(0, |all, one| all | one)
}

/// Lets the value have the types and the values that either side knows.
pub(super) fn reconcile(node: &mut Node, typed: Typed<'_>, at: Option<At<'_>>) {
    let ours = bits(typed);
    let in_alternatives = node.types == 0 && at.is_some_and(|at| types(at) != 0);
    if node.types & ours == 0 && !in_alternatives {
        node.types |= ours;
    }
    if let Typed::Value(Type::Object(name)) = typed {
        node.name = Some(name.clone());
    }
    let known: Vec<Scalar> = match typed {
        Typed::Value(Type::String(values)) => values.iter().cloned().map(Scalar::Text).collect(),
        Typed::Value(Type::Integer(values)) => values.iter().copied().map(Scalar::Integer).collect(),
        _ => Vec::new(),
    };
    if !known.is_empty() {
        let all: BTreeSet<Scalar> = node.values.take().into_iter().flatten().chain(known).collect();
        node.values = Some(all.into_iter().collect());
    }
}

/// Whether a schema lists values, for itself or for its elements.
pub(super) fn lists_values(at: At<'_>) -> bool {
    let lists = |view: &At<'_>| ["enum", "enumCaseInsensitive", "const"].iter().any(|key| view.get(key).is_some());
    at.views().iter().any(|view| lists(view) || view.get("items").is_some_and(lists_values))
}

/// The name of the nested type that a schema refers to.
pub(super) fn name(at: At<'_>) -> Option<String> {
    let object = at.get("properties").is_some();
    let name = at.value.get("$ref")?.as_str()?.rsplit('/').next()?;
    object.then(|| name.to_owned())
}
