//! Dynamic references, `{{resolve:service:…}}`, wherever they stand in a text.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>

use super::reader::Reader;
use super::sub::push;
use super::tree::At;
use crate::value::{Expr, SecretSource, Text, Value};

const OPEN: &str = "{{resolve:";
const CLOSE: &str = "}}";

impl Reader<'_> {
    pub(super) fn dynamic_text(&mut self, at: At, text: &str) -> Value {
        self.text_of(at, vec![Value::Str(Text::Owned(text.to_owned()))])
    }

    /// Parts in a row as one value, with the dynamic references that they make up.
    pub(super) fn text_of(&mut self, at: At, parts: Vec<Value>) -> Value {
        match parts.iter().any(opens) {
            true => whole(self.resolved(at, parts).0),
            false => whole(parts),
        }
    }

    /// A join, with the dynamic references that its parts make up, alone or together.
    pub(super) fn join_of(&mut self, at: At, delimiter: &str, mut parts: Vec<Value>) -> Value {
        let delimiter = || Text::Owned(delimiter.to_owned());
        if !parts.iter().any(stays_open) {
            for part in parts.iter_mut().filter(|part| opens(part)) {
                *part = self.text_of(at, vec![std::mem::replace(part, Value::Bool(false))]);
            }
            return Expr::Join(delimiter(), Value::List(parts)).into();
        }
        let mut flat = Vec::with_capacity(2 * parts.len());
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                push(&mut flat, Value::Str(delimiter()));
            }
            push(&mut flat, part.clone());
        }
        match self.resolved(at, flat) {
            (flat, true) => whole(flat),
            (_, false) => Expr::Join(delimiter(), Value::List(parts)).into(),
        }
    }

    /// The parts, with the dynamic references among them as expressions, and whether there are any.
    fn resolved(&mut self, at: At, parts: Vec<Value>) -> (Vec<Value>, bool) {
        let (mut done, mut inside): (Vec<Value>, Option<Vec<Value>>) = (Vec::new(), None);
        let mut found = false;
        for part in parts {
            let Value::Str(text) = part else {
                match &mut inside {
                    Some(body) => body.push(part),
                    None => push(&mut done, part),
                }
                continue;
            };
            let mut rest = &*text;
            loop {
                let sign = if inside.is_some() { CLOSE } else { OPEN };
                let (before, after) =
                    rest.split_once(sign).map_or((rest, None), |(before, after)| (before, Some(after)));
                let literal = Value::Str(Text::Owned(before.to_owned()));
                push(inside.as_mut().unwrap_or(&mut done), literal);
                let Some(after) = after else { break };
                rest = after;
                inside = match inside.take() {
                    Some(body) => {
                        match self.dynamic(at, segments(&body)) {
                            Some(reference) => {
                                push(&mut done, reference);
                                found = true;
                            }
                            None => restore(&mut done, body, CLOSE),
                        }
                        None
                    }
                    None => Some(Vec::new()),
                };
            }
        }
        if let Some(body) = inside {
            restore(&mut done, body, "");
        }
        (done, found)
    }

    /// The reference between the braces; `None` where there is no such one.
    fn dynamic(&mut self, at: At, mut segments: Vec<Vec<Value>>) -> Option<Value> {
        let service = segments.first().and_then(|segment| literal(segment)).unwrap_or_default();
        if !matches!(&*service, "ssm" | "ssm-secure" | "secretsmanager") || segments.len() < 2 {
            let message = format!("`{service}` is no service that dynamic references read");
            self.error("bad-dynamic-reference", at, message, "they read `ssm`, `ssm-secure` and `secretsmanager`");
            return None;
        }
        segments.remove(0);
        let source = match &*service {
            "ssm-secure" => literal(&joined_parts(segments.clone())).map(SecretSource::SsmSecure),
            "secretsmanager" => self.secret(at, &segments),
            _ => None,
        };
        let expr = match source {
            Some(source) => Expr::Secret(source),
            None => Expr::Opaque(Text::Owned(format!("resolve:{service}")), joined(segments)),
        };
        Some(expr.into())
    }

    /// `secret-id:SecretString:json-key:version-stage:version-id`. A version is more than the graph can say.
    fn secret(&mut self, at: At, segments: &[Vec<Value>]) -> Option<SecretSource> {
        let is_arn = segments.first().and_then(|segment| literal(segment)).is_some_and(|text| text == "arn");
        let (id, rest) = segments.split_at_checked(if is_arn { 7 } else { 1 })?;
        let mut rest = rest.iter().map(|segment| literal(segment));
        let mut next = || rest.next().unwrap_or(Some(Text::Borrowed("")));
        let (string, field, stage, version) = (next()?, next()?, next()?, next()?);
        if !matches!(&*string, "" | "SecretString") {
            let message = format!("`{string}` is no part of a secret");
            self.error("bad-dynamic-reference", at, message, "CloudFormation reads `SecretString` only");
            return None;
        }
        let is_current = matches!(&*stage, "" | "AWSCURRENT") && version.is_empty();
        let field = Some(field).filter(|field| !field.is_empty());
        is_current.then(|| SecretSource::SecretsManager { arn: joined(id.to_vec()), field })
    }
}

fn opens(part: &Value) -> bool {
    part.as_str().is_some_and(|text| text.contains(OPEN))
}

/// Whether a part begins a reference that another one ends.
fn stays_open(part: &Value) -> bool {
    part.as_str().and_then(|text| text.rsplit_once(OPEN)).is_some_and(|(_, rest)| !rest.contains(CLOSE))
}

/// Puts back what is no reference.
fn restore(done: &mut Vec<Value>, body: Vec<Value>, close: &'static str) {
    push(done, Value::Str(Text::Borrowed(OPEN)));
    body.into_iter().for_each(|part| push(done, part));
    push(done, Value::Str(Text::Borrowed(close)));
}

/// The parts between colons.
fn segments(body: &[Value]) -> Vec<Vec<Value>> {
    let mut segments = vec![Vec::new()];
    for part in body {
        let pieces: Vec<Value> = match part {
            Value::Str(text) => text.split(':').map(|piece| Value::Str(Text::Owned(piece.to_owned()))).collect(),
            other => vec![other.clone()],
        };
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                segments.push(Vec::new());
            }
            if let Some(last) = segments.last_mut() {
                push(last, piece);
            }
        }
    }
    segments
}

/// The text of parts that are literal.
fn literal(parts: &[Value]) -> Option<Text> {
    match parts {
        [] => Some(Text::Borrowed("")),
        [Value::Str(text)] => Some(text.clone()),
        _ => None,
    }
}

fn joined_parts(segments: Vec<Vec<Value>>) -> Vec<Value> {
    let mut parts = Vec::new();
    for (index, segment) in segments.into_iter().enumerate() {
        if index > 0 {
            push(&mut parts, Value::Str(Text::Borrowed(":")));
        }
        segment.into_iter().for_each(|part| push(&mut parts, part));
    }
    parts
}

fn joined(segments: Vec<Vec<Value>>) -> Value {
    whole(joined_parts(segments))
}

/// Parts as one value.
fn whole(mut parts: Vec<Value>) -> Value {
    match parts.len() {
        0 => Value::Str(Text::Borrowed("")),
        1 => parts.remove(0),
        _ => Expr::Join(Text::Borrowed(""), Value::List(parts)).into(),
    }
}
