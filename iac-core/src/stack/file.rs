//! Files that stand beside the templates.

use super::Stack;
use crate::graph::FileNode;
use crate::json::{self, Layout};
use crate::place::Place;
use crate::value::{Text, Value};
use serde::{Serialize, Serializer, ser::Error};

impl Stack {
    /// Adds a file to those that are written beside the templates, for what a deployment needs and CloudFormation does not
    /// take: `catalog/version.json` becomes `<system>/<environment>/catalog/version.json`. Text is written as it is,
    /// anything else as JSON; only literals are known when files are written.
    ///
    /// Errors: a path that is not a folder and a name, of letters, digits and `-_.`; a folder that other files are
    /// written to; a path that is taken; a value that is known only when the stack is deployed.
    #[track_caller]
    pub fn file(&mut self, path: impl Into<Text>, contents: &Value) {
        let path = path.into();
        let place = self.place().unwrap_or(Place::caller());
        let parts: Vec<&str> = path.split('/').collect();
        let plain = |part: &&str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        let taken = ["cloudformation", "terraform", "docs"];
        if parts.len() != 2 || !parts.iter().all(plain) || taken.contains(&parts[0]) {
            let help = "give a folder of its own and a name, such as `catalog/version.json`";
            self.error("bad-file", format!("a file cannot stand at `{path}`"), help);
            return;
        }
        let text = match contents {
            Value::Str(text) => Some(text.clone().into_owned()),
            document => json::to_bytes(&Literal(document), Layout::Indented)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok()),
        };
        match text {
            Some(text) => self.graph.files.push(FileNode { path, text, place: Some(place) }),
            None => {
                let message = format!("the file `{path}` holds what is known only when the stack is deployed");
                self.error("bad-file", message, "write literals; a script fills in the rest, from the stack's outputs");
            }
        }
    }
}

/// A value that is known now.
struct Literal<'a>(&'a Value);

impl Serialize for Literal<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Num(number) => serializer.serialize_f64(*number),
            Value::Str(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(Literal)),
            Value::Map(fields) => {
                serializer.collect_map(fields.iter().map(|field| (&*field.name, Literal(&field.value))))
            }
            Value::Expr(_) => Err(S::Error::custom("known only when the stack is deployed")),
        }
    }
}
