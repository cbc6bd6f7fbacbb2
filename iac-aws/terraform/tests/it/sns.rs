//! `AWS::SNS`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn policy() -> Value {
    json!({ "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": "cloudwatch.amazonaws.com" },
        "Action": "sns:Publish",
        "Resource": { "Ref": "Alarms" },
    }] })
}

const POLICY: &str = "${jsonencode({Statement = [{Action = \"sns:Publish\", Effect = \"Allow\", \
                      Principal = {Service = \"cloudwatch.amazonaws.com\"}, Resource = aws_sns_topic.alarms.arn}]})}";

fn template() -> Value {
    json!({
        "Parameters": { "Email": { "Type": "String", "Default": "ops@example.com" }, "Role": { "Type": "String", "Default": "arn:aws:iam::123456789012:role/sns" } },
        "Conditions": { "HasEmail": { "Fn::Not": [{ "Fn::Equals": [{ "Ref": "Email" }, ""] }] } },
        "Resources": {
            "Alarms": { "Type": "AWS::SNS::Topic", "Properties": {
                "DisplayName": "Shop",
                "KmsMasterKeyId": "alias/aws/sns",
                "TracingConfig": "Active",
                "SignatureVersion": 2,
                "Subscription": [{ "Protocol": "email", "Endpoint": "ops@example.com" }],
                "DataProtectionPolicy": { "Name": "data", "Statement": [] },
                "DeliveryStatusLogging": [
                    { "Protocol": "http/s", "SuccessFeedbackRoleArn": { "Ref": "Role" }, "SuccessFeedbackSampleRate": 5 },
                    { "Protocol": "sqs", "FailureFeedbackRoleArn": { "Ref": "Role" } },
                ],
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Orders": { "Type": "AWS::SNS::Topic", "Properties": {
                "TopicName": "orders.fifo",
                "FifoTopic": true,
                "ContentBasedDeduplication": true,
                "FifoThroughputScope": "MessageGroup",
                "ArchivePolicy": { "MessageRetentionPeriod": 30 },
            } },
            "ByMail": { "Type": "AWS::SNS::Subscription", "Condition": "HasEmail", "Properties": {
                "Protocol": "email", "TopicArn": { "Ref": "Alarms" }, "Endpoint": { "Ref": "Email" },
            } },
            "ByQueue": { "Type": "AWS::SNS::Subscription", "Properties": {
                "Protocol": "sqs",
                "TopicArn": { "Ref": "Orders" },
                "Endpoint": { "Fn::GetAtt": ["Queue", "Arn"] },
                "FilterPolicy": { "kind": ["new", { "anything-but": ["old"] }] },
                "FilterPolicyScope": "MessageBody",
                "RawMessageDelivery": true,
                "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["Queue", "Arn"] } },
            } },
            "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "FifoQueue": true } },
            "Policy": { "Type": "AWS::SNS::TopicPolicy", "Properties": {
                "PolicyDocument": policy(), "Topics": [{ "Ref": "Alarms" }, { "Ref": "Orders" }],
            } },
            "Inline": { "Type": "AWS::SNS::TopicInlinePolicy", "Properties": {
                "PolicyDocument": policy(), "TopicArn": { "Ref": "Alarms" },
            } },
        },
        "Outputs": {
            "Arn": { "Value": { "Ref": "Alarms" } },
            "Name": { "Value": { "Fn::GetAtt": ["Orders", "TopicName"] } },
        },
    })
}

#[test]
fn topics() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_sns_topic"]["alarms"],
        json!({
            "name_prefix": "${var.stack_name}-alarms-",
            "display_name": "Shop",
            "kms_master_key_id": "alias/aws/sns",
            "tracing_config": "Active",
            "signature_version": 2,
            "http_success_feedback_role_arn": "${var.role}",
            "http_success_feedback_sample_rate": 5,
            "sqs_failure_feedback_role_arn": "${var.role}",
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(
        resource["aws_sns_topic"]["orders"],
        json!({
            "name": "orders.fifo",
            "fifo_topic": true,
            "content_based_deduplication": true,
            "fifo_throughput_scope": "MessageGroup",
            "archive_policy": "${jsonencode({MessageRetentionPeriod = 30})}",
        })
    );
    assert_eq!(
        resource["aws_sns_topic_data_protection_policy"]["alarms"],
        json!({ "arn": "${aws_sns_topic.alarms.arn}", "policy": "${jsonencode({Name = \"data\", Statement = []})}" })
    );
    assert_eq!(module["output"]["arn"]["value"], "${aws_sns_topic.alarms.arn}");
    assert_eq!(module["output"]["name"]["value"], "${aws_sns_topic.orders.name}");
    check(&module);
}

#[test]
fn subscriptions() {
    let module = module(template());
    let subscriptions = &module["resource"]["aws_sns_topic_subscription"];
    assert_eq!(
        subscriptions["alarms_email_ops_example_com"],
        json!({ "topic_arn": "${aws_sns_topic.alarms.arn}", "protocol": "email", "endpoint": "ops@example.com" })
    );
    assert_eq!(subscriptions["by_mail"]["count"], "${local.has_email ? 1 : 0}");
    assert_eq!(subscriptions["by_mail"]["endpoint"], "${var.email}");
    let queue = &subscriptions["by_queue"];
    assert_eq!(queue["filter_policy"], "${jsonencode({kind = [\"new\", {\"anything-but\" = [\"old\"]}]})}");
    assert_eq!(queue["filter_policy_scope"], "MessageBody");
    assert_eq!(queue["raw_message_delivery"], true);
    assert_eq!(queue["redrive_policy"], "${jsonencode({deadLetterTargetArn = aws_sqs_queue.queue.arn})}");
}

#[test]
fn one_policy_for_each_topic() {
    let module = module(template());
    let policies = &module["resource"]["aws_sns_topic_policy"];
    assert_eq!(
        policies["policy_alarms"],
        json!({
            "arn": "${aws_sns_topic.alarms.arn}",
            "policy": POLICY,
            "depends_on": [
                "aws_sns_topic_data_protection_policy.alarms",
                "aws_sns_topic_subscription.alarms_email_ops_example_com",
            ],
        })
    );
    assert_eq!(policies["policy_orders"]["arn"], "${aws_sns_topic.orders.arn}");
    assert_eq!(policies["inline"]["policy"], POLICY);
}

#[test]
fn a_protocol_must_be_known() {
    let found = diagnostics(json!({
        "Parameters": { "Protocol": { "Type": "String" } },
        "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "Properties": {
            "DeliveryStatusLogging": [{ "Protocol": { "Ref": "Protocol" } }],
        } } },
    }));
    assert!(found.iter().any(|found| found.code == "terraform-delivery-status-logging"), "{found:?}");
}

#[test]
fn what_is_parts_alone_has_no_reference() {
    let found = diagnostics(json!({
        "Resources": { "Policy": { "Type": "AWS::SNS::TopicPolicy", "Properties": {
            "PolicyDocument": { "Statement": [] }, "Topics": ["arn:aws:sns:eu-west-1:123456789012:alarms"],
        } } },
        "Outputs": { "Policy": { "Value": { "Ref": "Policy" } } },
    }));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unmapped"]);
}
