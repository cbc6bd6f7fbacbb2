//! `AWS::Synthetics`. The provider takes no script as text: it becomes an archive in the bucket of the artifacts.

use super::archive;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Synthetics::Canary", "aws_synthetics_canary")
    .reference("name")
    .attributes(&[("Code.SourceLocationArn", "source_location_arn"), ("State", "status"), ("Id", NO_ID)])
    .properties(&[
        ("Code", To::Flatten(&[("S3ObjectVersion", To::Attribute("s3_version")), ("Script", To::By(script))])),
        ("DeleteLambdaResourcesOnCanaryDeletion", To::Attribute("delete_lambda")),
        ("ProvisionedResourceCleanup", To::By(cleanup)),
        ("StartCanaryAfterCreation", To::Attribute("start_canary")),
        ("VPCConfig", To::Block("vpc_config", &[("VpcId", To::Ignored("it follows from the subnets"))])),
    ])];

/// The provider's `id` is the name; what CloudFormation calls so is not there.
const NO_ID: &str = "canary_id";

/// Another text is another key, so that the canary learns of it.
fn script<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let (Some(text), Some(handler)) = (field.value.as_str(), s.field("Handler").and_then(Value::as_str)) else {
        let message = "the canary's script is not written out, and the provider takes none as text";
        return s.error("unmapped", message, "write the script and its handler out, or name an object in a bucket");
    };
    let python = s.property("RuntimeVersion").and_then(Value::as_str).is_some_and(|it| it.starts_with("syn-python"));
    let name = handler.split('.').next().unwrap_or(handler);
    let file = if python { format!("python/{name}.py") } else { format!("nodejs/node_modules/{name}.js") };
    let zip = archive::stored(&file, text.as_bytes());
    let location = s.property("ArtifactS3Location").map_or(Term::Null, |location| s.term(location));
    let bucket = Term::expression(format!("split(\"/\", {})[2]", location.to_hcl()));
    let key = format!("canary-code/{name}-{:08x}.zip", archive::crc32(&zip));
    s.part("aws_s3_object", "code", |s| {
        s.set("bucket", bucket);
        s.set("key", key);
        s.set("content_base64", archive::base64(&zip));
    });
    for (attribute, of) in [("s3_bucket", "bucket"), ("s3_key", "key")] {
        let object = s.reference_to_part("aws_s3_object", "code", of);
        s.set(attribute, object);
    }
}

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
