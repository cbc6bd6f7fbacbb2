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
    let mut other = Node::default();
    if let Some(types) = at.get("type") {
        keywords::enter(&mut other, "type", types.value);
    }
    let (ours, theirs) = (bits(typed), other.types);
    let same = ours & theirs != 0 || (ours & STRUCTURED == 0 && theirs & !STRUCTURED != 0);
    ours == 0 || theirs == 0 || same
}

/// Lets the value have the types and the values that either side knows.
pub(super) fn reconcile(node: &mut Node, typed: Typed<'_>) {
    let ours = bits(typed);
    if node.types & ours == 0 {
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

/// The name of the nested type that a schema refers to.
pub(super) fn name(at: At<'_>) -> Option<String> {
    let object = at.get("properties").is_some();
    let name = at.value.get("$ref")?.as_str()?.rsplit('/').next()?;
    object.then(|| name.to_owned())
}
