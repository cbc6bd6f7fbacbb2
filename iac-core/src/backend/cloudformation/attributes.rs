//! What a resource says besides its properties.

use super::value::{Written, condition_id, one, resource_id};
use crate::graph::{ResourceNode, StackGraph};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub(super) fn write<M: SerializeMap>(stack: &StackGraph, resource: &ResourceNode, map: &mut M) -> Result<(), M::Error> {
    if let Some(condition) = resource.condition {
        map.serialize_entry("Condition", condition_id(stack, condition))?;
    }
    match resource.depends_on.as_slice() {
        [] => {}
        [one] => map.serialize_entry("DependsOn", resource_id(stack, *one))?,
        more => {
            map.serialize_entry("DependsOn", &more.iter().map(|node| resource_id(stack, *node)).collect::<Vec<_>>())?
        }
    }
    if let Some(policy) = resource.deletion_policy {
        map.serialize_entry("DeletionPolicy", policy.name())?;
    }
    if let Some(policy) = resource.update_replace_policy {
        map.serialize_entry("UpdateReplacePolicy", policy.name())?;
    }
    for attribute in &resource.attributes {
        map.serialize_entry(&attribute.name, &Written(stack, &attribute.value))?;
    }
    if !resource.metadata.is_empty() || !resource.suppressions.is_empty() {
        map.serialize_entry("Metadata", &Metadata(stack, resource))?;
    }
    Ok(())
}

struct Metadata<'a>(&'a StackGraph, &'a ResourceNode);

impl Serialize for Metadata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Metadata(stack, resource) = *self;
        let mut map = serializer.serialize_map(None)?;
        for field in &resource.metadata {
            map.serialize_entry(&*field.name, &Written(stack, &field.value))?;
        }
        suppressions(resource, &mut map)?;
        map.end()
    }
}

/// Suppressions in the form in which each tool looks for them.
/// Sources: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>,
/// <https://github.com/aws-cloudformation/cfn-lint#metadata>
fn suppressions<M: SerializeMap>(resource: &ResourceNode, map: &mut M) -> Result<(), M::Error> {
    let of = |tool: Tool| resource.suppressions.iter().filter(move |s| Tool::of(&s.code) == tool);
    // What a template has under one of these keys, and says more than suppressions do, is written as it was read.
    let free = |key: &str| resource.metadata.iter().all(|field| field.name != key);
    let skip: Vec<_> = of(Tool::Checkov).map(|s| Pairs([("id", &s.code), ("comment", &s.reason)])).collect();
    if !skip.is_empty() && free("checkov") {
        map.serialize_entry("checkov", &one("skip", skip))?;
    }
    let ignored: Vec<_> = of(Tool::CfnLint).map(|s| &s.code).collect();
    if !ignored.is_empty() && free("cfn-lint") {
        map.serialize_entry("cfn-lint", &one("config", one("ignore_checks", ignored)))?;
    }
    let own = resource.suppressions.iter().filter(|s| Tool::of(&s.code) != Tool::Checkov);
    let own: Vec<_> = own.map(|s| Pairs([("code", &s.code), ("reason", &s.reason)])).collect();
    if !own.is_empty() && free("iac") {
        map.serialize_entry("iac", &one("suppress", own))?;
    }
    Ok(())
}

/// Who looks for a suppression.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Tool {
    Checkov,
    CfnLint,
    Own,
}

impl Tool {
    pub(crate) fn of(code: &str) -> Self {
        let digits = || code.len() == 5 && code.bytes().skip(1).all(|byte| byte.is_ascii_digit());
        match code.bytes().next() {
            _ if code.starts_with("CKV") => Tool::Checkov,
            Some(b'E' | b'W' | b'I') if digits() => Tool::CfnLint,
            _ => Tool::Own,
        }
    }
}

struct Pairs<'a>([(&'static str, &'a str); 2]);

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0)
    }
}
