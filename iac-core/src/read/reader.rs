//! What is known while a template is read.

use super::findings::Findings;
use super::names::{Names, is_made};
use super::tree::{At, Data, Entry, MAX_REPEATED, Tree};
use crate::stack::{Node, StackKey};
use crate::value::{Field, Text, Value};
use indexmap::IndexSet;

pub(super) struct Reader<'f> {
    pub(super) key: StackKey,
    pub(super) names: Names,
    pub(super) findings: &'f mut Findings,
    /// Macros may add what is referred to here.
    pub(super) open: bool,
    /// The template asks for language extensions.
    pub(super) extended: bool,
    /// What rules on parameters may ask for is known here.
    pub(super) in_rule: bool,
    /// How much more may be repeated.
    pub(super) room: usize,
}

impl<'f> Reader<'f> {
    pub(super) fn new(key: StackKey, names: Names, findings: &'f mut Findings) -> Self {
        Reader { key, names, findings, open: false, extended: false, in_rule: false, room: MAX_REPEATED }
    }

    pub(super) fn node(&self, of: fn(&Names) -> &IndexSet<String>, name: &str) -> Option<Node> {
        let index = of(&self.names).get_index_of(name)?;
        Some(Node::new(self.key, u32::try_from(index).ok()?))
    }

    pub(super) fn error(&mut self, code: &'static str, at: At, message: impl Into<String>, help: impl Into<String>) {
        self.findings.error(code, at, message, help);
    }

    /// Reads what `path` names: findings are about it.
    pub(super) fn within<T>(&mut self, id: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.findings.path.len();
        self.findings.path.push('/');
        self.findings.path.push_str(id);
        let result = read(self);
        self.findings.path.truncate(outer);
        result
    }

    /// The entries of an object; what is something else is reported.
    pub(super) fn object<'t, 'a>(&mut self, what: &str, tree: &'t Tree<'a>) -> &'t [Entry<'a>] {
        match &tree.data {
            Data::Map(entries) => return entries,
            Data::Lost => {}
            Data::Null => self.null(tree.at),
            _ => {
                let message = format!("{what} is {}, but it must be an object", tree.sort());
                self.error("wrong-shape", tree.at, message, "write names and values");
            }
        }
        &[]
    }

    /// Reports an object that lacks a key.
    pub(super) fn required(&mut self, what: &str, at: At, object: &Tree<'_>, key: &str, help: &str) {
        let Data::Map(entries) = &object.data else { return };
        let given = entries.iter().any(|entry| entry.key == key || is_made(&entry.key));
        if !given && !self.open {
            self.error("missing-key", at, format!("{what} has no `{key}`"), help);
        }
    }

    /// The members of a list; what is something else is reported.
    pub(super) fn list<'t, 'a>(&mut self, what: &str, tree: &'t Tree<'a>) -> &'t [Tree<'a>] {
        match &tree.data {
            Data::List(items) => return items,
            Data::Lost => {}
            Data::Null => self.null(tree.at),
            _ => {
                let message = format!("{what} is {}, but it must be a list", tree.sort());
                self.error("wrong-shape", tree.at, message, "write a list");
            }
        }
        &[]
    }

    /// A literal text; numbers and flags are text too. What is something else is reported.
    pub(super) fn text(&mut self, what: &str, tree: &Tree<'_>) -> Option<Text> {
        match &tree.data {
            Data::Lost => return None,
            Data::Null => {
                self.null(tree.at);
                return None;
            }
            _ => {}
        }
        let text = tree.scalar().map(|text| Text::Owned(text.into_owned()));
        if text.is_none() {
            let message = format!("{what} is {}, but it must be text", tree.sort());
            self.error("wrong-shape", tree.at, message, "write a literal");
        }
        text
    }

    pub(super) fn null(&mut self, at: At) {
        self.error("null-value", at, "CloudFormation takes no `null`", "leave the key out, or give it a value");
    }

    /// A value that CloudFormation takes as it stands: nothing in it is evaluated.
    pub(super) fn literal(&mut self, tree: &Tree<'_>) -> Value {
        match &tree.data {
            Data::List(items) => Value::List(items.iter().map(|item| self.literal(item)).collect()),
            Data::Map(entries) => {
                let field = |entry: &Entry<'_>| self.field(entry, |reader, tree| reader.literal(tree));
                Value::Map(entries.iter().map(field).collect())
            }
            _ => self.scalar(tree),
        }
    }

    pub(super) fn field(&mut self, entry: &Entry<'_>, read: impl FnOnce(&mut Self, &Tree<'_>) -> Value) -> Field {
        let name = Text::Owned(entry.key.to_string());
        Field { name, value: read(self, &entry.value), place: Some(self.findings.place(entry.at)) }
    }
}
