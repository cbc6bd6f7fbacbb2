//! Objects, and lists of them, as nested blocks.

use super::body::Body;
use super::scope::Scope;
use super::snake::singular;
use super::table::To;
use super::term::Term;
use crate::value::{Expr, Field, Pseudo, Value};
use std::borrow::Cow;

impl<'g> Scope<'_, 'g> {
    /// A nested block for an object, or one for each object of a list.
    pub(super) fn blocks(&mut self, name: Cow<'static, str>, value: &'g Value, table: &'static [(&'static str, To)]) {
        self.objects(name, value, &mut |scope, fields| scope.fields(fields, table));
    }

    /// A nested block for an object, or one for each object of a list; the closure lowers the fields.
    pub fn objects(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: &'g Value,
        lower: &mut dyn FnMut(&mut Self, &'g [Field]),
    ) {
        let name = name.into();
        self.each(value, &mut |scope, value| {
            let Value::Map(fields) = value else {
                let message = format!("`{name}` is known only when it is deployed, but Terraform needs its fields");
                scope.error("terraform", message, "write the object itself, with expressions in its fields");
                return;
            };
            let body = scope.nested(&name, Body::default(), |scope| lower(scope, fields));
            scope.push_block(name.clone(), body);
        });
    }

    /// Calls `visit` for every object: of a list, and on each side of a choice under its condition.
    pub fn each(&mut self, value: &'g Value, visit: &mut dyn FnMut(&mut Self, &'g Value)) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.each(item, visit)),
            Value::Expr(expr) => match &**expr {
                Expr::Pseudo(Pseudo::NoValue) => {}
                Expr::If(condition, yes, no) => {
                    let condition = self.context.condition(self.spot.stack, *condition);
                    self.guards.push(condition.clone());
                    self.each(yes, visit);
                    self.guards.pop();
                    self.guards.push(format!("!{condition}"));
                    self.each(no, visit);
                    self.guards.pop();
                }
                _ => visit(self, value),
            },
            value => visit(self, value),
        }
    }

    pub(super) fn flatten(&mut self, value: &'g Value, table: &'static [(&'static str, To)]) {
        self.each(value, &mut |scope, value| match value {
            Value::Map(fields) => scope.fields(fields, table),
            _ => scope.error("terraform", "its fields are known only when it is deployed", "write the object itself"),
        });
    }

    pub(super) fn keyed(
        &mut self,
        field: &'g Field,
        name: &'static str,
        key: &'static str,
        table: &'static [(&'static str, To)],
    ) {
        self.each(&field.value, &mut |scope, value| {
            let Value::Map(members) = value else {
                return scope.error(
                    "terraform",
                    "its keys are known only when it is deployed",
                    "write the object itself",
                );
            };
            for member in members {
                scope.objects(name, &member.value, &mut |scope, fields| {
                    scope.set(key, Term::Text(Cow::Borrowed(&*member.name)));
                    scope.fields(fields, table);
                });
            }
        });
    }

    pub(super) fn by_key(&mut self, field: &'g Field, key: &str, value: &str, table: &'static [(&'static str, To)]) {
        self.each(&field.value, &mut |scope, item| {
            let Value::Map(fields) = item else { return };
            let named = |name: &str| fields.iter().find(|field| field.name == name);
            let (Some(key), Some(value)) = (named(key).and_then(|key| key.value.as_str()), named(value)) else {
                scope.error("terraform", "a key is known only when it is deployed", "write the key as a literal");
                return;
            };
            match table.iter().find(|(name, _)| *name == key) {
                Some((_, to)) => scope.to(value, to),
                None => {
                    let message = format!("`{key}` of `{}` has no mapping to Terraform", field.name);
                    scope.error("unmapped", message, "leave it out, or write CloudFormation only");
                }
            }
        });
    }

    /// What no facts describe: the same names in snake case, at every depth.
    pub(super) fn deep(&mut self, name: String, value: &'g Value) {
        let objects = |value: &Value| matches!(value, Value::Map(_));
        let block = match value {
            Value::Map(_) => true,
            Value::List(items) => items.iter().any(objects),
            Value::Expr(expr) => matches!(&**expr, Expr::If(_, yes, no) if objects(yes) || objects(no)),
            _ => false,
        };
        if block {
            let list = matches!(value, Value::List(_));
            let name = singular(&name).filter(|_| list).unwrap_or(name);
            self.blocks(name.into(), value, &[]);
        } else {
            let term = self.term(value);
            self.set(name, term);
        }
    }
}
