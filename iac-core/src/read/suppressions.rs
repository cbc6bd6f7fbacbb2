//! Suppressed checks, in the form in which each tool looks for them in a resource's metadata.
//! Sources: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>,
//! <https://github.com/aws-cloudformation/cfn-lint#metadata>

use crate::backend::cloudformation::Tool;
use crate::graph::Suppression;
use crate::value::{Field, Text, Value};

/// Takes the suppressions that have a reason out of the metadata. What says more than they do stays there, too.
pub(super) fn take(metadata: &mut Vec<Field>) -> Vec<Suppression> {
    let mut suppressions = Vec::new();
    let mut take = |metadata: &mut Vec<Field>, key: &str, list: &str, code: &str, reason: &str| {
        let at = metadata.iter().position(|field| field.name == key)?;
        let entries = only(&metadata[at].value, list)?;
        let (read, exact) = pairs(entries, code, reason, key == "checkov");
        suppressions.extend(read);
        exact.then(|| metadata.remove(at))
    };
    take(metadata, "checkov", "skip", "id", "comment");
    take(metadata, "iac", "suppress", "code", "reason");
    if let Some(at) = metadata.iter().position(|field| field.name == "cfn-lint") {
        let codes = only(&metadata[at].value, "config").and_then(|config| only(config, "ignore_checks"));
        let codes: Option<Vec<&str>> = match codes {
            Some(Value::List(codes)) => codes.iter().map(Value::as_str).collect(),
            _ => None,
        };
        let known =
            suppressions.iter().map(|suppression| &*suppression.code).filter(|code| Tool::of(code) == Tool::CfnLint);
        if codes.is_some_and(|codes| known.eq(codes)) {
            metadata.remove(at);
        }
    }
    suppressions
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

/// The codes that have a reason, and whether nothing else is said.
fn pairs(entries: &Value, code: &str, reason: &str, checkov: bool) -> (Vec<Suppression>, bool) {
    let Value::List(entries) = entries else { return (Vec::new(), false) };
    let text = |fields: &[Field], name: &str| {
        let field = fields.iter().find(|field| field.name == name)?;
        field.value.as_str().filter(|text| !text.trim().is_empty()).map(|text| Text::Owned(text.to_owned()))
    };
    let mut exact = !entries.is_empty();
    let mut pairs: Vec<Suppression> = Vec::new();
    for entry in entries {
        let fields = match entry {
            Value::Map(fields) => fields.as_slice(),
            _ => &[],
        };
        match (text(fields, code), text(fields, reason)) {
            (Some(code), Some(reason)) => {
                exact &= fields.len() == 2 && (Tool::of(&code) == Tool::Checkov) == checkov;
                pairs.push(Suppression { code, reason });
            }
            _ => exact = false,
        }
    }
    (pairs, exact)
}
