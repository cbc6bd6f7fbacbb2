//! What a bucket tells of itself, and to whom.

use crate::prelude::*;

pub(super) const NOTIFICATION: Part = Part::new("aws_s3_bucket_notification", "bucket", "id").fields(&[
    ("EventBridgeConfiguration", To::By(event_bridge)),
    (
        "LambdaConfigurations",
        To::Block("lambda_function", &[EVENT, FILTER, ("Function", To::Attribute("lambda_function_arn"))]),
    ),
    ("QueueConfigurations", To::Block("queue", &[EVENT, FILTER, ("Queue", To::Attribute("queue_arn"))])),
    ("TopicConfigurations", To::Block("topic", &[EVENT, FILTER, ("Topic", To::Attribute("topic_arn"))])),
]);

const EVENT: (&str, To) = ("Event", To::By(event));

/// S3 takes the names of the two rules in any case.
const FILTER: (&str, To) = (
    "Filter",
    To::Flatten(&[(
        "S3Key",
        To::Flatten(&[(
            "Rules",
            To::ByKey(
                "Name",
                "Value",
                &[
                    ("Prefix", To::Attribute("filter_prefix")),
                    ("Suffix", To::Attribute("filter_suffix")),
                    ("prefix", To::Attribute("filter_prefix")),
                    ("suffix", To::Attribute("filter_suffix")),
                ],
            ),
        )]),
    )]),
);

fn event<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let event = s.term(&field.value);
    s.set("events", Term::list([event]));
}

/// The object alone turns events on.
fn event_bridge<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    match &field.value {
        Value::Map(fields) if fields.is_empty() => s.set("eventbridge", true),
        _ => s.to(field, &To::Flatten(&[("EventBridgeEnabled", To::Attribute("eventbridge"))])),
    }
}
