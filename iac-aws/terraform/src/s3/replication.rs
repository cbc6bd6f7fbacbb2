//! Replication to other buckets.

use crate::prelude::*;

/// S3 takes it only once the bucket keeps versions, which in Terraform is another resource: it is told the bucket by
/// that one.
pub(super) fn replication<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    const OF: (&str, &str) = ("aws_s3_bucket_replication_configuration", "aws_s3_bucket_versioning");
    match &field.value {
        Value::Map(fields) if s.property("VersioningConfiguration").is_some() => {
            let bucket = s.reference_to_part(OF.1, "", "bucket");
            s.part(OF.0, "", |s| {
                s.set("bucket", bucket);
                s.fields(fields, FIELDS);
            });
        }
        _ => s.to(field, &To::Part(&REPLICATION)),
    }
}

const REPLICATION: Part = Part::new("aws_s3_bucket_replication_configuration", "bucket", "id").fields(FIELDS);

const FIELDS: &[(&str, To)] = &[(
    "Rules",
    To::Block(
        "rule",
        &[
            (
                "Filter",
                To::Block(
                    "filter",
                    &[
                        ("And", To::Block("and", &[("TagFilters", To::Pairs("tags", "Key", "Value"))])),
                        ("TagFilter", To::Block("tag", &[])),
                    ],
                ),
            ),
            // It makes a rule of S3's first schema, which replicates deletions in another way, and which the provider gives up.
            ("Prefix", To::Missing("write `Filter` with the prefix, and `DeleteMarkerReplication`")),
        ],
    ),
)];
