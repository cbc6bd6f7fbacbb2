//! Terms in Terraform's own language.
//! Source: <https://developer.hashicorp.com/terraform/language/expressions>

use super::term::Term;
use std::borrow::Cow;
use std::fmt::Write as _;

impl Term<'_> {
    /// The value in Terraform's own language.
    pub fn to_hcl(&self) -> String {
        let mut text = String::with_capacity(64);
        self.append(&mut text, false);
        text
    }

    /// The value as an operand: in parentheses where it is a choice.
    pub fn to_operand(&self) -> String {
        match self {
            Term::When(..) => format!("({})", self.to_hcl()),
            _ => self.to_hcl(),
        }
    }

    /// Appends the value. Inside of JSON, the two sides of a choice may be of different types, which an expression of
    /// Terraform's does not allow.
    pub(super) fn append(&self, text: &mut String, in_json: bool) {
        match self {
            Term::Null => text.push_str("null"),
            Term::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Term::Int(number) => {
                let _ = write!(text, "{number}");
            }
            Term::Num(number) => {
                let _ = write!(text, "{number}");
            }
            Term::Text(literal) => {
                text.push('"');
                quote(literal, text);
                text.push('"');
            }
            Term::Expression(expression) => text.push_str(expression),
            Term::Template(parts) => {
                text.push('"');
                interpolate(parts, text, quote);
                text.push('"');
            }
            Term::List(items) => list(items, text, in_json),
            Term::Object(fields) => object(fields, text, in_json),
            Term::When(condition, yes, no) => {
                let wrap = in_json && (yes.is_composite() || no.is_composite()) && !no.is_optional();
                let encoded = |term: &Term<'_>, text: &mut String| {
                    text.push_str(if wrap { "jsonencode(" } else { "" });
                    term.append(text, in_json);
                    text.push_str(if wrap { ")" } else { "" });
                };
                text.push_str(if wrap { "jsondecode(" } else { "" });
                text.push_str(condition);
                text.push_str(" ? ");
                encoded(yes, text);
                text.push_str(" : ");
                encoded(no, text);
                text.push_str(if wrap { ")" } else { "" });
            }
            Term::Json(document) => {
                text.push_str("jsonencode(");
                document.append(text, true);
                text.push(')');
            }
        }
    }
}

/// Text and expressions in a row. `$${` is an escape, so that a `$` before an expression is one itself.
pub(super) fn interpolate(parts: &[Term<'_>], text: &mut String, literally: fn(&str, &mut String)) {
    for (index, part) in parts.iter().enumerate() {
        match part {
            Term::Text(literal) if index + 1 < parts.len() => {
                let (start, dollars) = literal.split_at(literal.trim_end_matches('$').len());
                literally(start, text);
                if !dollars.is_empty() {
                    let _ = write!(text, "${{\"{dollars}\"}}");
                }
            }
            Term::Text(literal) => literally(literal, text),
            part => {
                text.push_str("${");
                part.append(text, false);
                text.push('}');
            }
        }
    }
}

fn list(items: &[Term<'_>], text: &mut String, in_json: bool) {
    let optional = items.iter().any(Term::is_optional);
    text.push_str(if optional { "[for item in [" } else { "[" });
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        item.append(text, in_json);
    }
    text.push_str(if optional { "] : item if item != null]" } else { "]" });
}

fn object(fields: &[(Cow<'_, str>, Term<'_>)], text: &mut String, in_json: bool) {
    let optional = fields.iter().any(|(_, term)| term.is_optional());
    text.push_str(if optional { "{for key, value in {" } else { "{" });
    for (index, (name, term)) in fields.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        key(name, text);
        text.push_str(" = ");
        term.append(text, in_json);
    }
    text.push_str(if optional { "} : key => value if value != null}" } else { "}" });
}

fn key(name: &str, text: &mut String) {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain {
        text.push_str(name);
    } else {
        text.push('"');
        quote(name, text);
        text.push('"');
    }
}

/// A literal between the quotes of Terraform's own language.
fn quote(literal: &str, text: &mut String) {
    for (index, c) in literal.char_indices() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '$' | '%' if literal[index + 1..].starts_with('{') => text.extend([c, c]),
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
}
