//! What a rule of EventBridge looks for.

use iac_core::prelude::*;
use iac_core::{Field, IntoVal, Text, Value};

/// What a rule of EventBridge looks for in the events of a bus: events that have all that is named here match.
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>
///
/// The example gives `serde_json`'s values, which needs the feature `serde_json` of `iac-core`.
///
/// Errors: an empty source or detail type; a detail whose values are not in lists, which EventBridge refuses.
///
/// ```
/// use iac_aws::monitoring::EventPattern;
/// let published = EventPattern::source("acme.shop").detail_type("Order Placed");
/// let large = published.detail(serde_json::json!({ "total": [{ "numeric": [">=", 1000] }] }));
/// # let _: &dyn std::fmt::Debug = &large;
/// ```
#[derive(Clone, Debug)]
pub struct EventPattern {
    source: Value,
    detail_type: Option<Text>,
    resources: Vec<Value>,
    detail: Option<Value>,
}

impl EventPattern {
    /// Events of this source: `aws.` and a service, such as `aws.ecs`, or the name under which a program of yours
    /// publishes. Nobody but AWS can publish under `aws.`.
    pub fn source(source: impl IntoVal<Str>) -> Self {
        EventPattern { source: source.into_value(), detail_type: None, resources: Vec::new(), detail: None }
    }

    /// Only events of this kind, such as `ECS Task State Change`; all kinds of the source by default.
    pub fn detail_type(mut self, detail_type: impl Into<Text>) -> Self {
        self.detail_type = Some(detail_type.into());
        self
    }

    /// Only events about this resource, by its ARN. Named more than once, one of them is enough.
    pub fn resource(mut self, arn: impl IntoVal<Str>) -> Self {
        self.resources.push(arn.into_value());
        self
    }

    /// Only events about a resource whose ARN begins like this, for what has no ARN yet when the rule is made. Named
    /// more than once, one of them is enough.
    pub fn resource_prefix(mut self, prefix: impl IntoVal<Str>) -> Self {
        self.resources.push(Value::map([("prefix", prefix.into_value())]));
        self
    }

    /// Only events whose detail matches: an object of fields, each with the list of values that match, such as
    /// `{"lastStatus": ["STOPPED"]}`. Objects nest.
    pub fn detail(mut self, detail: impl IntoVal<Json>) -> Self {
        self.detail = Some(detail.into_value());
        self
    }

    /// The property `EventPattern` of a rule. What is wrong with it is reported at the construct that is being built.
    pub fn build(self, stack: &mut Stack) -> Val<Json> {
        let named = [("source", self.source.as_str()), ("detail type", self.detail_type.as_deref())];
        for (what, _) in named.iter().filter(|(_, text)| text.is_some_and(|text| text.trim().is_empty())) {
            let message = format!("the {what} of the event pattern is empty, so that no event matches it");
            let help = "write it as the event has it, such as `aws.ecs` and `ECS Task State Change`";
            stack.error("bad-event-pattern", message, help);
        }
        let one = |value: Value| Value::List(vec![value]);
        let mut fields = vec![Field::new(Text::Borrowed("source"), one(self.source))];
        let mut put = |name: &'static str, value: Value| fields.push(Field::new(Text::Borrowed(name), value));
        if let Some(detail_type) = self.detail_type {
            put("detail-type", one(Value::Str(detail_type)));
        }
        if !self.resources.is_empty() {
            put("resources", Value::List(self.resources));
        }
        if let Some(detail) = self.detail {
            match &detail {
                Value::List(_) => refuse(stack, "detail", "is a list, not an object"),
                _ => check(stack, "detail", &detail),
            }
            put("detail", detail);
        }
        Val::of(Value::Map(fields))
    }
}

/// EventBridge refuses a rule whose pattern holds a value outside of a list, or an empty list or object.
fn check(stack: &mut Stack, path: &str, value: &Value) {
    match value {
        Value::Map(fields) if fields.is_empty() => refuse(stack, path, "is an empty object"),
        Value::Map(fields) => {
            fields.iter().for_each(|field| check(stack, &format!("{path}.{}", field.name), &field.value));
        }
        Value::List(values) if values.is_empty() => refuse(stack, path, "is an empty list"),
        Value::Str(text) => refuse(stack, path, &format!("is `{text}`, not a list of values")),
        Value::Bool(flag) => refuse(stack, path, &format!("is `{flag}`, not a list of values")),
        Value::Int(number) => refuse(stack, path, &format!("is `{number}`, not a list of values")),
        Value::Num(number) => refuse(stack, path, &format!("is `{number}`, not a list of values")),
        Value::List(_) | Value::Expr(_) => {}
    }
}

fn refuse(stack: &mut Stack, path: &str, what: &str) {
    let message = format!("in the event pattern, `{path}` {what}");
    let help = "write an object of fields, each with the list of values that match, such as \
                `{\"lastStatus\": [\"STOPPED\"]}`";
    stack.error("bad-event-pattern", message, help);
}
