//! Members of a list of the provider's that are picked by what they are of: the validation of one name of a certificate.

use crate::value::{Object, Value};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// How a member is named that is picked so: `list[key=text]`.
pub(crate) fn named(list: &str, key: &str, text: &str) -> String {
    format!("{list}[{key}={text}]")
}

/// A part that picks the member of one name of the resource's own, of which no other part picks it, says what a part of
/// a resource with one name says.
pub(crate) fn settle(json: &Json, body: &mut Object, taken: &mut BTreeSet<String>) {
    let mut found = BTreeSet::new();
    body.values_mut().for_each(|value| paths(value, &mut |path| found.extend(split(path).map(|(_, text, _)| text))));
    let names = json["Properties"]["DomainValidationOptions"].as_array().into_iter().flatten();
    let names: Vec<&str> = names.filter_map(|option| option["DomainName"].as_str()).collect();
    // One record for each name, and all of them waited for.
    if let Some(Value::List(all)) = body.get_mut("validation_record_fqdns")
        && all.len() == names.len()
    {
        all.dedup();
    }
    let mut found = found.into_iter();
    let (Some(only), None) = (found.next(), found.next()) else { return };
    if !names.contains(&only.as_str()) || !taken.insert(only) {
        return;
    }
    let one = |path: &mut String| {
        if let Some((list, _, rest)) = split(path) {
            *path = format!("one({list}){rest}");
        }
    };
    body.values_mut().for_each(|value| paths(value, &mut |path| one(path)));
}

/// `list[key=text].rest` as list, text and rest.
fn split(path: &str) -> Option<(String, String, String)> {
    let (list, rest) = path.split_once('[')?;
    let (picked, rest) = rest.split_once(']')?;
    let (_, text) = picked.split_once('=')?;
    Some((list.to_owned(), text.to_owned(), rest.to_owned()))
}

fn paths(value: &mut Value, visit: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Reference(_, path) => visit(path),
        Value::List(items) => items.iter_mut().for_each(|item| paths(item, visit)),
        _ => {}
    }
}
