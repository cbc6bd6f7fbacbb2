//! `AWS::Synthetics`. A script inside of the template has no counterpart: the code is in a bucket.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Synthetics::Canary", "aws_synthetics_canary")
    .reference("name")
    .attributes(&[("Code.SourceLocationArn", "source_location_arn"), ("State", "status"), ("Id", NO_ID)])
    .properties(&[
        ("Code", To::Flatten(&[("S3ObjectVersion", To::Attribute("s3_version"))])),
        ("DeleteLambdaResourcesOnCanaryDeletion", To::Attribute("delete_lambda")),
        ("ProvisionedResourceCleanup", To::By(cleanup)),
        ("StartCanaryAfterCreation", To::Attribute("start_canary")),
        ("VPCConfig", To::Block("vpc_config", &[("VpcId", To::Ignored("it follows from the subnets"))])),
    ])];

/// The provider's `id` is the name; what CloudFormation calls so is not there.
const NO_ID: &str = "canary_id";

/// The provider leaves it at AWS's default, which is to clean up.
/// Source: <https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html>
fn cleanup<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value.as_str() != Some("AUTOMATIC") {
        s.error(
            "unmapped",
            "the provider's canaries always take their function along when they are deleted",
            "leave `ProvisionedResourceCleanup` at `AUTOMATIC`",
        );
    }
}
