//! Pages in the language of Handlebars, as much of it as ours use: values, helpers, `if`, `unless`, `each`, partials.
//!
//! The crate `handlebars` reads the same pages and is asked by a test whether it writes the same; to build it costs as much
//! as everything else together.
//! Source: <https://handlebarsjs.com/guide/>

mod parse;

use parse::{Block, Expr, Node};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What writes a value of a page into it.
pub(super) type Helper = fn(&str) -> String;

/// Pages by their names.
pub(super) struct Book {
    pages: BTreeMap<&'static str, Vec<Node>>,
    helpers: &'static [(&'static str, Helper)],
    escape: Helper,
}

/// What names mean at a place of a page.
struct Scope<'a> {
    this: &'a Value,
    /// What a partial is given besides; it hides what `this` has under the same name.
    with: &'a [(&'a str, Cow<'a, Value>)],
    outer: Option<&'a Scope<'a>>,
    first: bool,
}

impl Book {
    /// A book without pages.
    pub(super) fn new(helpers: &'static [(&'static str, Helper)], escape: Helper) -> Self {
        Book { pages: BTreeMap::new(), helpers, escape }
    }

    /// Adds a page.
    pub(super) fn add(&mut self, name: &'static str, text: &'static str) -> Result<(), String> {
        let page = parse::page(text).map_err(|fault| format!("{name}: {fault}"))?;
        self.pages.insert(name, page);
        Ok(())
    }

    /// A page, filled in.
    pub(super) fn render(&self, name: &str, data: &Value) -> Result<String, String> {
        let mut text = String::with_capacity(8 * 1024);
        let scope = Scope { this: data, with: &[], outer: None, first: false };
        self.page(name, &scope, &mut text).map_err(|fault| format!("{name}: {fault}"))?;
        Ok(text)
    }

    fn page(&self, name: &str, scope: &Scope<'_>, text: &mut String) -> Result<(), String> {
        let page = self.pages.get(name).ok_or_else(|| format!("there is no page `{name}`"))?;
        self.nodes(page, scope, text)
    }

    fn nodes(&self, nodes: &[Node], scope: &Scope<'_>, text: &mut String) -> Result<(), String> {
        nodes.iter().try_for_each(|node| self.node(node, scope, text))
    }

    fn node(&self, node: &Node, scope: &Scope<'_>, text: &mut String) -> Result<(), String> {
        match node {
            Node::Text(plain) => text.push_str(plain),
            Node::Value { expr, raw } => {
                // What a helper writes is written for the page already.
                let helped = matches!(expr, Expr::Call(name, _) if *name != "len");
                let value = shown(self.value(expr, scope)?.as_ref());
                text.push_str(&if *raw || helped { value } else { (self.escape)(&value) });
            }
            Node::Partial { name, this, with } => {
                let this = this.as_ref().map(|expr| self.value(expr, scope)).transpose()?;
                let with = with.iter().map(|(key, expr)| Ok((&**key, self.value(expr, scope)?)));
                let mut with = with.collect::<Result<Vec<_>, String>>()?;
                if this.is_none() {
                    with.extend(scope.with.iter().map(|(key, value)| (*key, Cow::Borrowed(&**value))));
                }
                let this = this.as_deref().unwrap_or(scope.this);
                self.page(name, &Scope { this, with: &with, outer: None, first: false }, text)?;
            }
            Node::Block { sort, expr, then, otherwise } => {
                let value = self.value(expr, scope)?;
                match sort {
                    Block::If if holds(&value) => self.nodes(then, scope, text)?,
                    Block::Unless if !holds(&value) => self.nodes(then, scope, text)?,
                    Block::If | Block::Unless => self.nodes(otherwise, scope, text)?,
                    Block::Each => {
                        let items = value.as_array().into_iter().flatten();
                        let items = items.chain(value.as_object().into_iter().flat_map(|fields| fields.values()));
                        for (index, item) in items.enumerate() {
                            let scope = Scope { this: item, with: &[], outer: Some(scope), first: index == 0 };
                            self.nodes(then, &scope, text)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn value<'s>(&self, expr: &'s Expr, scope: &Scope<'s>) -> Result<Cow<'s, Value>, String> {
        match expr {
            Expr::Text(text) => Ok(Cow::Owned(Value::from(&**text))),
            Expr::First => Ok(Cow::Owned(scope.first.into())),
            Expr::Path { root, up, names } => {
                let (mut this, mut with) = (scope.this, scope.with);
                for outer in
                    std::iter::successors(scope.outer, |outer| outer.outer).take(if *root { usize::MAX } else { *up })
                {
                    (this, with) = (outer.this, outer.with);
                }
                let given = names.first().and_then(|name| with.iter().find(|(known, _)| *known == &**name));
                let (from, names) = match given {
                    Some((_, value)) => (&**value, &names[1..]),
                    None => (this, &names[..]),
                };
                let found = names.iter().try_fold(from, |value, name| value.get(name));
                Ok(found.map_or_else(Cow::default, Cow::Borrowed))
            }
            Expr::Call(name, arguments) => {
                let arguments = arguments.iter().map(|one| self.value(one, scope)).collect::<Result<Vec<_>, _>>()?;
                let made: Value = match (&**name, &*arguments) {
                    ("eq", [a, b]) => (a == b).into(),
                    ("and", [a, b]) => (holds(a) && holds(b)).into(),
                    ("len", [list]) => list.as_array().map_or(0, Vec::len).into(),
                    (name, [value]) => {
                        let helper = self.helpers.iter().find(|(known, _)| *known == name);
                        let (_, helper) = helper.ok_or_else(|| format!("there is no helper `{name}`"))?;
                        helper(&shown(value)).into()
                    }
                    (name, _) => return Err(format!("`{name}` takes something else")),
                };
                Ok(Cow::Owned(made))
            }
        }
    }
}

/// Whether a condition holds.
fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(_) => "[object]".to_owned(),
        other => other.to_string(),
    }
}
