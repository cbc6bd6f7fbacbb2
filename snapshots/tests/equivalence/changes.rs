//! How a value is written for the provider.

use crate::secrets::generated;
use crate::table::Rule;
use crate::value::{Object, Value, parsed};

/// A value as a rule's modifiers say.
pub(crate) fn changed(value: &Value, rule: &Rule) -> Result<Value, String> {
    let mut value = value.clone();
    if rule.modifier("generate").is_some() {
        return generated(&value);
    }
    if rule.modifier("zip").is_some() {
        return Ok(Value::Call("zip".to_owned(), vec![value]));
    }
    if rule.modifier("json").is_some() {
        return Ok(Value::Json(Box::new(document(&value))));
    }
    if let Some(kept) = rule.modifier("camel") {
        return Ok(Value::Json(Box::new(camel(&value, kept))));
    }
    if let Some(member) = rule.modifier("pluck") {
        let member = |item: &Value| item.object().and_then(|item| item.get(member)).cloned();
        return value
            .items()
            .iter()
            .map(member)
            .collect::<Option<_>>()
            .map(Value::List)
            .ok_or_else(|| rule.from.clone());
    }
    if let Some(words) = rule.modifier("split") {
        return split(&value, words).ok_or_else(|| format!("{}: cannot be split", rule.from));
    }
    if let Some(names) = rule.modifier("pairs") {
        let (key, item) = names.split_once(',').unwrap_or(("Key", "Value"));
        let pairs = value.items().into_iter().map(|pair| {
            let pair = pair.object().cloned().unwrap_or_default();
            let name = pair.get(key).and_then(Value::plain).ok_or_else(|| format!("{}: no {key}", rule.from))?;
            Ok((name, pair.get(item).cloned().unwrap_or(Value::Null)))
        });
        value = Value::Object(pairs.collect::<Result<_, String>>()?);
    }
    if let (Some(names), Value::Object(members)) = (rule.modifier("blocks"), &value) {
        let (key, item) = names.split_once(',').unwrap_or(("name", "value"));
        let block = |(name, member): (&String, &Value)| {
            Value::Object(Object::from([(key.to_owned(), Value::text(name)), (item.to_owned(), member.clone())]))
        };
        return Ok(Value::List(members.iter().map(block).collect()));
    }
    if let (Some(_), Value::Object(members)) = (rule.modifier("map"), &value) {
        return Ok(Value::Map(members.clone()));
    }
    if let (Some(attribute), Value::Reference(resource, _)) = (rule.modifier("as"), &value) {
        return Ok(Value::Reference(resource.clone(), attribute.to_owned()));
    }
    if let Some(words) = rule.modifier("enum") {
        return Ok(each(value, |text| {
            let found = words.split(',').filter_map(|word| word.split_once('=')).find(|(from, _)| *from == text);
            found.map(|(_, to)| Value::text(to))
        }));
    }
    if rule.modifier("major").is_some() {
        return Ok(each(value, |text| Some(Value::text(text.rsplit_once('.')?.0))));
    }
    // Route 53 wants its texts in quotation marks, which the provider writes itself.
    if rule.modifier("unquoted").is_some() {
        return Ok(each(value, |text| Some(Value::text(text.strip_prefix('"')?.strip_suffix('"')?))));
    }
    Ok(value)
}

/// A literal, or every one of a list, as another one where it has one.
fn each(value: Value, other: impl Fn(&str) -> Option<Value>) -> Value {
    let one = |value: Value| value.plain().and_then(|text| other(&text)).unwrap_or(value);
    match value {
        Value::List(items) => Value::List(items.into_iter().map(one).collect()),
        value => one(value),
    }
}

/// A list of objects as one list for each kind: `Kind,Member,KIND=name,OTHER=name`.
fn split(value: &Value, words: &str) -> Option<Value> {
    let mut words = words.split(',');
    let (kind, member) = (words.next()?, words.next()?);
    let names: Vec<_> = words.filter_map(|word| word.split_once('=')).collect();
    let mut lists: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
    for item in value.items() {
        let item = item.object()?.clone();
        let kind = item.get(kind)?.plain()?;
        let (_, name) = names.iter().find(|(from, _)| *from == kind)?;
        lists.entry((*name).to_owned()).or_default().push(item.get(member)?.clone());
    }
    Some(Value::Object(lists.into_iter().map(|(name, list)| (name, Value::List(list))).collect()))
}

/// Members with a small first letter, but for the keys of the objects named in `kept`.
fn camel(value: &Value, kept: &str) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| camel(item, kept)).collect()),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, member)| {
                    let mut letters = key.chars();
                    let small: String =
                        letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
                    let data = kept.split(',').any(|name| name == key);
                    (small, if data { member.clone() } else { camel(member, kept) })
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// The text of a property that holds a JSON document.
fn document(value: &Value) -> Value {
    match value {
        Value::Text(_) | Value::Join(_) => parsed(value).unwrap_or_else(|| value.clone()),
        other => other.clone(),
    }
}
