//! `AWS::SQS`.

use super::policy_targets::policy_for_each;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::SQS::Queue", "aws_sqs_queue")
        .reference("url")
        .attributes(&[("QueueName", "name"), ("QueueUrl", "url")])
        .name(Name::Prefix("name_prefix", "name", LONGEST_NAME))
        .properties(&[
            ("MaximumMessageSize", To::Attribute("max_message_size")),
            ("MessageRetentionPeriod", To::Attribute("message_retention_seconds")),
            ("QueueName", To::Attribute("name")),
            ("ReceiveMessageWaitTimeSeconds", To::Attribute("receive_wait_time_seconds")),
            ("VisibilityTimeout", To::Attribute("visibility_timeout_seconds")),
        ])
        .finish(defaults),
    ResourceMap::new("AWS::SQS::QueueInlinePolicy", "aws_sqs_queue_policy")
        .properties(&[("PolicyDocument", To::Json("policy")), ("Queue", To::Attribute("queue_url"))]),
    ResourceMap::parts("AWS::SQS::QueuePolicy", "aws_sqs_queue_policy")
        .properties(&[("PolicyDocument", To::Ignored("in the policy of each queue")), ("Queues", To::By(queues))]),
];

/// 80 characters, less the provider's `.fifo`.
/// Source: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html>
const LONGEST_NAME: usize = 75;

/// Messages of up to 1 MiB are CloudFormation's default; the provider's is still 256 KiB.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html>
fn defaults(s: &mut Scope<'_, '_>) {
    if !s.has("max_message_size") {
        s.set("max_message_size", 1_048_576_i64);
    }
}

fn queues<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    policy_for_each(s, field, "aws_sqs_queue_policy", "queue_url");
}
