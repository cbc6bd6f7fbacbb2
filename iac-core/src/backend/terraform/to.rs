//! What the entries of a table do, and what names say without an entry.

use super::coerce::literal;
use super::schema::{Kind, Mode};
use super::scope::{Scope, encoded};
use super::snake::{singular, snake_case};
use super::table::To;
use super::term::Term;
use crate::value::{Expr, Field, Value};

impl<'g> Scope<'_, 'g> {
    /// Does with a field what an entry of a table says.
    pub fn to(&mut self, field: &'g Field, to: &To) {
        let before = self.spot.place;
        self.at(field.place);
        match *to {
            To::Attribute(attribute) => self.attribute(attribute, self.kind(attribute), &field.value),
            To::Block(name, table) => self.blocks(name.into(), &field.value, table),
            To::Flatten(table) => self.flatten(&field.value, table),
            To::Json(attribute) => {
                let term = self.json(&field.value);
                self.set(attribute, term);
            }
            To::Pairs(attribute, key, value) => {
                let term = self.pairs(&field.value, key, value, &|_, _| true);
                self.set(attribute, term);
            }
            To::Items(attribute, name) => {
                let term = self.items(&field.value, name);
                self.set(attribute, term);
            }
            To::ByKey(key, value, table) => self.by_key(field, key, value, table),
            To::Values(attribute, values) => {
                let term = self.values(&field.value, values);
                self.set(attribute, term);
            }
            To::WriteOnly(attribute) => {
                let term = self.term(&field.value);
                self.set(attribute, term);
                self.set(format!("{attribute}_version"), 1_i64);
            }
            To::Part(part) => self.parts(part, &field.value),
            To::All(several) => several.iter().for_each(|to| self.to(field, to)),
            To::Within(name, to) => self.within(name, |scope| scope.to(field, to)),
            To::Keyed(name, key, table) => self.keyed(field, name, key, table),
            To::Ignored(_) => {}
            To::Missing(help) => self.missing(&field.name, help),
            To::Through(_, _, function) | To::By(function) => function(self, field),
        }
        self.spot.place = before;
    }

    /// Where the names say it: an attribute or a nested block of the same name in snake case. Returns the attribute.
    pub(super) fn derive(&mut self, field: &'g Field) -> Option<(&'static str, Kind)> {
        let before = self.spot.place;
        self.at(field.place);
        let name = snake_case(&field.name);
        let Some(schema) = self.schema.clone().filter(|schema| !schema.is_unknown()) else {
            self.deep(name, &field.value);
            self.spot.place = before;
            return None;
        };
        let mut derived = None;
        let block = |name: &str| schema.nested(name).map(|nested| nested.name);
        if let Some(attribute) = schema.attribute(&name) {
            self.attribute(attribute.name, Some(attribute.kind), &field.value);
            let may_be_set = attribute.mode != Mode::Computed && !attribute.addition;
            derived = may_be_set.then_some((attribute.name, attribute.kind));
        } else if let Some(block) = block(&name).or_else(|| singular(&name).and_then(|name| block(&name))) {
            self.blocks(block.into(), &field.value, &[]);
        } else {
            self.missing(&field.name, "leave it out, or write CloudFormation only: `--format cloudformation`");
        }
        self.spot.place = before;
        derived
    }

    pub(super) fn kind(&self, attribute: &str) -> Option<Kind> {
        self.schema.as_ref().and_then(|schema| schema.attribute(attribute)).map(|attribute| attribute.kind)
    }

    pub(super) fn missing(&mut self, name: &str, help: &str) {
        let (of, to) = (&self.resource.resource_type, self.map.terraform);
        let message = format!("`{name}` of {of} has no mapping to Terraform's {to}");
        self.error("unmapped", message, help);
    }

    /// An attribute, in the shape that the provider says.
    pub(super) fn attribute(&mut self, name: &'static str, kind: Option<Kind>, value: &'g Value) {
        let term = match (kind, value) {
            (Some(Kind::Map), Value::List(_)) => self.pairs(value, "Key", "Value", &|_, _| true),
            (Some(Kind::String), Value::Map(_)) => self.json(value),
            (Some(Kind::String), Value::Expr(expr)) if matches!(**expr, Expr::If(..)) => {
                let term = self.term(value);
                if has_object(&term) { encoded(term) } else { term }
            }
            (kind, _) => literal(kind, self.term(value)),
        };
        self.set(name, term);
    }
}

fn has_object(term: &Term<'_>) -> bool {
    match term {
        Term::Object(_) => true,
        Term::When(_, yes, no) => has_object(yes) || has_object(no),
        _ => false,
    }
}
