//! `AWS::SNS`.

use super::members::member;
use super::policy_targets::policy_for_each;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::SNS::Topic", "aws_sns_topic")
        .reference("arn")
        .attributes(&[("TopicArn", "arn"), ("TopicName", "name")])
        .name(Name::Prefix("name_prefix", "name", 256))
        .properties(&[
            ("TopicName", To::Attribute("name")),
            ("Subscription", To::Part(&SUBSCRIPTION)),
            ("DataProtectionPolicy", To::Part(&DATA_PROTECTION_POLICY)),
            ("DeliveryStatusLogging", To::By(delivery_status_logging)),
        ]),
    ResourceMap::new("AWS::SNS::Subscription", "aws_sns_topic_subscription").reference("arn"),
    ResourceMap::parts("AWS::SNS::TopicPolicy", "aws_sns_topic_policy")
        .properties(&[("PolicyDocument", To::Ignored("in the policy of each topic")), ("Topics", To::By(topics))]),
    ResourceMap::new("AWS::SNS::TopicInlinePolicy", "aws_sns_topic_policy")
        .properties(&[("PolicyDocument", To::Json("policy")), ("TopicArn", To::Attribute("arn"))]),
];

const SUBSCRIPTION: Part = Part::new("aws_sns_topic_subscription", "topic_arn", "arn").key(&["Protocol", "Endpoint"]);

const DATA_PROTECTION_POLICY: Part = Part::new("aws_sns_topic_data_protection_policy", "arn", "arn").item("policy");

fn topics<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    policy_for_each(s, field, "aws_sns_topic_policy", "arn");
}

/// The provider has three attributes per protocol.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-sns-topic-loggingconfig.html>
fn delivery_status_logging<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::List(items) = &field.value else { return not_literal(s) };
    for item in items {
        let Value::Map(fields) = item else { return not_literal(s) };
        let protocol = member(item, "Protocol").and_then(|field| field.value.as_str());
        match protocol.map(str::to_ascii_lowercase).as_deref() {
            Some("application") => s.fields(fields, APPLICATION),
            Some("firehose") => s.fields(fields, FIREHOSE),
            Some("http/s") => s.fields(fields, HTTP),
            Some("lambda") => s.fields(fields, LAMBDA),
            Some("sqs") => s.fields(fields, SQS),
            _ => not_literal(s),
        }
    }
}

fn not_literal(s: &mut Scope<'_, '_>) {
    s.error(
        "terraform-delivery-status-logging",
        "the protocol of `DeliveryStatusLogging` is not known",
        "write `application`, `firehose`, `http/s`, `lambda` or `sqs`",
    );
}

const APPLICATION: &[(&str, To)] = &[
    ("Protocol", To::Ignored("part of the attributes' names")),
    ("FailureFeedbackRoleArn", To::Attribute("application_failure_feedback_role_arn")),
    ("SuccessFeedbackRoleArn", To::Attribute("application_success_feedback_role_arn")),
    ("SuccessFeedbackSampleRate", To::Attribute("application_success_feedback_sample_rate")),
];

const FIREHOSE: &[(&str, To)] = &[
    ("Protocol", To::Ignored("part of the attributes' names")),
    ("FailureFeedbackRoleArn", To::Attribute("firehose_failure_feedback_role_arn")),
    ("SuccessFeedbackRoleArn", To::Attribute("firehose_success_feedback_role_arn")),
    ("SuccessFeedbackSampleRate", To::Attribute("firehose_success_feedback_sample_rate")),
];

const HTTP: &[(&str, To)] = &[
    ("Protocol", To::Ignored("part of the attributes' names")),
    ("FailureFeedbackRoleArn", To::Attribute("http_failure_feedback_role_arn")),
    ("SuccessFeedbackRoleArn", To::Attribute("http_success_feedback_role_arn")),
    ("SuccessFeedbackSampleRate", To::Attribute("http_success_feedback_sample_rate")),
];

const LAMBDA: &[(&str, To)] = &[
    ("Protocol", To::Ignored("part of the attributes' names")),
    ("FailureFeedbackRoleArn", To::Attribute("lambda_failure_feedback_role_arn")),
    ("SuccessFeedbackRoleArn", To::Attribute("lambda_success_feedback_role_arn")),
    ("SuccessFeedbackSampleRate", To::Attribute("lambda_success_feedback_sample_rate")),
];

const SQS: &[(&str, To)] = &[
    ("Protocol", To::Ignored("part of the attributes' names")),
    ("FailureFeedbackRoleArn", To::Attribute("sqs_failure_feedback_role_arn")),
    ("SuccessFeedbackRoleArn", To::Attribute("sqs_success_feedback_role_arn")),
    ("SuccessFeedbackSampleRate", To::Attribute("sqs_success_feedback_sample_rate")),
];
