//! Where logs, metrics and records go besides: deliveries, destinations, streams and chats.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/deliver";
const FIREHOSE: &str = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/f";

fn template() -> Value {
    json!({
        "Resources": {
            "Source": { "Type": "AWS::Logs::DeliverySource", "Properties": {
                "Name": "cdn", "LogType": "ACCESS_LOGS", "ResourceArn": "arn:aws:cloudfront::123456789012:distribution/E1",
            } },
            "Target": { "Type": "AWS::Logs::DeliveryDestination", "Properties": {
                "Name": "bucket", "OutputFormat": "json", "DestinationResourceArn": "arn:aws:s3:::logs",
                "DeliveryDestinationPolicy": {
                    "DeliveryDestinationName": "bucket", "DeliveryDestinationPolicy": { "Statement": [] },
                },
            } },
            "Delivery": { "Type": "AWS::Logs::Delivery", "Properties": {
                "DeliverySourceName": { "Ref": "Source" },
                "DeliveryDestinationArn": { "Fn::GetAtt": ["Target", "Arn"] },
                "RecordFields": ["date"],
                "FieldDelimiter": "",
                "S3SuffixPath": "{DistributionId}/{yyyy}",
            } },
            "Elsewhere": { "Type": "AWS::Logs::Destination", "Properties": {
                "DestinationName": "elsewhere", "RoleArn": ROLE, "TargetArn": FIREHOSE, "DestinationPolicy": "{}",
            } },
            "Metrics": { "Type": "AWS::CloudWatch::MetricStream", "Properties": {
                "FirehoseArn": FIREHOSE, "RoleArn": ROLE, "OutputFormat": "json",
                "IncludeFilters": [{ "Namespace": "AWS/RDS", "MetricNames": ["CPUUtilization"] }],
                "StatisticsConfigurations": [{
                    "AdditionalStatistics": ["p99"],
                    "IncludeMetrics": [{ "Namespace": "AWS/RDS", "MetricName": "ReadLatency" }],
                }],
            } },
            "Stream": { "Type": "AWS::Kinesis::Stream", "Properties": { "ShardCount": 1 } },
            "Reader": { "Type": "AWS::Kinesis::StreamConsumer", "Properties": {
                "ConsumerName": "reader", "StreamARN": { "Fn::GetAtt": ["Stream", "Arn"] },
            } },
            "Readers": { "Type": "AWS::Kinesis::ResourcePolicy", "Properties": {
                "ResourceArn": { "Fn::GetAtt": ["Stream", "Arn"] }, "ResourcePolicy": { "Statement": [] },
            } },
            "Traces": { "Type": "AWS::XRay::ResourcePolicy", "Properties": { "PolicyName": "sns", "PolicyDocument": "{}" } },
            "Pool": { "Type": "AWS::SES::DedicatedIpPool", "Properties": { "ScalingMode": "MANAGED" } },
            "Teams": { "Type": "AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "Properties": {
                "ConfigurationName": "shop", "IamRoleArn": ROLE, "TeamId": "t", "TeamsChannelId": "c",
                "TeamsChannelName": "Alarms", "TeamsTenantId": "n", "UserRoleRequired": false,
            } },
            "Company": { "Type": "AWS::IAM::SAMLProvider", "Properties": { "SamlMetadataDocument": "<xml/>" } },
            "Team": { "Type": "AWS::IAM::UserToGroupAddition", "Properties": {
                "GroupName": "admins", "Users": ["ann", "bob"],
            } },
        },
        "Outputs": { "Reader": { "Value": { "Ref": "Reader" } }, "Saml": { "Value": { "Ref": "Company" } } },
    })
}

#[test]
fn logs() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_cloudwatch_log_delivery"]["delivery"],
        json!({
            "delivery_source_name": "${aws_cloudwatch_log_delivery_source.source.name}",
            "delivery_destination_arn": "${aws_cloudwatch_log_delivery_destination.target.arn}",
            "record_fields": ["date"],
            "field_delimiter": "",
            "s3_delivery_configuration": [{ "enable_hive_compatible_path": false, "suffix_path": "{DistributionId}/{yyyy}" }],
            "depends_on": ["aws_cloudwatch_log_delivery_destination_policy.target"],
        })
    );
    assert_eq!(
        resource["aws_cloudwatch_log_delivery_destination"]["target"],
        json!({
            "name": "bucket",
            "output_format": "json",
            "delivery_destination_configuration": [{ "destination_resource_arn": "arn:aws:s3:::logs" }],
        })
    );
    assert_eq!(
        resource["aws_cloudwatch_log_delivery_destination_policy"]["target"],
        json!({
            "delivery_destination_name": "${aws_cloudwatch_log_delivery_destination.target.name}",
            "delivery_destination_policy": "${jsonencode({Statement = []})}",
        })
    );
    assert_eq!(resource["aws_cloudwatch_log_delivery_source"]["source"]["log_type"], "ACCESS_LOGS");
    let policy = &resource["aws_cloudwatch_log_destination_policy"]["elsewhere"];
    assert_eq!(
        policy,
        &json!({ "destination_name": "${aws_cloudwatch_log_destination.elsewhere.name}", "access_policy": "{}" })
    );
    check(&module);
}

#[test]
fn metrics_and_records() {
    let module = module(template());
    let resource = &module["resource"];
    let stream = &resource["aws_cloudwatch_metric_stream"]["metrics"];
    assert_eq!(stream["name_prefix"], "${var.stack_name}-metrics-");
    assert_eq!(stream["include_filter"], json!([{ "namespace": "AWS/RDS", "metric_names": ["CPUUtilization"] }]));
    assert_eq!(
        stream["statistics_configuration"],
        json!([{
            "additional_statistics": ["p99"],
            "include_metric": [{ "namespace": "AWS/RDS", "metric_name": "ReadLatency" }],
        }])
    );
    assert_eq!(resource["aws_kinesis_stream_consumer"]["reader"]["name"], "reader");
    assert_eq!(module["output"]["reader"]["value"], "${aws_kinesis_stream_consumer.reader.arn}");
    assert_eq!(resource["aws_kinesis_resource_policy"]["readers"]["policy"], "${jsonencode({Statement = []})}");
    assert_eq!(resource["aws_xray_resource_policy"]["traces"]["policy_name"], "sns");
    assert_eq!(resource["aws_sesv2_dedicated_ip_pool"]["pool"]["pool_name"], "${var.stack_name}-pool");
    let teams = &resource["aws_chatbot_teams_channel_configuration"]["teams"];
    assert_eq!((&teams["channel_id"], &teams["channel_name"]), (&json!("c"), &json!("Alarms")));
    assert_eq!((&teams["tenant_id"], &teams["user_authorization_required"]), (&json!("n"), &json!(false)));
}

#[test]
fn people_from_elsewhere() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(resource["aws_iam_saml_provider"]["company"]["name"], "${var.stack_name}-company");
    assert_eq!(module["output"]["saml"]["value"], "${aws_iam_saml_provider.company.arn}");
    let members = &resource["aws_iam_user_group_membership"];
    assert_eq!(members["team_ann"], json!({ "user": "ann", "groups": ["admins"] }));
    assert_eq!(members["team_bob"], json!({ "user": "bob", "groups": ["admins"] }));
    let found = diagnostics(json!({ "Resources": {
        "Key": { "Type": "AWS::IAM::AccessKey", "Properties": { "UserName": "ann", "Serial": 1 } },
    } }));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["secret-in-state"]);
}
