//! A JSON schema with what it refers to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::keywords::names;

/// A schema inside a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    /// The document, to which references are relative.
    pub(super) root: &'a Value,
    /// The schema.
    pub(super) value: &'a Value,
}

/// How far references and alternatives are followed.
const DEEPEST: usize = 8;

impl<'a> At<'a> {
    pub(super) fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    /// The schema's own keywords, then those of what it refers to; all of them hold.
    pub(super) fn links(self) -> Vec<&'a Map<String, Value>> {
        let mut found = Vec::new();
        let mut at = Some(self);
        while let Some(link) = at.filter(|_| found.len() <= DEEPEST) {
            found.extend(link.value.as_object());
            at = link.target();
        }
        found
    }

    /// What it refers to.
    pub(super) fn target(self) -> Option<Self> {
        let pointer = self.value.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.root.pointer(pointer).map(|value| self.at(value))
    }

    /// A keyword's value, of the first link that has it.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.links().into_iter().find_map(|link| link.get(key)).map(|value| self.at(value))
    }

    /// Its properties.
    pub(super) fn properties(self) -> BTreeMap<&'a str, Option<Self>> {
        let mut found = BTreeMap::new();
        for (name, value) in self.links().into_iter().filter_map(|link| link.get("properties")?.as_object()).flatten() {
            found.entry(name.as_str()).or_insert(Some(self.at(value)));
        }
        found
    }

    /// Its properties and those of its alternatives: the schema on which they agree, or none.
    pub(super) fn all_properties(self) -> BTreeMap<&'a str, Option<Self>> {
        let own = self.properties();
        let mut found = own.clone();
        for (name, schema) in self.views().into_iter().flat_map(Self::properties) {
            if !own.contains_key(name) {
                let agreed = found.entry(name).or_insert(schema);
                if agreed.map(|at| at.value) != schema.map(|at| at.value) {
                    *agreed = None;
                }
            }
        }
        found
    }

    /// The names of the properties that must be set.
    pub(super) fn required(self) -> BTreeSet<String> {
        self.links().into_iter().filter_map(|link| names(link.get("required")?)).flatten().collect()
    }

    /// The schema, and all its alternatives.
    pub(super) fn views(self) -> Vec<Self> {
        let mut found = Vec::new();
        self.collect(&mut found, 0);
        found
    }

    fn collect(self, found: &mut Vec<Self>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        found.push(self);
        for key in ["allOf", "anyOf", "oneOf"] {
            for link in self.links() {
                for branch in link.get(key).and_then(Value::as_array).into_iter().flatten() {
                    self.at(branch).collect(found, depth + 1);
                }
            }
        }
    }
}
