//! What S3 writes down or moves by itself: analytics, inventory, metrics and tiering. The provider has one resource for
//! each, told apart by its id.

use crate::prelude::*;

pub(super) const ANALYTICS: Part =
    Part::new("aws_s3_bucket_analytics_configuration", "bucket", "id").key(&["Id"]).fields(&[
        ("Id", To::Attribute("name")),
        ("Prefix", PREFIX),
        ("TagFilters", TAGS),
        // It is an empty object where nothing is exported; the provider's block must not be empty.
        (
            "StorageClassAnalysis",
            To::Flatten(&[(
                "DataExport",
                To::Within(
                    "storage_class_analysis",
                    &To::Block(
                        "data_export",
                        &[("Destination", To::Within("destination", &To::Block("s3_bucket_destination", &[])))],
                    ),
                ),
            )]),
        ),
    ]);

pub(super) const INVENTORY: Part = Part::new("aws_s3_bucket_inventory", "bucket", "id").key(&["Id"]).fields(&[
    (
        "Destination",
        To::Within("destination", &To::Block("bucket", &[("BucketAccountId", To::Attribute("account_id"))])),
    ),
    ("Id", To::Attribute("name")),
    ("Prefix", PREFIX),
    ("ScheduleFrequency", To::Within("schedule", &To::Attribute("frequency"))),
]);

pub(super) const METRIC: Part = Part::new("aws_s3_bucket_metric", "bucket", "id").key(&["Id"]).fields(&[
    ("AccessPointArn", To::Within("filter", &To::Attribute("access_point"))),
    ("Id", To::Attribute("name")),
    ("Prefix", PREFIX),
    ("TagFilters", TAGS),
]);

pub(super) const TIERING: Part =
    Part::new("aws_s3_bucket_intelligent_tiering_configuration", "bucket", "id").key(&["Id"]).fields(&[
        ("Id", To::Attribute("name")),
        ("Prefix", PREFIX),
        ("TagFilters", TAGS),
        ("Tierings", To::Block("tiering", &[])),
    ]);

const PREFIX: To = To::Within("filter", &To::Attribute("prefix"));
const TAGS: To = To::Within("filter", &To::Pairs("tags", "Key", "Value"));
