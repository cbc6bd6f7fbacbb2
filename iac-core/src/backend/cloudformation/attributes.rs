//! What a resource says besides its properties.

use super::value::{Written, condition_id, fields, resource_id};
use crate::graph::{ResourceNode, StackGraph};
use crate::json::Writer;

pub(super) fn write(stack: &StackGraph, resource: &ResourceNode, to: &mut Writer) {
    if let Some(condition) = resource.condition {
        to.entry("Condition", condition_id(stack, condition));
    }
    match resource.depends_on.as_slice() {
        [] => {}
        [one] => to.entry("DependsOn", resource_id(stack, *one)),
        more => to.key("DependsOn").items(more.iter().map(|node| resource_id(stack, *node))),
    }
    if let Some(policy) = resource.deletion_policy {
        to.entry("DeletionPolicy", policy.name());
    }
    if let Some(policy) = resource.update_replace_policy {
        to.entry("UpdateReplacePolicy", policy.name());
    }
    for attribute in &resource.attributes {
        to.entry(&attribute.name, &Written(stack, &attribute.value));
    }
    if !resource.metadata.is_empty() || !resource.suppressions.is_empty() {
        to.key("Metadata").map(|to| {
            fields(stack, &resource.metadata, to);
            suppressions(resource, to);
        });
    }
}

/// Suppressions in the form in which each tool looks for them.
/// Sources: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>,
/// <https://github.com/aws-cloudformation/cfn-lint#metadata>
fn suppressions(resource: &ResourceNode, to: &mut Writer) {
    // What a template has under one of these keys, and says more than suppressions do, is written as it was read.
    let free = |key: &str| resource.metadata.iter().all(|field| field.name != key);
    let any = |tool: fn(Tool) -> bool| resource.suppressions.iter().any(|s| tool(Tool::of(&s.code)));
    let of = |tool: fn(Tool) -> bool| resource.suppressions.iter().filter(move |s| tool(Tool::of(&s.code)));
    let pairs = |to: &mut Writer, tool, names: [&str; 2]| {
        to.list(|to| {
            of(tool).for_each(|s| {
                to.item().map(|to| {
                    to.entry(names[0], &s.code);
                    to.entry(names[1], &s.reason);
                });
            });
        });
    };
    let checkov = |tool| tool == Tool::Checkov;
    if any(checkov) && free("checkov") {
        to.key("checkov").map(|to| pairs(to.key("skip"), checkov, ["id", "comment"]));
    }
    let cfn_lint = |tool| tool == Tool::CfnLint;
    if any(cfn_lint) && free("cfn-lint") {
        let codes = of(cfn_lint).map(|s| &s.code);
        to.key("cfn-lint").map(|to| to.key("config").map(|to| to.key("ignore_checks").items(codes)));
    }
    let own = |tool| tool != Tool::Checkov;
    if any(own) && free("iac") {
        to.key("iac").map(|to| pairs(to.key("suppress"), own, ["code", "reason"]));
    }
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
