//! JSON inside a text property, with expressions inside the JSON: dashboards, lifecycle policies, inputs of targets.

use super::kind::Str;
use super::{Expr, Pseudo, Text, Val, Value};
use crate::json::{escaped, float};

/// The document as compact JSON text. Expressions stay expressions: they become parts of a `Join`.
///
/// An expression stands between quotation marks, because what it will be is not known; a number that is an expression
/// is therefore text. What it yields must not need escaping; literals inside of it are escaped. The branches of a
/// condition are documents of their own, so that numbers, lists and objects may depend on one. A field or member that
/// is `no_value` is left out; a branch that is `no_value` is `null`.
pub fn json_text(document: &Value) -> Val<Str> {
    let mut parts = Parts::default();
    parts.value(document);
    Val::of(parts.finish())
}

#[derive(Default)]
struct Parts {
    done: Vec<Value>,
    text: String,
}

impl Parts {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Value::Int(number) => self.text.push_str(&number.to_string()),
            Value::Num(number) => self.text.push_str(&float(*number)),
            Value::Str(text) => self.string(text),
            Value::List(items) => {
                self.text.push('[');
                for (index, item) in items.iter().filter(|item| !is_no_value(item)).enumerate() {
                    self.separate(index);
                    self.value(item);
                }
                self.text.push(']');
            }
            Value::Map(fields) => {
                self.text.push('{');
                for (index, field) in fields.iter().filter(|field| !is_no_value(&field.value)).enumerate() {
                    self.separate(index);
                    self.string(&field.name);
                    self.text.push(':');
                    self.value(&field.value);
                }
                self.text.push('}');
            }
            Value::Expr(expr) => self.expr(expr),
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        self.text.push_str(&escaped(text));
        self.text.push('"');
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Pseudo(Pseudo::NoValue) => self.text.push_str("null"),
            Expr::If(condition, yes, no) => {
                let [yes, no] = [yes, no].map(|branch| json_text(branch).into_plain_value());
                self.part(Expr::If(*condition, yes, no).into());
            }
            expr => {
                self.text.push('"');
                self.quoted(expr);
                self.text.push('"');
            }
        }
    }

    /// An expression between quotation marks.
    fn quoted(&mut self, expr: &Expr) {
        let Expr::Join(delimiter, Value::List(parts)) = expr else { return self.part(with_escapes(expr).into()) };
        for (index, part) in parts.iter().filter(|part| !is_no_value(part)).enumerate() {
            if index > 0 {
                self.text.push_str(&escaped(delimiter));
            }
            match part {
                Value::Str(text) => self.text.push_str(&escaped(text)),
                Value::Expr(expr) => self.quoted(expr),
                other => self.part(other.clone()),
            }
        }
    }

    fn part(&mut self, value: Value) {
        if !self.text.is_empty() {
            self.done.push(Value::Str(std::mem::take(&mut self.text).into()));
        }
        self.done.push(value);
    }

    fn finish(mut self) -> Value {
        if self.done.is_empty() {
            return Value::Str(self.text.into());
        }
        if !self.text.is_empty() {
            self.done.push(Value::Str(self.text.into()));
        }
        Expr::Join(Text::Borrowed(""), Value::List(self.done)).into()
    }
}

/// The expression with its literals escaped, where they become part of the text.
fn with_escapes(expr: &Expr) -> Expr {
    match expr {
        Expr::Join(delimiter, list) => Expr::Join(escaped(delimiter).into(), literals_escaped(list)),
        Expr::If(condition, yes, no) => Expr::If(*condition, literals_escaped(yes), literals_escaped(no)),
        Expr::Select(index, list @ Value::List(_)) => Expr::Select(index.clone(), literals_escaped(list)),
        other => other.clone(),
    }
}

fn literals_escaped(value: &Value) -> Value {
    match value {
        Value::Str(text) => Value::Str(escaped(text).into()),
        Value::List(items) => Value::List(items.iter().map(literals_escaped).collect()),
        Value::Expr(expr) => with_escapes(expr).into(),
        other => other.clone(),
    }
}

fn is_no_value(value: &Value) -> bool {
    matches!(value, Value::Expr(expr) if matches!(**expr, Expr::Pseudo(Pseudo::NoValue)))
}
