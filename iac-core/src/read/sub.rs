//! `Fn::Sub`: text with names in it becomes the joined parts that programs have.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html>

use super::reader::Reader;
use super::tree::{At, Data, Entry, Tree};
use super::values::size;
use crate::value::{Expr, Pseudo, Text, Value};
use std::collections::BTreeMap;

/// The variables of the long form: their values, whether they are used, and where they stand.
type Variables = BTreeMap<String, (Value, bool, At)>;

impl Reader<'_> {
    pub(super) fn sub(&mut self, at: At, argument: &Tree<'_>) -> Value {
        const NONE: &[Entry<'_>] = &[];
        let (text, variables) = match &argument.data {
            Data::Text(text) => (Some((&**text, argument.at)), NONE),
            Data::List(arguments) => match arguments.as_slice() {
                [Tree { data: Data::Text(text), at }, values @ Tree { data: Data::Map(variables), .. }]
                    if values.function().is_none() =>
                {
                    (Some((&**text, *at)), variables.as_slice())
                }
                _ => (None, NONE),
            },
            _ => (None, NONE),
        };
        let wrong = match text {
            None => Some("a text, or a text and the values of its variables".to_owned()),
            Some((text, _)) => pieces(text).find_map(|piece| match piece {
                Piece::Name(name) if !is_name(name) => {
                    Some(format!("names of letters, digits, dots and colons between braces, not `{name}`"))
                }
                _ => None,
            }),
        };
        let (Some((text, text_at)), None) = (text, &wrong) else {
            self.wrong_arguments("Fn::Sub", at, &wrong.unwrap_or_default());
            return Expr::Opaque(Text::Borrowed("Fn::Sub"), self.value(argument)).into();
        };
        let mut variables: Variables = variables
            .iter()
            .map(|entry| (entry.key.to_string(), (self.value(&entry.value), false, entry.at)))
            .collect();
        let parts = self.parts(text, text_at, &mut variables);
        for (name, (_, used, at)) in variables {
            if !used {
                let message = format!("the variable `{name}` is not in the text of `Fn::Sub`");
                self.findings.warning("unused-variable", at, message, format!("write `${{{name}}}`, or leave it out"));
            }
        }
        self.text_of(at, parts)
    }

    fn parts(&mut self, text: &str, at: At, variables: &mut Variables) -> Vec<Value> {
        let mut parts = Vec::new();
        for piece in pieces(text) {
            match piece {
                Piece::Literal(text) => push(&mut parts, Value::Str(Text::Owned(text.to_owned()))),
                Piece::Escaped(name) => push(&mut parts, Value::Str(Text::Owned(format!("${{{name}}}")))),
                Piece::Name(name) => {
                    let value = self.variable(name, at, variables);
                    push(&mut parts, value);
                }
            }
        }
        parts
    }

    fn variable(&mut self, name: &str, at: At, variables: &mut Variables) -> Value {
        if let Some((value, used, _)) = variables.get_mut(name) {
            *used = true;
            let size = size(value);
            if let Some(room) = self.room.checked_sub(size) {
                self.room = room;
                return value.clone();
            }
            let message = "the variables of `Fn::Sub` stand in more places than a template can hold";
            self.error("bad-function", at, message, "repeat less");
            return Expr::Pseudo(Pseudo::NoValue).into();
        }
        let value = match name.split_once('.') {
            Some((resource, attribute)) => self.attribute(resource, attribute, at),
            None => self.named(name, at),
        };
        match value {
            Some(Value::Expr(expr)) if *expr == Expr::Pseudo(Pseudo::NoValue) => Value::Str(Text::Borrowed("")),
            Some(value) => value,
            None if name.contains('.') => opaque("Fn::GetAtt", name),
            None => opaque("Ref", name),
        }
    }
}

fn opaque(function: &'static str, name: &str) -> Value {
    Expr::Opaque(Text::Borrowed(function), Value::Str(Text::Owned(name.to_owned()))).into()
}

/// Adds a part to a text: literals are put together, and joined parts are parts of the whole.
pub(super) fn push(parts: &mut Vec<Value>, part: Value) {
    let literal = match part {
        Value::Str(text) => text,
        Value::Int(number) => Text::Owned(number.to_string()),
        Value::Bool(flag) => Text::Owned(flag.to_string()),
        Value::Expr(expr) => match *expr {
            Expr::Join(delimiter, Value::List(inner)) if delimiter.is_empty() => {
                return inner.into_iter().for_each(|part| push(parts, part));
            }
            expr => return parts.push(expr.into()),
        },
        other => return parts.push(other),
    };
    match parts.last_mut() {
        _ if literal.is_empty() => {}
        Some(Value::Str(text)) => text.to_mut().push_str(&literal),
        _ => parts.push(Value::Str(literal)),
    }
}

enum Piece<'t> {
    Literal(&'t str),
    /// `${!name}`, which stands for `${name}`.
    Escaped(&'t str),
    Name(&'t str),
}

fn pieces(mut rest: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = rest.find("${").filter(|open| rest[*open..].contains('}')).unwrap_or(rest.len());
        let (literal, after) = rest.split_at(open);
        if !literal.is_empty() {
            rest = after;
            return Some(Piece::Literal(literal));
        }
        let (name, after) = after.strip_prefix("${")?.split_once('}')?;
        rest = after;
        Some(name.strip_prefix('!').map_or(Piece::Name(name.trim()), Piece::Escaped))
    })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'_'))
}
