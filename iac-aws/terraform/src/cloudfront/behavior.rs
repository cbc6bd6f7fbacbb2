//! How a distribution answers requests.

use crate::prelude::*;

pub(super) const BEHAVIOR: &[(&str, To)] = &[
    ("ForwardedValues", To::Through("forwarded_values", &[], forwarded)),
    (
        "LambdaFunctionAssociations",
        To::Block("lambda_function_association", &[("LambdaFunctionARN", To::Attribute("lambda_arn"))]),
    ),
];

pub(super) fn default<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("default_cache_behavior", &field.value, &mut behavior);
}

pub(super) fn ordered<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("ordered_cache_behavior", &field.value, &mut behavior);
}

fn behavior<'g>(s: &mut Scope<'_, 'g>, fields: &'g [Field]) {
    s.fields(fields, BEHAVIOR);
    for methods in ["allowed_methods", "cached_methods"] {
        s.default(methods, Term::list(["GET".into(), "HEAD".into()]));
    }
    // A policy says how long answers are kept; without one, the provider would keep nothing.
    if !s.has("cache_policy_id") {
        for (attribute, seconds) in [("default_ttl", 86_400), ("max_ttl", 31_536_000)] {
            s.default(attribute, seconds);
        }
    }
}

fn forwarded<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("forwarded_values", &field.value, &mut |s, fields| {
        s.fields(fields, &[]);
        if !s.has("cookies") {
            s.block("cookies", vec![("forward", "none".into())]);
        }
    });
}
