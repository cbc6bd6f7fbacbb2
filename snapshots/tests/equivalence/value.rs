//! What both documents say, in one form: plain trees, in which a name of AWS's stands for what only a deployment knows.

use std::collections::BTreeMap;
use std::fmt;

pub(crate) type Object = BTreeMap<String, Value>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Object),
    /// An object whose keys are data, not names of properties.
    Map(Object),
    /// Text that holds this JSON document.
    Json(Box<Value>),
    /// Text put together: two parts or more, no two literals side by side.
    Join(Vec<Value>),
    /// An attribute of a resource, by Terraform's name.
    Reference(String, String),
    /// What is given from outside: a variable, the region, the account …
    Given(String),
    Call(String, Vec<Value>),
}

use Value::*;

impl Value {
    pub(crate) fn text(text: &str) -> Value {
        Text(text.to_owned())
    }

    pub(crate) fn given(name: &str) -> Value {
        Given(name.to_owned())
    }

    pub(crate) fn call(name: &str, arguments: impl Into<Vec<Value>>) -> Value {
        Call(name.to_owned(), arguments.into())
    }

    /// A literal as text: CloudFormation and Terraform both turn numbers and booleans into it and back.
    pub(crate) fn plain(&self) -> Option<String> {
        match self {
            Bool(value) => Some(value.to_string()),
            Number(value) | Text(value) => Some(value.clone()),
            _ => None,
        }
    }

    pub(crate) fn object(&self) -> Option<&Object> {
        match self {
            Object(members) | Map(members) => Some(members),
            List(items) if items.len() == 1 => items[0].object(),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> Vec<Value> {
        match self {
            List(items) => items.clone(),
            Null => Vec::new(),
            one => vec![one.clone()],
        }
    }

    /// Whether this value or a part of it is `wanted`.
    pub(crate) fn mentions(&self, wanted: &dyn Fn(&Value) -> bool) -> bool {
        wanted(self)
            || match self {
                List(items) | Join(items) | Call(_, items) => items.iter().any(|item| item.mentions(wanted)),
                Object(members) | Map(members) => members.values().any(|member| member.mentions(wanted)),
                Json(document) => document.mentions(wanted),
                _ => false,
            }
    }
}

/// Text of several parts, in its shortest form.
pub(crate) fn join(parts: impl IntoIterator<Item = Value>) -> Value {
    let mut joined: Vec<Value> = Vec::new();
    let mut push = |part: Value| match (joined.last_mut(), part.plain()) {
        (Some(Text(text)), Some(more)) => *text += &more,
        (_, Some(text)) if text.is_empty() => {}
        (_, Some(text)) => joined.push(Text(text)),
        _ => joined.push(part),
    };
    for part in parts {
        match part {
            Join(parts) => parts.into_iter().for_each(&mut push),
            Json(document) => push(text_of(&document).unwrap_or(Json(document))),
            part => push(part),
        }
    }
    match joined.len() {
        0 => Value::text(""),
        1 => joined.remove(0),
        _ => Join(joined),
    }
}

/// The text of a JSON document that is known entirely.
fn text_of(document: &Value) -> Option<Value> {
    plain_json(document).map(|json| Text(json.to_string()))
}

fn plain_json(value: &Value) -> Option<serde_json::Value> {
    Some(match value {
        Null => serde_json::Value::Null,
        Bool(value) => (*value).into(),
        Number(value) => serde_json::from_str(value).ok()?,
        Text(value) => value.clone().into(),
        List(items) => items.iter().map(plain_json).collect::<Option<Vec<_>>>()?.into(),
        Object(members) | Map(members) => {
            let members = members.iter().map(|(key, member)| Some((key.clone(), plain_json(member)?)));
            serde_json::Value::Object(members.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// The item of a list; what cannot be known stays a question.
pub(crate) fn select(list: &Value, index: &Value) -> Value {
    let position = index.plain().and_then(|text| text.parse::<usize>().ok());
    match (list, position) {
        (List(items), Some(position)) if position < items.len() => items[position].clone(),
        (Call(name, arguments), Some(2)) if name == "split" && stack_id(arguments).is_some() => {
            Value::Given(format!("stack's unique id{}", stack_id(arguments).unwrap_or_default()))
        }
        _ => Value::call("select", [list.clone(), Number(index.plain().unwrap_or_else(|| index.to_string()))]),
    }
}

/// Of which stack the id is that is split: nothing for the first one, ` of name` for another.
fn stack_id(split: &[Value]) -> Option<&str> {
    match split {
        [separator, Given(id)] if *separator == Value::text("/") => id.strip_prefix("stack id"),
        _ => None,
    }
}

pub(crate) fn split(separator: &Value, text: &Value) -> Value {
    match (separator.plain(), text.plain()) {
        (Some(separator), Some(text)) => List(text.split(separator.as_str()).map(Value::text).collect()),
        // Text around what is only known later, which itself holds no separator.
        (Some(separator), None) if matches!(text, Join(_)) => around(&separator, text),
        _ => Value::call("split", [separator.clone(), text.clone()]),
    }
}

/// The pieces of text and references in a row.
fn around(separator: &str, text: &Value) -> Value {
    let Join(parts) = text else { return text.clone() };
    let mut pieces: Vec<Vec<Value>> = vec![Vec::new()];
    for part in parts {
        let Some(literal) = part.plain() else {
            pieces.last_mut().into_iter().for_each(|piece| piece.push(part.clone()));
            continue;
        };
        for (index, word) in literal.split(separator).enumerate() {
            if index > 0 {
                pieces.push(Vec::new());
            }
            pieces.last_mut().into_iter().for_each(|piece| piece.push(Value::text(word)));
        }
    }
    List(pieces.into_iter().map(join).collect())
}

/// A document of JSON as a tree. Names do not occur in it.
pub(crate) fn literal(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Null,
        serde_json::Value::Bool(value) => Bool(*value),
        serde_json::Value::Number(value) => number(&value.to_string()),
        serde_json::Value::String(text) => Value::text(text),
        serde_json::Value::Array(items) => List(items.iter().map(literal).collect()),
        serde_json::Value::Object(members) => {
            Object(members.iter().map(|(key, member)| (key.clone(), literal(member))).collect())
        }
    }
}

pub(crate) fn number(text: &str) -> Value {
    Number(text.strip_suffix(".0").unwrap_or(text).to_owned())
}

/// Text that is a JSON document, perhaps with holes in its strings, as that document.
pub(crate) fn parsed(text: &Value) -> Option<Value> {
    const HOLE: char = '\u{e000}';
    let parts: &[Value] = match text {
        Json(document) => return Some((**document).clone()),
        Join(parts) => parts,
        other => std::slice::from_ref(other),
    };
    let holes: Vec<Value> = parts.iter().filter(|part| part.plain().is_none()).cloned().collect();
    let mut next = 0;
    let whole: String = parts
        .iter()
        .map(|part| {
            part.plain().unwrap_or_else(|| {
                next += 1;
                format!("{HOLE}{}{HOLE}", next - 1)
            })
        })
        .collect();
    let document = serde_json::from_str(&whole).ok()?;
    fn filled(value: Value, holes: &[Value]) -> Value {
        match value {
            Text(text) if text.contains(HOLE) => join(text.split(HOLE).enumerate().map(|(position, part)| {
                let hole = part.parse::<usize>().ok().filter(|_| position % 2 == 1).and_then(|index| holes.get(index));
                hole.cloned().unwrap_or_else(|| Value::text(part))
            })),
            List(items) => List(items.into_iter().map(|item| filled(item, holes)).collect()),
            Object(members) => Object(members.into_iter().map(|(key, member)| (key, filled(member, holes))).collect()),
            other => other,
        }
    }
    Some(filled(literal(&document), &holes))
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |out: &mut fmt::Formatter<'_>, items: &[Value]| {
            items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| write!(out, "{}{item}", if index == 0 { "" } else { ", " }))
        };
        match self {
            Null => write!(out, "null"),
            Bool(value) => write!(out, "{value}"),
            Number(value) => write!(out, "{value}"),
            Text(text) => write!(out, "{text:?}"),
            List(items) => {
                write!(out, "[")?;
                list(out, items)?;
                write!(out, "]")
            }
            Object(members) | Map(members) => {
                write!(out, "{{")?;
                for (index, (key, member)) in members.iter().enumerate() {
                    write!(out, "{}{key}: {member}", if index == 0 { "" } else { ", " })?;
                }
                write!(out, "}}")
            }
            Json(document) => write!(out, "JSON {document}"),
            Join(parts) => parts
                .iter()
                .enumerate()
                .try_for_each(|(index, part)| write!(out, "{}{part}", if index == 0 { "" } else { " + " })),
            Reference(resource, attribute) => write!(out, "{resource}.{attribute}"),
            Given(name) => write!(out, "<{name}>"),
            Call(name, arguments) => {
                write!(out, "{name}(")?;
                list(out, arguments)?;
                write!(out, ")")
            }
        }
    }
}
