//! What of a schema cannot be represented.

use std::collections::BTreeSet;

use serde_json::Value;

use super::chain::At;
use super::keywords;
use super::node::Node;

/// The first keyword in a schema, or a list of them, that cannot be represented.
pub(super) fn lost(at: At<'_>, seen: &mut BTreeSet<usize>) -> Option<String> {
    if let Value::Array(list) = at.value {
        return list.iter().find_map(|value| lost(at.at(value), seen));
    }
    let Value::Object(schema) = at.value else { return None };
    if !seen.insert(std::ptr::from_ref(at.value) as usize) {
        return None;
    }
    if schema.contains_key("$ref") {
        let Some(target) = at.target() else { return Some("$ref".into()) };
        if let Some(lost) = lost(target, seen) {
            return Some(lost);
        }
    }
    schema.iter().find_map(|(key, value)| match key.as_str() {
        "$ref" | "required" | "definitions" => None,
        "properties" | "patternProperties" | "dependencies" => {
            value.as_object().into_iter().flatten().find_map(|(_, v)| lost_unless_names(at.at(v), seen))
        }
        key if keywords::STRUCTURE.contains(&key) => lost(at.at(value), seen),
        key => (!keywords::enter(&mut Node::default(), key, value)).then(|| key.to_owned()),
    })
}

fn lost_unless_names(at: At<'_>, seen: &mut BTreeSet<usize>) -> Option<String> {
    if keywords::names(at.value).is_some() { None } else { lost(at, seen) }
}
