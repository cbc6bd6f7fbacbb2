//! What the entries of a table do, and what names say without an entry.

use super::body::Body;
use super::coerce::literal;
use super::lower::{Scope, encoded};
use super::schema::Kind;
use super::snake::{singular, snake_case};
use super::table::{Part, To};
use super::term::Term;
use crate::value::{Expr, Field, Pseudo, Value};
use std::borrow::Cow;

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
            derived = Some((attribute.name, attribute.kind));
        } else if let Some(block) = block(&name).or_else(|| singular(&name).and_then(|name| block(&name))) {
            self.blocks(block.into(), &field.value, &[]);
        } else {
            self.missing(&field.name, "leave it out, or write CloudFormation only: `--format cloudformation`");
        }
        self.spot.place = before;
        derived
    }

    fn kind(&self, attribute: &str) -> Option<Kind> {
        self.schema.as_ref().and_then(|schema| schema.attribute(attribute)).map(|attribute| attribute.kind)
    }

    fn missing(&mut self, name: &str, help: &str) {
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

    fn flatten(&mut self, value: &'g Value, table: &'static [(&'static str, To)]) {
        self.each(value, &mut |scope, value| match value {
            Value::Map(fields) => scope.fields(fields, table),
            _ => scope.error("terraform", "its fields are known only when it is deployed", "write the object itself"),
        });
    }

    fn keyed(&mut self, field: &'g Field, name: &'static str, key: &'static str, table: &'static [(&'static str, To)]) {
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

    fn by_key(&mut self, field: &'g Field, key: &str, value: &str, table: &'static [(&'static str, To)]) {
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

    /// One field of each object of a list.
    fn items(&mut self, value: &'g Value, name: &str) -> Term<'g> {
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

    fn pair(
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

    /// The tags, without those that every resource gets from the provider.
    pub(super) fn tags(&mut self, field: &'g Field, defaults: &[(&'g str, &'g Value)]) {
        let known = self.schema.as_ref().is_none_or(|schema| schema.attribute("tags").is_some());
        if !known {
            self.derive(field);
            return;
        }
        self.at(field.place);
        let term = self.pairs(&field.value, "Key", "Value", &|key, value| {
            !defaults.iter().any(|(name, default)| *name == key && *default == value)
        });
        if term != Term::Object(Vec::new()) {
            self.set("tags", term);
        }
    }

    /// A value whose words are others in Terraform.
    fn values(&mut self, value: &'g Value, values: &'static [(&'static str, &'static str)]) -> Term<'g> {
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

    /// What no facts describe: the same names in snake case, at every depth.
    fn deep(&mut self, name: String, value: &'g Value) {
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

    /// Resources of their own for a property.
    fn parts(&mut self, part: &'static Part, value: &'g Value) {
        let list = matches!(value, Value::List(_)) || !part.key.is_empty() || part.item.is_some();
        self.each(value, &mut |scope, value| {
            let suffix = if list { scope.key(part, value) } else { String::new() };
            let (attribute, of_parent) = part.parent;
            let parent = scope.reference(of_parent);
            scope.part(part.terraform, &suffix, |scope| {
                scope.set(attribute, parent);
                match (part.item, value) {
                    (Some(item), value) => scope.attribute(item, scope.kind(item), value),
                    (None, Value::Map(fields)) => scope.fields(fields, part.fields),
                    (None, _) => scope.error(
                        "terraform",
                        "its fields are known only when it is deployed",
                        "write the object itself",
                    ),
                }
            });
        });
    }

    /// What tells a member of a list apart from the others, as the end of an address.
    fn key(&mut self, part: &Part, value: &'g Value) -> String {
        let mut words = Vec::new();
        match value {
            Value::Map(fields) => {
                for key in part.key {
                    if let Some(field) = fields.iter().find(|field| field.name == *key) {
                        words.push(self.address_word(&field.value));
                    }
                }
            }
            value => words.push(self.address_word(value)),
        }
        words.join("_")
    }

    /// A value as a word of an address: what follows the last slash of a literal, the name of what is referred to, or a
    /// hash of the expression.
    pub fn address_word(&mut self, value: &'g Value) -> String {
        let literal = |text: &str| super::snake::address_name(text.rsplit('/').next().unwrap_or(text));
        let node = match value {
            Value::Str(text) => return literal(text),
            Value::Int(number) => return number.to_string(),
            Value::Expr(expr) => match &**expr {
                Expr::Ref(node) | Expr::GetAtt(node, _) => Some(*node),
                Expr::Join(_, Value::List(parts)) => match parts.last() {
                    Some(Value::Str(text)) if text.contains('/') => return literal(text),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        let named = node.and_then(|node| {
            let stack = self.context.stack_of(node.stack())?;
            Some(self.context.names.resource(stack, node)?.name.clone())
        });
        named.unwrap_or_else(|| {
            let text = self.term(value).to_hcl();
            let hash = text
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            format!("{:08x}", hash >> 32)
        })
    }
}

fn word(text: &'static str) -> Term<'static> {
    match text {
        "true" => Term::Bool(true),
        "false" => Term::Bool(false),
        text => Term::from(text),
    }
}

fn has_object(term: &Term<'_>) -> bool {
    match term {
        Term::Object(_) => true,
        Term::When(_, yes, no) => has_object(yes) || has_object(no),
        _ => false,
    }
}
