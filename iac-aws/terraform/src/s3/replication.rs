//! Replication to other buckets.

use crate::prelude::*;

pub(super) const REPLICATION: Part = Part::new("aws_s3_bucket_replication_configuration", "bucket", "id").fields(&[(
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
)]);
