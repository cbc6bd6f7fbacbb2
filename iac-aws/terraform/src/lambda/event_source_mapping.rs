//! Event source mappings: what a function reads from.

use crate::prelude::*;

pub(super) const EVENT_SOURCE_MAPPING: ResourceMap =
    ResourceMap::new("AWS::Lambda::EventSourceMapping", "aws_lambda_event_source_mapping")
        .reference("uuid")
        .attributes(&[("EventSourceMappingArn", "arn"), ("Id", "uuid")])
        .properties(&[
            (
                "DestinationConfig",
                To::Block(
                    "destination_config",
                    &[("OnFailure", To::Block("on_failure", &[("Destination", To::Attribute("destination_arn"))]))],
                ),
            ),
            (
                "SelfManagedEventSource",
                To::Block(
                    "self_managed_event_source",
                    &[("Endpoints", To::Flatten(&[("KafkaBootstrapServers", To::By(bootstrap_servers))]))],
                ),
            ),
            ("StartingPositionTimestamp", To::By(timestamp)),
        ]);

/// One text with commas.
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html>
fn bootstrap_servers<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let servers = s.term(&field.value);
    let joined = Term::Expression(format!("join(\",\", {})", servers.to_hcl()));
    s.set("endpoints", Term::object([("KAFKA_BOOTSTRAP_SERVERS", joined)]));
}

/// Seconds since 1970 in CloudFormation, RFC 3339 in the provider.
fn timestamp<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let seconds = match s.term(&field.value) {
        Term::Int(seconds) => format!("\"{seconds}s\""),
        Term::Num(seconds) => format!("\"{seconds}s\""),
        term => format!("format(\"%ds\", {})", term.to_hcl()),
    };
    s.set("starting_position_timestamp", Term::Expression(format!("timeadd(\"1970-01-01T00:00:00Z\", {seconds})")));
}
