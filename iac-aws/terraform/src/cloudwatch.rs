//! `AWS::CloudWatch`. The provider has no anomaly detectors.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm")
        .reference("alarm_name")
        .name(Name::Required("alarm_name", 255))
        .properties(&[
            ("Dimensions", To::Pairs("dimensions", "Name", "Value")),
            ("EvaluateLowSampleCountPercentile", To::Attribute("evaluate_low_sample_count_percentiles")),
            ("Metrics", To::Block("metric_query", METRIC_QUERY)),
        ]),
    ResourceMap::new("AWS::CloudWatch::CompositeAlarm", "aws_cloudwatch_composite_alarm")
        .reference("alarm_name")
        .name(Name::Required("alarm_name", 255))
        .properties(&[
            ("ActionsSuppressor", To::Within("actions_suppressor", &To::Attribute("alarm"))),
            ("ActionsSuppressorExtensionPeriod", To::Within("actions_suppressor", &To::Attribute("extension_period"))),
            ("ActionsSuppressorWaitPeriod", To::Within("actions_suppressor", &To::Attribute("wait_period"))),
        ]),
    ResourceMap::new("AWS::CloudWatch::Dashboard", "aws_cloudwatch_dashboard")
        .reference("dashboard_name")
        .name(Name::Required("dashboard_name", 255))
        .properties(&[("Tags", To::Ignored("the provider's dashboards take no tags"))]),
    ResourceMap::new("AWS::CloudWatch::InsightRule", "aws_cloudwatch_contributor_insight_rule")
        .reference("rule_name")
        .attributes(&[("Arn", "resource_arn")])
        .properties(&[("RuleBody", To::Attribute("rule_definition"))]),
    ResourceMap::new("AWS::CloudWatch::MetricStream", "aws_cloudwatch_metric_stream")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 255)),
];

const METRIC_QUERY: &[(&str, To)] = &[("Id", To::By(id)), ("MetricStat", To::Block("metric", METRIC_STAT))];

const METRIC_STAT: &[(&str, To)] =
    &[("Metric", To::Flatten(&[("Dimensions", To::Pairs("dimensions", "Name", "Value"))]))];

/// Data is returned where nothing is said; the provider's default is the opposite.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>
fn id<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("id"));
    if !s.has("return_data") {
        s.set("return_data", true);
    }
}
