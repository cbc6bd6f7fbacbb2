//! What the generator could not take over, and where the packages differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::Typed;
use super::{Node, Schemas};
use crate::spec::Type;

/// What happened on the way.
#[derive(Debug, Default)]
pub struct Report {
    /// Constraints that cannot be represented, by keyword: the resource type, and which one of it.
    pub left_out: BTreeMap<String, BTreeSet<(String, usize)>>,
    /// Paths about which something is said, but which lead nowhere.
    pub unmet: Vec<String>,
    /// Properties that one package requires and the other does not, in all that it has of the same type.
    pub required_differ: BTreeSet<String>,
    /// Values that are an object, a list or a scalar in one package only.
    pub types_differ: BTreeSet<String>,
}

impl Report {
    pub(super) fn left_out(&mut self, cfn: &str, key: &str, value: &Value) {
        let which = std::ptr::from_ref(value) as usize;
        self.left_out.entry(key.to_owned()).or_default().insert((cfn.to_owned(), which));
    }

    pub(super) fn required_differ(&mut self, cfn: &str, nested: Option<&str>, name: &str, required: bool) {
        let by = if required { "cfn-lint" } else { "aws-service-spec" };
        self.required_differ.insert(format!("{by}: {cfn} {}.{name}", nested.unwrap_or_default()));
    }

    pub(super) fn types_differ(&mut self, cfn: &str, typed: Typed<'_>) {
        let ty: &dyn std::fmt::Debug = match &typed {
            Typed::Value(Type::String(_)) => &"String",
            Typed::Value(ty) => ty,
            Typed::No | Typed::Object(_) => &"the resource",
        };
        self.types_differ.insert(format!("{cfn} {ty:?}"));
    }
}

/// Something that is counted: its name, and how many a node has.
type Counted = (&'static str, fn(&Node) -> usize);

/// What is counted in the schemas.
const COUNTED: [Counted; 15] = [
    ("properties", |n| n.properties.len()),
    ("required", |n| n.properties.values().filter(|p| p.required).count()),
    ("patterns", |n| usize::from(n.pattern.is_some())),
    ("enums", |n| usize::from(n.values.is_some())),
    ("sizes", |n| n.sizes.len()),
    ("bounds", |n| n.bounds.len()),
    ("formats", |n| usize::from(n.format.is_some())),
    ("all-of", |n| usize::from(!n.all_of.is_empty())),
    ("any-of", |n| usize::from(!n.any_of.is_empty())),
    ("one-of", |n| usize::from(!n.one_of.is_empty())),
    ("conditions", |n| usize::from(n.condition.is_some())),
    ("dependent-required", |n| n.dependent_required.len()),
    ("dependent-excluded", |n| n.dependent_excluded.len()),
    ("required-or and -xor", |n| n.required_or.len() + n.required_xor.len()),
    ("rules", |n| n.rules.len()),
];

impl Schemas {
    /// What was taken over, and what was not.
    pub fn note(&self) -> String {
        let Report { left_out, unmet, required_differ, types_differ } = &self.report;
        let counted = COUNTED.map(|(name, count)| format!("{} {name}", self.nodes.iter().map(count).sum::<usize>()));
        let mut note = format!("\n  {} types, {} schemas: {}", self.types.len(), self.nodes.len(), counted.join(", "));
        let lost: usize = left_out.values().map(BTreeSet::len).sum();
        note.push_str(&format!("\n  not represented: {lost}"));
        for (key, places) in left_out {
            let types: BTreeSet<&str> = places.iter().map(|(cfn, _)| cfn.as_str()).collect();
            note.push_str(&format!("\n    {key}: {}", types.into_iter().collect::<Vec<_>>().join(", ")));
        }
        note.push_str(&format!("\n  paths that lead nowhere: {}{}", unmet.len(), lines(unmet)));
        note.push_str(&format!("\n  required in one package only: {}", required_differ.len()));
        note + &format!("\n  of another structure in each: {}{}", types_differ.len(), lines(types_differ))
    }
}

fn lines<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    texts.into_iter().map(|text| format!("\n    {text}")).collect()
}
