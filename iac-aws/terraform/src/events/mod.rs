//! `AWS::Events`.

mod connection;
mod target;

use crate::prelude::*;
use iac_core::graph::ResourceNode;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Events::ApiDestination", "aws_cloudwatch_event_api_destination")
        .reference("name")
        .attributes(&[("ArnForPolicy", WITHOUT_ID)])
        .name(Name::Required("name", 64)),
    ResourceMap::new("AWS::Events::Archive", "aws_cloudwatch_event_archive")
        .reference("name")
        .name(Name::Required("name", 48))
        .properties(&[("ArchiveName", To::Attribute("name")), ("SourceArn", To::Attribute("event_source_arn"))]),
    ResourceMap::new("AWS::Events::Connection", "aws_cloudwatch_event_connection")
        .reference("name")
        .attributes(&[("ArnForPolicy", WITHOUT_ID)])
        .name(Name::Required("name", 64))
        .properties(&[("AuthParameters", To::Block("auth_parameters", connection::AUTH_PARAMETERS))]),
    ResourceMap::new("AWS::Events::EventBus", "aws_cloudwatch_event_bus")
        .reference("name")
        .properties(&[("Policy", To::Part(&BUS_POLICY))]),
    ResourceMap::new("AWS::Events::EventBusPolicy", "aws_cloudwatch_event_permission").reference("statement_id"),
    ResourceMap::new("AWS::Events::Rule", "aws_cloudwatch_event_rule")
        .reference("name")
        .attributes(&[("RuleName", "name")])
        .refer(rule_of_bus)
        .name(Name::Prefix("name_prefix", "name", 64))
        .properties(&[("Targets", To::Part(&target::TARGET))]),
];

/// The ARN as policies want it: `…:connection/name`, without the id that follows.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-connection.html>
const WITHOUT_ID: &str = "join(\"/\", slice(split(\"/\", {}.arn), 0, 2))";

const BUS_POLICY: Part = Part::new("aws_cloudwatch_event_bus_policy", "event_bus_name", "name").item("policy");

/// `Ref` of a rule on another bus than the default one says which.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html>
fn rule_of_bus(rule: &ResourceNode, attribute: &str) -> Option<&'static str> {
    let of_bus = rule.property("EventBusName").is_some_and(|bus| bus.as_str() != Some("default"));
    (attribute == "Ref" && of_bus).then_some("${{}.event_bus_name}|${{}.name}")
}
