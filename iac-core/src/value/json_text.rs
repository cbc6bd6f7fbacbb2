//! JSON inside a text property, with expressions inside the JSON: dashboards, lifecycle policies, inputs of targets.

use super::kind::Str;
use super::{Expr, Text, Val, Value};

/// The document as compact JSON text. Expressions stay expressions: they become parts of a `Join`.
///
/// An expression stands between quotation marks, because what it will be is not known; a number that is an expression
/// is therefore text. An expression must not yield text that itself needs escaping.
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
            Value::Num(number) => self.text.push_str(&number.to_string()),
            Value::Str(text) => self.string(text),
            Value::List(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.separate(index);
                    self.value(item);
                }
                self.text.push(']');
            }
            Value::Map(fields) => {
                self.text.push('{');
                for (index, field) in fields.iter().enumerate() {
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
        self.text.push_str(&serde_json::Value::from(text).to_string());
    }

    fn expr(&mut self, expr: &Expr) {
        self.text.push('"');
        match expr {
            Expr::Join(delimiter, Value::List(parts)) if delimiter.is_empty() => {
                for part in parts {
                    match part {
                        Value::Str(text) => {
                            let quoted = serde_json::Value::from(&**text).to_string();
                            self.text.push_str(&quoted[1..quoted.len() - 1]);
                        }
                        other => self.part(other.clone()),
                    }
                }
            }
            other => self.part(other.clone().into()),
        }
        self.text.push('"');
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
        self.done.push(Value::Str(self.text.into()));
        Expr::Join(Text::Borrowed(""), Value::List(self.done)).into()
    }
}
