//! Values of properties: literals, objects and lists of them, functions.

use super::names::is_made;
use super::reader::Reader;
use super::tree::{Data, Entry, Tree};
use crate::value::{Expr, Field, Pseudo, Text, Value};

impl Reader<'_> {
    pub(super) fn value(&mut self, tree: &Tree<'_>) -> Value {
        if let Some((function, argument)) = tree.function() {
            return self.call(function, tree.at, argument);
        }
        match &tree.data {
            Data::Text(text) => self.dynamic_text(tree.at, text),
            Data::List(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
            Data::Map(entries) => Value::Map(self.fields(entries)),
            _ => self.scalar(tree),
        }
    }

    /// A value that CloudFormation sees as text: programs say numbers and flags as text here, too.
    pub(super) fn text_value(&mut self, tree: &Tree<'_>) -> Value {
        match (&tree.data, tree.scalar()) {
            (Data::Bool(_) | Data::Int(_) | Data::Num(_), Some(text)) => Value::Str(Text::Owned(text.into_owned())),
            _ => self.value(tree),
        }
    }

    /// What holds no other value. What could not be read sets nothing.
    pub(super) fn scalar(&mut self, tree: &Tree<'_>) -> Value {
        match &tree.data {
            Data::Bool(flag) => Value::Bool(*flag),
            Data::Int(number) => Value::Int(*number),
            Data::Num(number) => Value::Num(*number),
            Data::Text(text) => Value::Str(Text::Owned(text.to_string())),
            Data::Null => {
                self.null(tree.at);
                Expr::Pseudo(Pseudo::NoValue).into()
            }
            _ => Expr::Pseudo(Pseudo::NoValue).into(),
        }
    }

    /// The fields of an object. What a macro or a loop adds to it is a field of that name.
    pub(super) fn fields(&mut self, entries: &[Entry<'_>]) -> Vec<Field> {
        let mut fields = Vec::with_capacity(entries.len());
        for entry in entries {
            if entry.key.starts_with("Fn::") && !is_made(&entry.key) {
                let message = format!("`{}` stands beside other keys, so that it is no function", entry.key);
                self.error("bad-function", entry.at, message, "a function is the only key of its object");
            }
            fields.push(match is_made(&entry.key) {
                true => self.made(entry),
                false => self.field(entry, |reader, tree| reader.value(tree)),
            });
        }
        fields
    }

    /// What a macro or a loop makes. Names that it makes up itself lead somewhere.
    pub(super) fn made(&mut self, entry: &Entry<'_>) -> Field {
        let outer = std::mem::replace(&mut self.open, true);
        let field = self.field(entry, |reader, tree| reader.value(tree));
        self.open = outer;
        field
    }
}

/// How much a value is.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Num(_) => 1,
        Value::Str(text) => 1 + text.len(),
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(fields) => 1 + fields.iter().map(|field| field.name.len() + size(&field.value)).sum::<usize>(),
        Value::Expr(expr) => 1 + expr.operands().map(size).sum::<usize>(),
    }
}
