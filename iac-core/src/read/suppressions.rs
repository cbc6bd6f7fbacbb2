//! Suppressed checks, in the form in which each tool looks for them in a resource's metadata.
//! Sources: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>,
//! <https://github.com/aws-cloudformation/cfn-lint#metadata>

use super::reader::Reader;
use super::tree::At;
use crate::backend::cloudformation::Tool;
use crate::graph::Suppression;
use crate::value::{Field, Text, Value};

impl Reader<'_> {
    /// Takes the suppressions out of the metadata, where they are as the back end writes them. What is otherwise stays
    /// there: it is other tools' own, except for ours, which must be right.
    pub(super) fn suppressions(&mut self, at: At, metadata: &mut Vec<Field>) -> Vec<Suppression> {
        let mut all = Vec::new();
        let skipped = take(metadata, "checkov", |value| {
            let pairs = pairs(only(value, "skip")?, "id", "comment")?;
            pairs.iter().all(|pair| Tool::of(&pair.code) == Tool::Checkov).then_some(pairs)
        });
        all.extend(skipped.into_iter().flatten());
        let own = take(metadata, "iac", |value| {
            let pairs = pairs(only(value, "suppress")?, "code", "reason")?;
            pairs.iter().all(|pair| Tool::of(&pair.code) != Tool::Checkov).then_some(pairs)
        });
        if own.is_none() && metadata.iter().any(|field| field.name == "iac") {
            let help = "write `iac: {suppress: [{code: …, reason: …}]}`, each with a reason; codes of checkov go under `checkov`";
            self.error("bad-suppression", at, "these suppressions cannot be read, so that nothing is suppressed", help);
        }
        all.extend(own.into_iter().flatten());
        let known = all.iter().map(|suppression| &*suppression.code).filter(|code| Tool::of(code) == Tool::CfnLint);
        take(metadata, "cfn-lint", |value| {
            let Value::List(codes) = only(only(value, "config")?, "ignore_checks")? else { return None };
            let codes = codes.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            known.eq(codes).then_some(())
        });
        all
    }
}

/// Takes a field out that is read completely.
fn take<T>(metadata: &mut Vec<Field>, key: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
    let at = metadata.iter().position(|field| field.name == key)?;
    let read = read(&metadata[at].value)?;
    metadata.remove(at);
    Some(read)
}

/// The value of an object's only field.
fn only<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Map(fields) => match fields.as_slice() {
            [field] if field.name == name => Some(&field.value),
            _ => None,
        },
        _ => None,
    }
}

/// Codes with their reasons, where there is nothing else.
fn pairs(entries: &Value, code: &str, reason: &str) -> Option<Vec<Suppression>> {
    let Value::List(entries) = entries else { return None };
    let pair = |entry: &Value| {
        let Value::Map(fields) = entry else { return None };
        let text = |name: &str| {
            let text = fields.iter().find(|field| field.name == name)?.value.as_str()?;
            (!text.trim().is_empty()).then(|| Text::Owned(text.to_owned()))
        };
        (fields.len() == 2).then_some(())?;
        Some(Suppression { code: text(code)?, reason: text(reason)? })
    };
    let pairs: Vec<Suppression> = entries.iter().map(pair).collect::<Option<_>>()?;
    (!pairs.is_empty()).then_some(pairs)
}
