//! Values that change their shape or their words: lists of pairs that are maps, tags, choices of words.

use super::scope::Scope;
use super::snake::snake_case;
use super::term::Term;
use crate::value::{Expr, Field, Pseudo, Value};
use std::borrow::Cow;

impl<'g> Scope<'_, 'g> {
    /// One field of each object of a list.
    pub(super) fn items(&mut self, value: &'g Value, name: &str) -> Term<'g> {
        match value {
            Value::List(items) => Term::List(items.iter().map(|item| self.items(item, name)).collect()),
            Value::Map(fields) => match fields.iter().find(|field| field.name == name) {
                Some(field) => self.term(&field.value),
                None => Term::Null,
            },
            Value::Expr(expr) => match &**expr {
                Expr::If(condition, yes, no) => {
                    let condition = self.context.condition(self.spot.stack, *condition);
                    let (yes, no) = (self.items(yes, name), self.items(no, name));
                    Term::When(condition, Box::new(yes), Box::new(no))
                }
                _ => self.term(value),
            },
            value => self.term(value),
        }
    }

    /// A map from a list of pairs.
    pub(super) fn pairs(
        &mut self,
        value: &'g Value,
        key: &str,
        member: &str,
        keep: &dyn Fn(&str, &Value) -> bool,
    ) -> Term<'g> {
        let items = match value {
            Value::List(items) => items,
            Value::Map(_) => return self.term(value),
            other => {
                let list = self.term(other).to_operand();
                let text = format!("{{for item in {list} : item.{key} => item.{member}}}");
                return Term::Expression(text);
            }
        };
        let mut fields = Vec::with_capacity(items.len());
        for item in items {
            self.pair(item, key, member, keep, &mut fields);
        }
        Term::Object(fields)
    }

    pub(super) fn pair(
        &mut self,
        item: &'g Value,
        key: &str,
        member: &str,
        keep: &dyn Fn(&str, &Value) -> bool,
        fields: &mut Vec<(Cow<'g, str>, Term<'g>)>,
    ) {
        match item {
            Value::Map(pair) => {
                let find = |name: &str| pair.iter().find(|field| field.name == name).map(|field| &field.value);
                let (Some(Value::Str(name)), Some(value)) = (find(key), find(member)) else { return };
                if keep(name, value) {
                    let term = self.term(value);
                    fields.push((Cow::Borrowed(&**name), term));
                }
            }
            Value::Expr(expr) => {
                if let Expr::If(condition, yes, no) = &**expr {
                    let condition = self.context.condition(self.spot.stack, *condition);
                    for (condition, side) in [(condition.clone(), yes), (format!("!{condition}"), no)] {
                        let mut inner = Vec::new();
                        self.pair(side, key, member, keep, &mut inner);
                        let when = |term| Term::When(condition.clone(), Box::new(term), Box::new(Term::Null));
                        fields.extend(inner.into_iter().map(|(name, term)| (name, when(term))));
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a property holds the tags. A template that was read does not say which one does; its name tells.
    pub(super) fn holds_tags(&self, property: &str) -> bool {
        match self.resource.tags.property() {
            Some(name) => name == property,
            None => {
                let attribute = |name: &str| self.schema.as_ref().is_some_and(|one| one.attribute(name).is_some());
                property.ends_with("Tags") && !attribute(&snake_case(property)) && attribute("tags")
            }
        }
    }

    /// The tags, without those that every resource gets from the provider.
    pub(super) fn tags(&mut self, field: &'g Field, defaults: &[(&'g str, &'g Value)]) {
        let known = self.schema.as_ref().is_none_or(|schema| schema.attribute("tags").is_some());
        if !known {
            self.derive(field);
            return;
        }
        self.at(field.place);
        let keep = |key: &str, value: &Value| !defaults.iter().any(|(name, default)| *name == key && *default == value);
        let term = match &field.value {
            Value::Map(tags) => {
                let own = tags.iter().filter(|tag| keep(&tag.name, &tag.value));
                Term::Object(own.map(|tag| (Cow::Borrowed(&*tag.name), self.term(&tag.value))).collect())
            }
            value => self.pairs(value, "Key", "Value", &keep),
        };
        if term != Term::Object(Vec::new()) {
            self.set("tags", term);
        }
    }

    /// A value whose words are others in Terraform.
    pub(super) fn values(&mut self, value: &'g Value, values: &'static [(&'static str, &'static str)]) -> Term<'g> {
        match value {
            Value::Str(text) => match values.iter().find(|(from, _)| from == text) {
                Some((_, to)) => word(to),
                None => Term::from(text),
            },
            Value::Bool(flag) => {
                let text = if *flag { "true" } else { "false" };
                values.iter().find(|(from, _)| *from == text).map_or(Term::Bool(*flag), |(_, to)| word(to))
            }
            Value::List(items) => Term::List(items.iter().map(|item| self.values(item, values)).collect()),
            Value::Expr(expr) => match &**expr {
                Expr::If(condition, yes, no) => {
                    let condition = self.context.condition(self.spot.stack, *condition);
                    let (yes, no) = (self.values(yes, values), self.values(no, values));
                    Term::When(condition, Box::new(yes), Box::new(no))
                }
                Expr::Pseudo(Pseudo::NoValue) => Term::Null,
                _ => {
                    let table = Term::object(values.iter().map(|(from, to)| (*from, word(to)))).to_hcl();
                    let text = self.term(value).to_hcl();
                    Term::Expression(format!("lookup({table}, {text}, {text})"))
                }
            },
            other => self.term(other),
        }
    }
}

fn word(text: &'static str) -> Term<'static> {
    match text {
        "true" => Term::Bool(true),
        "false" => Term::Bool(false),
        text => Term::from(text),
    }
}
