//! The targets of a rule are resources of their own.

use crate::prelude::*;

pub(super) const TARGET: Part = Part::new("aws_cloudwatch_event_target", "rule", "name").key(&["Id"]).fields(&[
    ("AppSyncParameters", To::Block("appsync_target", &[("GraphQLOperation", To::Attribute("graphql_operation"))])),
    ("BatchParameters", To::Block("batch_target", BATCH)),
    ("EcsParameters", To::Block("ecs_target", ECS)),
    ("HttpParameters", To::Block("http_target", &[])),
    ("Id", To::By(id)),
    ("InputTransformer", To::Block("input_transformer", &[("InputPathsMap", To::Attribute("input_paths"))])),
    ("KinesisParameters", To::Block("kinesis_target", &[])),
    (
        "RedshiftDataParameters",
        To::Block("redshift_target", &[("SecretManagerArn", To::Attribute("secrets_manager_arn"))]),
    ),
    ("RetryPolicy", To::Block("retry_policy", RETRY_POLICY)),
    ("RunCommandParameters", To::Flatten(&[])),
    ("SageMakerPipelineParameters", To::Block("sagemaker_pipeline_target", &[])),
    ("SqsParameters", To::Block("sqs_target", &[])),
]);

const BATCH: &[(&str, To)] = &[
    ("ArrayProperties", To::Flatten(&[("Size", To::Attribute("array_size"))])),
    ("RetryStrategy", To::Flatten(&[("Attempts", To::Attribute("job_attempts"))])),
];

const ECS: &[(&str, To)] = &[
    ("NetworkConfiguration", To::Block("network_configuration", &[("AwsVpcConfiguration", To::Flatten(VPC))])),
    ("PlacementStrategies", To::Block("ordered_placement_strategy", &[])),
    ("TagList", To::Pairs("tags", "Key", "Value")),
];

const VPC: &[(&str, To)] =
    &[("AssignPublicIp", To::Values("assign_public_ip", &[("ENABLED", "true"), ("DISABLED", "false")]))];

/// A rule on a bus of its own is found on that bus only.
fn id<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("target_id"));
    if s.property("EventBusName").is_some() {
        let bus = s.reference("event_bus_name");
        s.set("event_bus_name", bus);
    }
}

/// The provider sends 0 for the one that is not given, which is no age at all, or no retry.
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html>
const RETRY_POLICY: &[(&str, To)] =
    &[("MaximumEventAgeInSeconds", To::By(event_age)), ("MaximumRetryAttempts", To::By(attempts))];

fn event_age<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("maximum_event_age_in_seconds"));
    if !s.has("maximum_retry_attempts") {
        s.set("maximum_retry_attempts", 185_i64);
    }
}

fn attempts<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("maximum_retry_attempts"));
    if !s.has("maximum_event_age_in_seconds") {
        s.set("maximum_event_age_in_seconds", 86_400_i64);
    }
}
