//! `Fn::Sub` where a `Join` of literals and references can be said with it: shorter, and what readers know.

use super::dynamic;
use super::value::{parameter_id, resource_id};
use crate::graph::StackGraph;
use crate::value::{Expr, Pseudo, Value};

/// A join, said more shortly.
pub(super) enum Short<'a> {
    /// It is only this reference.
    Reference(&'a Expr),
    /// It is this text.
    Text(String),
    /// It is the text of an `Fn::Sub`.
    Sub(String),
}

impl<'a> Short<'a> {
    /// `None` where there is no shorter form, or where no reference is in it.
    pub(super) fn of_join(stack: &StackGraph, delimiter: &str, list: &'a Value) -> Option<Self> {
        let Value::List(parts) = list else { return None };
        if let Some(only) = only(delimiter, parts).filter(|only| name(stack, only).is_some()) {
            return Some(Short::Reference(only));
        }
        let mut text = Text { stack, text: String::with_capacity(64), references: 0, dynamic: false };
        text.append(delimiter, parts)?;
        match text {
            Text { references: 0, dynamic: false, .. } => None,
            Text { references: 0, text, .. } => Some(Short::Text(text.replace("${!", "${"))),
            Text { text, .. } => Some(Short::Sub(text)),
        }
    }
}

/// The only part that says something.
fn only<'a>(delimiter: &str, parts: &'a [Value]) -> Option<&'a Expr> {
    let mut said = parts.iter().filter(|part| !says_nothing(part));
    let (Some(Value::Expr(only)), None) = (said.next(), said.next()) else { return None };
    match &**only {
        _ if parts.len() > 1 && !delimiter.is_empty() => None,
        Expr::Join(delimiter, Value::List(parts)) => self::only(delimiter, parts),
        only => Some(only),
    }
}

fn says_nothing(part: &Value) -> bool {
    match part {
        Value::Str(text) => text.is_empty(),
        Value::Expr(expr) => match &**expr {
            Expr::Join(delimiter, Value::List(parts)) => {
                (delimiter.is_empty() || parts.len() < 2) && parts.iter().all(says_nothing)
            }
            _ => false,
        },
        _ => false,
    }
}

struct Text<'a> {
    stack: &'a StackGraph,
    text: String,
    references: u32,
    dynamic: bool,
}

impl Text<'_> {
    fn append(&mut self, delimiter: &str, parts: &[Value]) -> Option<()> {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.literal(delimiter)?;
            }
            match part {
                Value::Str(part) => self.literal(part)?,
                Value::Expr(expr) => self.expr(expr)?,
                _ => return None,
            }
        }
        Some(())
    }

    fn expr(&mut self, expr: &Expr) -> Option<()> {
        if let Expr::Join(delimiter, Value::List(parts)) = expr {
            return self.append(delimiter, parts);
        }
        if let Some(reference) = dynamic::reference(expr) {
            self.dynamic = true;
            return self.append("", &[reference]);
        }
        let (id, attribute) = name(self.stack, expr)?;
        self.references += 1;
        self.text.push_str("${");
        self.text.push_str(id);
        if let Some(attribute) = attribute {
            self.text.push('.');
            self.text.push_str(attribute);
        }
        self.text.push('}');
        Some(())
    }

    /// `${name}` in a literal is written as `${!name}`. What would be a reference only together with its neighbours, or
    /// has another one inside, cannot be said in this way.
    fn literal(&mut self, mut part: &str) -> Option<()> {
        if self.text.ends_with('$') && part.starts_with('{') {
            return None;
        }
        while let Some((before, after)) = part.split_once("${") {
            let (name, rest) = after.split_once('}').filter(|(name, _)| !name.contains("${"))?;
            self.text.extend([before, "${!", name, "}"]);
            part = rest;
        }
        self.text.push_str(part);
        Some(())
    }
}

/// What stands between the braces.
fn name<'a>(stack: &'a StackGraph, expr: &'a Expr) -> Option<(&'a str, Option<&'a str>)> {
    Some(match expr {
        Expr::Ref(node) => (resource_id(stack, *node), None),
        Expr::GetAtt(node, attribute) => (resource_id(stack, *node), Some(attribute)),
        Expr::Parameter(node) => (parameter_id(stack, *node), None),
        Expr::Pseudo(Pseudo::NoValue) => return None,
        Expr::Pseudo(pseudo) => (pseudo.name(), None),
        _ => return None,
    })
}
