//! `AWS::Logs`. A log group's own resource policy is missing: the release of the facts has those of accounts only.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Logs::Delivery", "aws_cloudwatch_log_delivery")
        .attributes(&[("DeliveryId", "id")])
        .properties(&[("S3EnableHiveCompatiblePath", To::By(hive_path)), ("S3SuffixPath", To::By(suffix_path))]),
    ResourceMap::new("AWS::Logs::DeliveryDestination", "aws_cloudwatch_log_delivery_destination")
        .reference("name")
        .properties(&[
            ("DeliveryDestinationPolicy", To::Part(&DELIVERY_DESTINATION_POLICY)),
            ("DestinationResourceArn", To::Within(DESTINATION, &To::Attribute("destination_resource_arn"))),
        ]),
    ResourceMap::new("AWS::Logs::DeliverySource", "aws_cloudwatch_log_delivery_source").reference("name"),
    ResourceMap::new("AWS::Logs::Destination", "aws_cloudwatch_log_destination").reference("name").properties(&[
        ("DestinationName", To::Attribute("name")),
        ("DestinationPolicy", To::Part(&DESTINATION_POLICY)),
    ]),
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
const LOG_GROUP_ARN: &str = "${{}.arn}:*";

const DATA_PROTECTION_POLICY: Part =
    Part::new("aws_cloudwatch_log_data_protection_policy", "log_group_name", "name").item("policy_document");

const DELIVERY_DESTINATION_POLICY: Part =
    Part::new("aws_cloudwatch_log_delivery_destination_policy", "delivery_destination_name", "name").fields(&[
        ("DeliveryDestinationName", To::Ignored("it is the one that the policy is part of")),
        ("DeliveryDestinationPolicy", To::Json("delivery_destination_policy")),
    ]);

const DESTINATION: &str = "delivery_destination_configuration";

const DESTINATION_POLICY: Part =
    Part::new("aws_cloudwatch_log_destination_policy", "destination_name", "name").item("access_policy");

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

/// The two settings of deliveries to buckets are one object, which must be whole.
fn suffix_path<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let hive = s.property("S3EnableHiveCompatiblePath").map_or(Term::Bool(false), |hive| s.term(hive));
    let path = s.term(&field.value);
    s.block("s3_delivery_configuration", vec![("enable_hive_compatible_path", hive), ("suffix_path", path)]);
}

fn hive_path<'g>(s: &mut Scope<'_, 'g>, _: &'g Field) {
    if s.property("S3SuffixPath").is_none() {
        let help = "give `S3SuffixPath` too";
        s.error("unmapped", "the provider takes `S3EnableHiveCompatiblePath` only beside a path", help);
    }
}
