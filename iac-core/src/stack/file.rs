//! Files that stand beside the templates.

use super::Stack;
use crate::graph::FileNode;
use crate::json::{self, Layout, ToJson, Writer};
use crate::place::Place;
use crate::resolve::keys::repeated;
use crate::value::{MAX_DEPTH, Text, Value};

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
        if parts.len() != 2
            || !parts.iter().all(plain)
            || taken.iter().any(|taken| taken.eq_ignore_ascii_case(parts[0]))
        {
            let help = "give a folder of its own and a name, such as `catalog/version.json`";
            self.error("bad-file", format!("a file cannot stand at `{path}`"), help);
            return;
        }
        if let Some((message, help)) = fault(contents, &path, MAX_DEPTH) {
            return self.error("bad-file", message, help);
        }
        let text = match contents {
            Value::Str(text) => text.clone().into_owned(),
            document => json::to_text(&Literal(document), Layout::Indented),
        };
        self.graph.files.push(FileNode { path, text, place: Some(place) });
    }
}

/// The first thing that no file can hold.
fn fault(value: &Value, path: &str, room: usize) -> Option<(String, &'static str)> {
    let Some(room) = room.checked_sub(value.levels()) else {
        let message = format!("the file `{path}` is nested deeper than {MAX_DEPTH} levels");
        return Some((message, "write a flatter document"));
    };
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Str(_) => None,
        Value::Num(number) if number.is_finite() => None,
        Value::Num(number) => {
            let message = format!("`{number}`, in the file `{path}`, is not a number that JSON has");
            Some((message, "give a finite number"))
        }
        Value::List(items) => items.iter().find_map(|item| fault(item, path, room)),
        Value::Map(fields) => match repeated(fields.iter().map(|field| &*field.name)).first() {
            Some(key) => {
                let message = format!("the key `{key}` stands twice in one object of the file `{path}`");
                Some((message, "give each key once"))
            }
            None => fields.iter().find_map(|field| fault(&field.value, path, room)),
        },
        Value::Expr(_) => {
            let message = format!("the file `{path}` holds what is known only when the stack is deployed");
            Some((message, "write literals; a script fills in the rest, from the stack's outputs"))
        }
    }
}

/// A value that is known now.
struct Literal<'a>(&'a Value);

impl ToJson for Literal<'_> {
    fn write(&self, to: &mut Writer) {
        match self.0 {
            Value::Bool(flag) => to.bool(*flag),
            Value::Int(number) => to.int(*number),
            Value::Num(number) => to.float(*number),
            Value::Str(text) => to.text(text),
            Value::List(items) => to.items(items.iter().map(Literal)),
            Value::Map(fields) => {
                to.map(|to| fields.iter().for_each(|field| to.entry(&field.name, &Literal(&field.value))));
            }
            // No file is written with one.
            Value::Expr(_) => to.null(),
        }
    }
}
