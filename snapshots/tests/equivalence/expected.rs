//! What the provider has to be told for a resource of CloudFormation's, by the tables.

use crate::changes::changed;
use crate::table::{Rule, Type};
use crate::value::{Object, Value, literal, number};

/// A resource of the provider's: its type, and its arguments by the provider's names.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub kind: String,
    pub body: Object,
}

/// `EnableDnsSupport` → `enable_dns_support`; `MultiAZ` → `multi_az`.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(index + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase()));
        if starts && !words.ends_with('_') {
            words.push('_');
        }
        words.extend(if letter.is_ascii_alphanumeric() { letter.to_lowercase().next() } else { Some('_') });
    }
    words
}

/// Where values go: a part, and a path in it.
#[derive(Clone)]
struct Place {
    part: usize,
    path: Vec<String>,
}

struct Making<'t> {
    table: &'t Type,
    parts: Vec<Part>,
}

/// The parts of a resource with these properties; the main one is the first.
pub(crate) fn expected(table: &Type, resource: &str, properties: &Value) -> Result<Vec<Part>, String> {
    let mut making = Making { table, parts: vec![Part { kind: table.main.clone(), body: Object::new() }] };
    let empty = Object::new();
    making.object(properties.object().unwrap_or(&empty), "", &Place { part: 0, path: Vec::new() })?;
    let mut parts = making.parts;
    for (property, kind, body) in &table.assumed {
        if properties.object().is_none_or(|given| !given.contains_key(property)) {
            let body = serde_json::from_str(body).map_err(|fault| format!("{body}: {fault}"))?;
            parts.push(Part { kind: kind.clone(), body: literal(&body).object().cloned().unwrap_or_default() });
        }
    }
    // A type that only attaches something to others is one resource of the provider's for each of them.
    let spread: Vec<&Rule> = table.rules.iter().filter(|rule| rule.modifier("spread").is_some()).collect();
    if let [rule] = spread.as_slice() {
        let main = parts.remove(0);
        let one = parts.iter().filter(|part| rule.to.starts_with(part.kind.as_str())).cloned();
        parts =
            one.map(|part| Part { body: main.body.clone().into_iter().chain(part.body).collect(), ..part }).collect();
    }
    parts.retain(|part| part.kind != "-");
    for (kind, attribute, parent) in &table.ties {
        for part in parts.iter_mut().filter(|part| part.kind == *kind) {
            part.body.insert(attribute.clone(), Value::Reference(resource.to_owned(), parent.clone()));
        }
    }
    Ok(parts)
}

/// `aws_part/path` as both, `path` as one in the main resource.
pub(crate) fn located(path: &str, main: &str) -> (String, String) {
    match path.split_once('/') {
        Some((kind, rest)) if kind.starts_with("aws_") => (kind.to_owned(), rest.to_owned()),
        None if path.starts_with("aws_") => (path.to_owned(), String::new()),
        _ => (main.to_owned(), path.to_owned()),
    }
}

fn words(path: &str) -> Vec<String> {
    path.split('/').filter(|word| !word.is_empty() && *word != ".").map(str::to_owned).collect()
}

impl Making<'_> {
    fn object(&mut self, object: &Object, from: &str, to: &Place) -> Result<(), String> {
        for (key, value) in object {
            let path = if from.is_empty() { key.clone() } else { format!("{from}/{key}") };
            if let Some(rule) = self.table.rule(&format!("{path}[]"), object).cloned() {
                for item in value.items() {
                    let part = self.part(&rule.to, true);
                    let (_, inner) = located(&rule.to, "");
                    self.place(&item, &path, &Place { part, path: words(&inner) }, &rule)?;
                }
                if let Some(kind) = rule.modifier("with") {
                    self.part(kind, false);
                }
                continue;
            }
            let rule = self.table.rule(&path, object).cloned();
            let rule = rule.unwrap_or_else(|| Rule { from: path.clone(), to: snake(key), modifiers: Vec::new() });
            if rule.to == "-" {
                continue;
            }
            let place = self.target(&rule.to, to);
            self.place(value, &path, &place, &rule)?;
            if let Some(kind) = rule.modifier("with") {
                self.part(kind, false);
            }
        }
        Ok(())
    }

    fn target(&mut self, rule: &str, parent: &Place) -> Place {
        if rule.starts_with("aws_") {
            let (_, path) = located(rule, "");
            return Place { part: self.part(rule, false), path: words(&path) };
        }
        match rule.strip_prefix('^') {
            Some(top) => Place { part: parent.part, path: words(top) },
            None => Place { part: parent.part, path: [parent.path.clone(), words(rule)].concat() },
        }
    }

    /// The part of a type, or a new one of it.
    fn part(&mut self, rule: &str, fresh: bool) -> usize {
        let (kind, _) = located(rule, "");
        match self.parts.iter().position(|part| part.kind == kind).filter(|_| !fresh) {
            Some(index) => index,
            None => {
                self.parts.push(Part { kind, body: Object::new() });
                self.parts.len() - 1
            }
        }
    }

    fn place(&mut self, value: &Value, path: &str, to: &Place, rule: &Rule) -> Result<(), String> {
        let value = changed(value, rule)?;
        if let Some(attributes) = rule.modifier("via") {
            let Value::Reference(target, _) = &value else { return Err(format!("{path}: a reference is needed")) };
            for attribute in attributes.split(',') {
                let place = Place { path: [to.path.clone(), vec![attribute.to_owned()]].concat(), ..to.clone() };
                self.put(&place, Value::Reference(target.clone(), attribute.to_owned()))?;
            }
            return Ok(());
        }
        if let (Some(count), Some((_, above))) = (rule.modifier("count"), to.path.split_last()) {
            let place = Place { path: [above, &[count.to_owned()]].concat(), ..to.clone() };
            self.put(&place, number(&value.items().len().to_string()))?;
        }
        match &value {
            Value::Object(members) if members.is_empty() => self.put(to, value.clone()),
            Value::Object(members) => self.object(members, path, to),
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Object(_))) => {
                if let [item] = items.as_slice() {
                    return self.place(item, path, to, &Rule { modifiers: Vec::new(), ..rule.clone() });
                }
                let mut blocks = Vec::new();
                for item in items {
                    // An item is filled as if it were a resource, and then moved to its place.
                    self.parts.push(Part { kind: "(item)".to_owned(), body: Object::new() });
                    let part = self.parts.len() - 1;
                    let inner = Rule { modifiers: Vec::new(), ..rule.clone() };
                    self.place(item, path, &Place { part, path: Vec::new() }, &inner)?;
                    blocks.push(Value::Object(self.parts.remove(part).body));
                }
                self.put(to, Value::List(blocks))
            }
            _ => self.put(to, value.clone()),
        }
    }

    fn put(&mut self, place: &Place, value: Value) -> Result<(), String> {
        put(&mut self.parts[place.part].body, &place.path, value)
    }
}

/// The value at a path.
pub(crate) fn find<'b>(body: &'b Object, path: &str) -> Option<&'b Value> {
    match path.split_once('/') {
        None => body.get(path),
        Some((first, rest)) => find(body.get(first)?.object()?, rest),
    }
}

pub(crate) fn put(object: &mut Object, path: &[String], value: Value) -> Result<(), String> {
    match path {
        [] => Err(format!("{value} has no place")),
        [last] => match object.insert(last.clone(), value) {
            None => Ok(()),
            Some(before) => Err(format!("two properties are {last}, one of them {before}")),
        },
        [first, rest @ ..] => match object.entry(first.clone()).or_insert_with(|| Value::Object(Object::new())) {
            Value::Object(inner) => put(inner, rest, value),
            other => Err(format!("{first} is {other} and has members")),
        },
    }
}
