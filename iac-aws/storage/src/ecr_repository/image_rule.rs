//! Which images a repository forgets.

use iac_aws_base::shared::whole_days;
use iac_core::prelude::*;
use iac_core::{Duration, Text, Value};

/// Which images a repository forgets.
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageRule {
    /// Images without a tag, this many days after they were pushed.
    ExpireUntagged(Duration),
    /// Images with a tag that begins so, such as `pr-`, this many days after they were pushed. Never tags that services
    /// run: what runs may be old, and a task that is started anew, by scaling or after a fault, pulls its image again.
    ExpireTagged {
        /// How the tag begins.
        prefix: Text,
        /// Whole days, at least one.
        after: Duration,
    },
    /// All but the latest so many images with a tag that begins so, such as `sha-`. Images without such a tag stay.
    KeepLastTagged {
        /// How the tag begins.
        prefix: Text,
        /// At least one.
        count: u32,
    },
    /// All but the latest so many images that no other rule is about.
    KeepLast(u32),
}

/// ECR tries rules in the order of their priority; the one that counts all images must come last.
pub(super) fn lifecycle(stack: &mut Stack, rules: &[ImageRule]) -> Vec<Value> {
    let (last, others): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| matches!(rule, ImageRule::KeepLast(_)));
    let mut document = Vec::with_capacity(rules.len());
    for (index, rule) in others.into_iter().chain(last).enumerate() {
        let selection = match rule {
            ImageRule::ExpireUntagged(after) => {
                let status = [("tagStatus", Value::Str("untagged".into()))];
                status.into_iter().chain(pushed_before(stack, *after)).collect()
            }
            ImageRule::ExpireTagged { prefix, after } => tagged(prefix).chain(pushed_before(stack, *after)).collect(),
            ImageRule::KeepLastTagged { prefix, count } => tagged(prefix).chain(more_than(stack, *count)).collect(),
            ImageRule::KeepLast(count) => {
                let status = [("tagStatus", Value::Str("any".into()))];
                status.into_iter().chain(more_than(stack, *count)).collect()
            }
        };
        let selection: Vec<_> = selection;
        document.push(Value::map([
            ("rulePriority", Value::Int(index as i64 + 1)),
            ("selection", Value::map(selection)),
            ("action", Value::map([("type", Value::Str("expire".into()))])),
        ]));
    }
    document
}

fn tagged(prefix: &Text) -> impl Iterator<Item = (&'static str, Value)> + use<> {
    let prefixes = Value::List(vec![Value::Str(prefix.clone())]);
    [("tagStatus", Value::Str("tagged".into())), ("tagPrefixList", prefixes)].into_iter()
}

fn more_than(stack: &mut Stack, count: u32) -> [(&'static str, Value); 2] {
    if count == 0 {
        stack.error("bad-image-rule", "a repository that keeps no image", "keep at least one");
    }
    [("countType", Value::Str("imageCountMoreThan".into())), ("countNumber", Value::Int(count.into()))]
}

fn pushed_before(stack: &mut Stack, after: Duration) -> [(&'static str, Value); 3] {
    let count = whole_days(after).filter(|count| *count > 0);
    if count.is_none() {
        let message = format!("images expire after {} seconds", after.as_secs());
        stack.error("bad-image-rule", message, "give whole days, at least `days(1)`");
    }
    [
        ("countType", Value::Str("sinceImagePushed".into())),
        ("countUnit", Value::Str("days".into())),
        ("countNumber", Value::Int(count.unwrap_or(1).into())),
    ]
}
