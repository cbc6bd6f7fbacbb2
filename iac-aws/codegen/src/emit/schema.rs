//! Writes the embedded data of `iac-aws-schema`, whose `src/data.rs` tells the format.
//!
//! Everything that is written more than once is written once and pointed at: strings, lists, schemas. Strings are in
//! order, so that lists of them are small differences; schemas are in the order of their frequency, so that most
//! pointers are one or two bytes.

mod bytes;
mod constraints;
mod resource;
mod tables;

use std::collections::BTreeSet;

use crate::schema::{Node, NodeId, Scalar, Schemas};
use crate::{Files, Result};
use bytes::Bytes;
use tables::{Lists, Strings, groups};

/// What writing needs: where everything stands.
struct Places {
    strings: Strings,
    lists: Lists,
    nodes: Vec<NodeId>,
}

/// The files below `data`.
///
/// # Errors
///
/// When the data outgrew the format.
pub fn schema(schemas: &Schemas) -> Result<Files> {
    let (order, nodes) = by_frequency(schemas);
    let mut places = Places { strings: Strings::new(all_strings(schemas)), lists: Lists::default(), nodes };
    let written: Vec<Bytes> =
        order.iter().filter_map(|id| schemas.nodes.get(*id)).map(|node| places.constraints(node)).collect();
    let types: Vec<Bytes> = schemas.types.iter().map(|(name, ty)| places.resource(name, ty)).collect();
    let strings = places.strings.groups();
    let tables = [strings, groups(places.lists.into_bytes()), groups(written), groups(types)];
    let mut model = Bytes::default();
    for (groups, missing) in &tables {
        model.offset(groups.len())?;
        model.offset(*missing)?;
    }
    let mut at = 3 * (2 * tables.len() + tables.iter().map(|(groups, _)| groups.len()).sum::<usize>());
    for group in tables.iter().flat_map(|(groups, _)| groups) {
        model.offset(at)?;
        at += group.0.len();
    }
    model.0.extend(tables.into_iter().flat_map(|(groups, _)| groups).flat_map(|group| group.0));
    Ok(Files::from([("strings.txt".into(), places.strings.text().into()), ("model.bin".into(), model.0)]))
}

/// The nodes in the order in which they are written, and where each is.
fn by_frequency(schemas: &Schemas) -> (Vec<NodeId>, Vec<NodeId>) {
    let mut uses = vec![0_usize; schemas.nodes.len()];
    for node in &schemas.nodes {
        node.clone().children_mut().for_each(|child| uses[*child] += 1);
    }
    let mut order: Vec<NodeId> = (0..schemas.nodes.len()).collect();
    order.sort_by_key(|id| std::cmp::Reverse(uses[*id]));
    let mut place = vec![0; order.len()];
    for (at, id) in order.iter().enumerate() {
        place[*id] = at;
    }
    (order, place)
}

fn all_strings(schemas: &Schemas) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for node in &schemas.nodes {
        strings_of(node, &mut all);
    }
    for (name, ty) in &schemas.types {
        all.insert(name.clone());
        all.extend(resource::strings(ty));
    }
    all
}

fn strings_of(node: &Node, all: &mut BTreeSet<String>) {
    all.extend([&node.name, &node.pattern, &node.format].into_iter().flatten().cloned());
    all.extend(node.values.iter().flatten().filter_map(|v| match v {
        Scalar::Text(text) => Some(text.clone()),
        _ => None,
    }));
    all.extend(node.unique_keys.iter().cloned());
    all.extend(node.patterns.keys().cloned());
    all.extend(node.rules.iter().map(|(code, _)| code.clone()));
    all.extend(node.required_or.iter().chain(&node.required_xor).flatten().cloned());
    for (name, others) in node.dependent_required.iter().chain(&node.dependent_excluded) {
        all.insert(name.clone());
        all.extend(others.iter().cloned());
    }
    for (name, property) in &node.properties {
        all.insert(name.clone());
        all.extend(property.references.iter().map(|r| r.resource.clone()));
    }
}
