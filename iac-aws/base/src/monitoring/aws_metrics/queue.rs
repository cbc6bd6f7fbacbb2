//! What SQS measures of a queue.

use crate::monitoring::Metric;
use iac_aws_cfn::kind::SqsQueue;
use iac_aws_cfn::sqs;
use iac_core::prelude::*;

/// The metrics of a queue. They are free; a queue that nobody uses for six hours stops reporting.
/// Source: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html>
#[derive(Clone, Debug)]
pub struct QueueMetrics {
    queue: Val<Name<SqsQueue>>,
}

impl QueueMetrics {
    /// Of a queue in this app.
    pub fn of(queue: sqs::QueueRef) -> Self {
        QueueMetrics { queue: queue.queue_name() }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("QueueName", self.queue.clone())
    }
}

super::metrics! { QueueMetrics in "AWS/SQS":
    /// Messages that wait: the most of a period. On a dead-letter queue, what failed.
    approximate_number_of_messages_visible "ApproximateNumberOfMessagesVisible" Maximum;
    /// Messages that somebody works on: the most of a period.
    approximate_number_of_messages_not_visible "ApproximateNumberOfMessagesNotVisible" Maximum;
    /// Seconds that the oldest message has been waiting.
    approximate_age_of_oldest_message "ApproximateAgeOfOldestMessage" Maximum;
    /// Messages sent to the queue.
    number_of_messages_sent "NumberOfMessagesSent" Sum;
    /// Messages done with.
    number_of_messages_deleted "NumberOfMessagesDeleted" Sum;
}
