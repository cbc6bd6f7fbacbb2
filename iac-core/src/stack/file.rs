//! Files that stand beside the templates.

use super::Stack;
use crate::graph::FileNode;
use crate::json::{self, Layout, ToJson, Writer};
use crate::place::Place;
use crate::value::{Text, Value};

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
        let mut is_known = true;
        contents.for_each_expr(&mut |_| is_known = false);
        if !is_known {
            let message = format!("the file `{path}` holds what is known only when the stack is deployed");
            self.error("bad-file", message, "write literals; a script fills in the rest, from the stack's outputs");
            return;
        }
        let text = match contents {
            Value::Str(text) => text.clone().into_owned(),
            document => json::to_text(&Literal(document), Layout::Indented),
        };
        self.graph.files.push(FileNode { path, text, place: Some(place) });
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
