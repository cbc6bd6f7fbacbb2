//! `AWS::SQS`.

use crate::support::{check, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Resources": {
            "Orders": { "Type": "AWS::SQS::Queue", "Properties": {
                "QueueName": "orders.fifo",
                "FifoQueue": true,
                "ContentBasedDeduplication": true,
                "DeduplicationScope": "messageGroup",
                "FifoThroughputLimit": "perMessageGroupId",
                "DelaySeconds": 5,
                "KmsMasterKeyId": "alias/aws/sqs",
                "KmsDataKeyReusePeriodSeconds": 600,
                "MaximumMessageSize": 65536,
                "MessageRetentionPeriod": 1209600,
                "ReceiveMessageWaitTimeSeconds": 20,
                "VisibilityTimeout": 60,
                "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["Dead", "Arn"] }, "maxReceiveCount": 3 },
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Dead": { "Type": "AWS::SQS::Queue", "Properties": {
                "FifoQueue": true,
                "SqsManagedSseEnabled": true,
                "RedriveAllowPolicy": { "redrivePermission": "allowAll" },
            } },
            "Policy": { "Type": "AWS::SQS::QueuePolicy", "Properties": {
                "Queues": [{ "Ref": "Dead" }],
                "PolicyDocument": { "Statement": [{ "Effect": "Deny", "Resource": { "Fn::GetAtt": ["Dead", "Arn"] } }] },
            } },
            "Inline": { "Type": "AWS::SQS::QueueInlinePolicy", "Properties": {
                "Queue": { "Ref": "Orders" }, "PolicyDocument": { "Statement": [] },
            } },
        },
        "Outputs": {
            "Url": { "Value": { "Ref": "Orders" } },
            "Name": { "Value": { "Fn::GetAtt": ["Orders", "QueueName"] } },
        },
    })
}

#[test]
fn queues() {
    let module = module(template());
    let queues = &module["resource"]["aws_sqs_queue"];
    assert_eq!(
        queues["orders"],
        json!({
            "name": "orders.fifo",
            "fifo_queue": true,
            "content_based_deduplication": true,
            "deduplication_scope": "messageGroup",
            "fifo_throughput_limit": "perMessageGroupId",
            "delay_seconds": 5,
            "kms_master_key_id": "alias/aws/sqs",
            "kms_data_key_reuse_period_seconds": 600,
            "max_message_size": 65536,
            "message_retention_seconds": 1209600,
            "receive_wait_time_seconds": 20,
            "visibility_timeout_seconds": 60,
            "redrive_policy": "${jsonencode({deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3})}",
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(
        queues["dead"],
        json!({
            "name_prefix": "${var.stack_name}-dead-",
            "fifo_queue": true,
            "sqs_managed_sse_enabled": true,
            "redrive_allow_policy": "${jsonencode({redrivePermission = \"allowAll\"})}",
            "max_message_size": 1048576,
        })
    );
    assert_eq!(module["output"]["url"]["value"], "${aws_sqs_queue.orders.url}");
    assert_eq!(module["output"]["name"]["value"], "${aws_sqs_queue.orders.name}");
    check(&module);
}

#[test]
fn one_policy_for_each_queue() {
    let module = module(template());
    let policies = &module["resource"]["aws_sqs_queue_policy"];
    assert_eq!(
        policies["policy_dead"],
        json!({
            "queue_url": "${aws_sqs_queue.dead.url}",
            "policy": "${jsonencode({Statement = [{Effect = \"Deny\", Resource = aws_sqs_queue.dead.arn}]})}",
        })
    );
    assert_eq!(policies["inline"]["queue_url"], "${aws_sqs_queue.orders.url}");
}
