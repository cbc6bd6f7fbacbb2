//! `AWS::Logs`. A log group's own resource policy is missing: the release of the facts has those of accounts only.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Logs::LogAnomalyDetector", "aws_cloudwatch_log_anomaly_detector")
        .reference("arn")
        .attributes(&[("AnomalyDetectorArn", "arn")])
        .finish(enabled),
    ResourceMap::new("AWS::Logs::LogGroup", "aws_cloudwatch_log_group")
        .reference("name")
        .attributes(&[("Arn", LOG_GROUP_ARN)])
        .name(Name::Prefix("name_prefix", "name", 512))
        .retain(Retain::Attribute("skip_destroy"))
        .properties(&[
            ("LogGroupName", To::Attribute("name")),
            ("DataProtectionPolicy", To::Part(&DATA_PROTECTION_POLICY)),
            ("FieldIndexPolicies", To::Part(&FIELD_INDEX_POLICY)),
        ]),
    ResourceMap::new("AWS::Logs::LogStream", "aws_cloudwatch_log_stream")
        .reference("name")
        .name(Name::Required("name", 512))
        .properties(&[("LogStreamName", To::Attribute("name"))]),
    ResourceMap::new("AWS::Logs::MetricFilter", "aws_cloudwatch_log_metric_filter")
        .reference("name")
        .name(Name::Required("name", 512))
        .properties(&[
            ("FilterName", To::Attribute("name")),
            ("FilterPattern", To::Attribute("pattern")),
            ("MetricTransformations", To::Block("metric_transformation", METRIC_TRANSFORMATION)),
        ]),
    ResourceMap::new("AWS::Logs::QueryDefinition", "aws_cloudwatch_query_definition").reference("query_definition_id"),
    ResourceMap::new("AWS::Logs::ResourcePolicy", "aws_cloudwatch_log_resource_policy").reference("policy_name"),
    ResourceMap::new("AWS::Logs::SubscriptionFilter", "aws_cloudwatch_log_subscription_filter")
        .reference("name")
        .name(Name::Required("name", 512))
        .properties(&[("FilterName", To::Attribute("name"))]),
];

/// CloudFormation's ARN covers the streams too, as policies and CloudTrail want it; the provider cuts that off.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html>
const LOG_GROUP_ARN: &str = "\"${{}.arn}:*\"";

const DATA_PROTECTION_POLICY: Part =
    Part::new("aws_cloudwatch_log_data_protection_policy", "log_group_name", "name").item("policy_document");

const FIELD_INDEX_POLICY: Part =
    Part::new("aws_cloudwatch_log_index_policy", "log_group_name", "name").item("policy_document");

const METRIC_TRANSFORMATION: &[(&str, To)] = &[
    ("Dimensions", To::Pairs("dimensions", "Key", "Value")),
    ("MetricName", To::Attribute("name")),
    ("MetricNamespace", To::Attribute("namespace")),
    ("MetricValue", To::Attribute("value")),
];

/// There is no such property: a detector of CloudFormation's works from the beginning.
fn enabled(s: &mut Scope<'_, '_>) {
    s.set("enabled", true);
}
