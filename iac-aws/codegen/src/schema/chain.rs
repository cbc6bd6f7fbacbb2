//! A JSON schema with what it refers to.

use serde_json::{Map, Value};

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
