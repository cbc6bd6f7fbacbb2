//! How two trees, and two sets of resources, differ.

use crate::archive::only_file;
use crate::expected::Part;
use crate::value::{Object, Value, parsed};

/// A path, what CloudFormation says there and what Terraform says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unlike {
    pub path: String,
    pub cloudformation: String,
    pub terraform: String,
}

pub(crate) const NOTHING: &str = "nothing";

pub(crate) fn unlike(path: &str, cloudformation: impl ToString, terraform: impl ToString) -> Unlike {
    Unlike { path: path.to_owned(), cloudformation: cloudformation.to_string(), terraform: terraform.to_string() }
}

/// How strictly two trees are the same.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    /// Names of properties: a list's name is plural in one document and a block's singular in the other; literals are
    /// what their text is.
    Names,
    /// Keys that are data.
    Data,
    /// A JSON document: keys are data, and a number is no text.
    Json,
}

pub(crate) fn trees(path: &str, expected: &Value, actual: &Value) -> Vec<Unlike> {
    let mut found = Vec::new();
    compare(path, expected, actual, Keys::Names, &mut found);
    found
}

fn compare(path: &str, expected: &Value, actual: &Value, keys: Keys, found: &mut Vec<Unlike>) {
    match (expected, actual) {
        (Value::Call(any, none), actual) if any == "any" && none.is_empty() && *actual != Value::Null => {}
        (Value::Json(expected), actual) => match parsed(actual) {
            Some(actual) => compare(path, expected, &actual, Keys::Json, found),
            None => found.push(unlike(path, expected, actual)),
        },
        (Value::Call(zip, code), actual) if zip == "zip" => {
            let file = actual.plain().and_then(|archive| only_file(&archive));
            let (name, text) = file.unwrap_or_else(|| ("no archive".to_owned(), actual.to_string()));
            if !name.rsplit('/').next().is_some_and(|file| file.starts_with("index."))
                || code.first().and_then(Value::plain) != Some(text.clone())
            {
                found.push(unlike(path, expected, format!("{name}: {text}")));
            }
        }
        (Value::Map(expected), Value::Object(actual)) => members(path, expected, actual, Keys::Data, found),
        (Value::Object(expected), Value::Object(actual)) => members(path, expected, actual, keys, found),
        (Value::List(expected), Value::List(actual)) => lists(path, expected, actual, keys, found),
        // One block is an object or a list of one.
        (expected, Value::List(actual)) if actual.len() == 1 && keys != Keys::Json => {
            compare(path, expected, &actual[0], keys, found);
        }
        (Value::List(expected), actual) if expected.len() == 1 && keys != Keys::Json => {
            compare(path, &expected[0], actual, keys, found);
        }
        (Value::Join(left), Value::Join(right)) if left.len() == right.len() => {
            let unlike_parts = left.iter().zip(right).any(|(left, right)| differ(left, right, keys));
            if unlike_parts {
                found.push(unlike(path, expected, actual));
            }
        }
        (expected, actual) if differ(expected, actual, keys) => found.push(unlike(path, expected, actual)),
        _ => {}
    }
}

fn differ(expected: &Value, actual: &Value, keys: Keys) -> bool {
    let typed = |value: &Value| keys == Keys::Json && !matches!(value, Value::Text(_));
    match (expected, actual) {
        (Value::Call(name, expected), Value::Call(other, actual))
            if name == other && expected.len() == actual.len() =>
        {
            expected.iter().zip(actual).any(|(expected, actual)| {
                let mut found = Vec::new();
                compare("", expected, actual, Keys::Data, &mut found);
                !found.is_empty()
            })
        }
        _ => match (expected.plain(), actual.plain()) {
            (Some(left), Some(right)) => left != right || typed(expected) != typed(actual),
            _ => expected != actual,
        },
    }
}

fn members(path: &str, expected: &Object, actual: &Object, keys: Keys, found: &mut Vec<Unlike>) {
    let singular = |key: &str| key.strip_suffix('s').filter(|_| keys == Keys::Names).unwrap_or(key).to_owned();
    let partner = |key: &str, others: &Object| match others.get_key_value(key) {
        Some((other, _)) => Some(other.clone()),
        None => others.keys().find(|other| singular(other) == singular(key)).cloned(),
    };
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
    for (key, value) in expected {
        match partner(key, actual) {
            Some(other) => compare(&below(&other), value, &actual[&other], keys, found),
            None => found.push(unlike(&below(key), value, NOTHING)),
        }
    }
    for (key, value) in actual {
        if partner(key, expected).is_none() {
            found.push(unlike(&below(key), NOTHING, value));
        }
    }
}

/// In order where they have the same length, otherwise by what is on one side only.
fn lists(path: &str, expected: &[Value], actual: &[Value], keys: Keys, found: &mut Vec<Unlike>) {
    let cost = |left: &Value, right: &Value| {
        let mut unlike = Vec::new();
        compare(path, left, right, keys, &mut unlike);
        unlike.len()
    };
    if expected.len() == actual.len() {
        // Settings by their names have no order, and the provider keeps them as a set.
        let name =
            |item: &Value| item.object().filter(|of| of.contains_key("value")).and_then(|of| of.get("name")?.plain());
        let named = |items: &[Value]| -> Option<Vec<(String, Value)>> {
            let mut named: Vec<_> =
                items.iter().map(|item| Some((name(item)?, item.clone()))).collect::<Option<_>>()?;
            named.sort_by(|(left, _), (right, _)| left.cmp(right));
            Some(named)
        };
        if let (Some(left), Some(right)) = (named(expected), named(actual)) {
            for (index, ((_, left), (_, right))) in left.iter().zip(&right).enumerate() {
                compare(&format!("{path}/{index}"), left, right, keys, found);
            }
            return;
        }
        for (index, (left, right)) in expected.iter().zip(actual).enumerate() {
            compare(&format!("{path}/{index}"), left, right, keys, found);
        }
        return;
    }
    let (mut left, mut right): (Vec<&Value>, Vec<&Value>) = (expected.iter().collect(), actual.iter().collect());
    left.retain(|item| match right.iter().position(|other| cost(item, other) == 0) {
        Some(index) => {
            right.remove(index);
            false
        }
        None => true,
    });
    found.extend(left.into_iter().map(|item| unlike(path, item, NOTHING)));
    found.extend(right.into_iter().map(|item| unlike(path, NOTHING, item)));
}

/// A resource of Terraform's under its name.
pub(crate) struct Made {
    pub name: String,
    pub part: Part,
}

/// What differs between the parts that are expected and those that are there. Parts of one type are paired so that
/// they differ the least.
pub(crate) fn parts(expected: &[Part], actual: &[Made]) -> Vec<Unlike> {
    let mut pairs: Vec<(usize, usize, Vec<Unlike>)> = Vec::new();
    for (left, wanted) in expected.iter().enumerate() {
        for (right, made) in actual.iter().enumerate().filter(|(_, made)| made.part.kind == wanted.kind) {
            let body = Value::Object(made.part.body.clone());
            let path = format!("{}.{}", made.part.kind, made.name);
            pairs.push((left, right, trees(&path, &Value::Object(wanted.body.clone()), &body)));
        }
    }
    pairs.sort_by_key(|(left, right, unlike)| (unlike.len(), *left, *right));
    let (mut done_left, mut done_right, mut found) =
        (vec![false; expected.len()], vec![false; actual.len()], Vec::new());
    for (left, right, unlike) in pairs {
        if !done_left[left] && !done_right[right] {
            (done_left[left], done_right[right]) = (true, true);
            found.extend(unlike);
        }
    }
    for (part, _) in expected.iter().zip(done_left).filter(|(_, done)| !done) {
        found.push(unlike(&part.kind, Value::Object(part.body.clone()), NOTHING));
    }
    for (made, _) in actual.iter().zip(done_right).filter(|(_, done)| !done) {
        found.push(unlike(
            &format!("{}.{}", made.part.kind, made.name),
            NOTHING,
            Value::Object(made.part.body.clone()),
        ));
    }
    found
}
