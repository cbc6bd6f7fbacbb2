//! Rules by which objects move and go.

use crate::prelude::*;

pub(super) const LIFECYCLE: Part = Part::new("aws_s3_bucket_lifecycle_configuration", "bucket", "id")
    .fields(&[("Rules", To::Through("rule", RULE, rules))]);

const RULE: &[(&str, To)] = &[
    ("ExpirationDate", To::Within("expiration", &To::Attribute("date"))),
    ("ExpirationInDays", To::Within("expiration", &To::Attribute("days"))),
    ("ExpiredObjectDeleteMarker", To::Within("expiration", &To::Attribute("expired_object_delete_marker"))),
    (
        "NoncurrentVersionExpirationInDays",
        To::Within("noncurrent_version_expiration", &To::Attribute("noncurrent_days")),
    ),
    ("NoncurrentVersionTransition", NONCURRENT_TRANSITION),
    ("NoncurrentVersionTransitions", NONCURRENT_TRANSITION),
    ("ObjectSizeGreaterThan", IN_FILTER),
    ("ObjectSizeLessThan", IN_FILTER),
    ("Prefix", IN_FILTER),
    ("TagFilters", IN_FILTER),
    ("Transition", TRANSITION),
    ("Transitions", TRANSITION),
];

const NONCURRENT_TRANSITION: To =
    To::Block("noncurrent_version_transition", &[("TransitionInDays", To::Attribute("noncurrent_days"))]);

const TRANSITION: To =
    To::Block("transition", &[("TransitionDate", To::Attribute("date")), ("TransitionInDays", To::Attribute("days"))]);

/// What a rule is for stands in one block, whose shape depends on how many say it: see [`filter`].
const IN_FILTER: To = To::Ignored("the filter of the rule holds it");

/// The provider tells rules apart by their ids, which CloudFormation makes up.
fn rules<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut number = 0;
    s.objects("rule", &field.value, &mut |s, fields| {
        number += 1;
        s.fields(fields, RULE);
        s.default("id", format!("rule-{number}"));
        filter(s, fields);
    });
}

/// No condition is an empty filter, one stands in it, several in a block `and`.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRuleFilter.html>
fn filter<'g>(s: &mut Scope<'_, 'g>, fields: &'g [Field]) {
    let conditions: Vec<_> = fields.iter().filter(|field| is_condition(&field.name)).collect();
    let number: usize = conditions.iter().map(|field| count(field)).sum();
    s.within("filter", |s| match number {
        0 => {}
        1 => conditions.iter().for_each(|field| condition(s, field, "tag")),
        _ => s.within("and", |s| conditions.iter().for_each(|field| condition(s, field, "tags"))),
    });
}

fn is_condition(name: &str) -> bool {
    matches!(name, "ObjectSizeGreaterThan" | "ObjectSizeLessThan" | "Prefix" | "TagFilters")
}

/// How many conditions a field is: several where it cannot be known.
fn count(field: &Field) -> usize {
    match (&*field.name, &field.value) {
        ("TagFilters", Value::List(tags)) if tags.iter().all(|tag| matches!(tag, Value::Map(_))) => tags.len(),
        ("TagFilters", _) => 2,
        _ => 1,
    }
}

fn condition<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, tag: &str) {
    match (&*field.name, tag) {
        ("ObjectSizeGreaterThan", _) => s.to(field, &To::Attribute("object_size_greater_than")),
        ("ObjectSizeLessThan", _) => s.to(field, &To::Attribute("object_size_less_than")),
        ("Prefix", _) => s.to(field, &To::Attribute("prefix")),
        (_, "tag") => s.to(field, &To::Block("tag", &[])),
        _ => s.to(field, &To::Pairs("tags", "Key", "Value")),
    }
}
