//! DynamoDB.

use super::kms::key_arn;
use super::members::member;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::DynamoDB::Table", "aws_dynamodb_table")
    .reference("name")
    .name(Name::Required("name", 255))
    .finish(scaled)
    .properties(&[
        (
            "AttributeDefinitions",
            To::Block(
                "attribute",
                &[("AttributeName", To::Attribute("name")), ("AttributeType", To::Attribute("type"))],
            ),
        ),
        ("ContributorInsightsSpecification", To::By(insights)),
        (
            "GlobalSecondaryIndexes",
            To::All(&[To::Block("global_secondary_index", GLOBAL_INDEX), To::By(index_insights)]),
        ),
        ("ImportSourceSpecification", To::Block("import_table", &[("S3BucketSource", S3_SOURCE)])),
        ("KeySchema", To::By(key)),
        ("KinesisStreamSpecification", To::Part(&STREAMING)),
        ("LocalSecondaryIndexes", To::Block("local_secondary_index", LOCAL_INDEX)),
        (
            "PointInTimeRecoverySpecification",
            To::Block("point_in_time_recovery", &[("PointInTimeRecoveryEnabled", To::Attribute("enabled"))]),
        ),
        ("ProvisionedThroughput", THROUGHPUT),
        ("ResourcePolicy", To::Part(&POLICY)),
        ("SSESpecification", To::Block("server_side_encryption", ENCRYPTION)),
        ("StreamSpecification", To::Flatten(STREAM)),
        ("TableName", To::Attribute("name")),
        ("TimeToLiveSpecification", To::Block("ttl", &[])),
    ])];

const THROUGHPUT: To = To::Flatten(&[
    ("ReadCapacityUnits", To::Attribute("read_capacity")),
    ("WriteCapacityUnits", To::Attribute("write_capacity")),
]);

const GLOBAL_INDEX: &[(&str, To)] = &[
    ("ContributorInsightsSpecification", To::All(&[])),
    ("IndexName", To::Attribute("name")),
    ("Projection", To::Flatten(&[])),
    ("ProvisionedThroughput", THROUGHPUT),
];

const STREAM: &[(&str, To)] = &[("ResourcePolicy", To::By(stream_policy)), ("StreamViewType", To::By(stream))];

const LOCAL_INDEX: &[(&str, To)] =
    &[("IndexName", To::Attribute("name")), ("KeySchema", To::By(sort_key)), ("Projection", To::Flatten(&[]))];

const ENCRYPTION: &[(&str, To)] = &[
    ("KMSMasterKeyId", To::By(encryption_key)),
    ("SSEEnabled", To::Attribute("enabled")),
    ("SSEType", To::Ignored("there is only one: KMS")),
];

/// Application Auto Scaling changes what it is told to scale, and Terraform would change it back.
fn scaled(s: &mut Scope<'_, '_>) {
    let node = s.node();
    for (_, target) in
        s.resources().filter(|(_, other)| other.resource_type == "AWS::ApplicationAutoScaling::ScalableTarget")
    {
        let mut own = false;
        if let Some(id) = target.property("ResourceId") {
            id.for_each_expr(&mut |expr| own |= matches!(expr, Expr::Ref(table) if *table == node));
        }
        match target.property("ScalableDimension").and_then(Value::as_str).filter(|_| own) {
            Some("dynamodb:table:ReadCapacityUnits") => s.ignore_changes("read_capacity"),
            Some("dynamodb:table:WriteCapacityUnits") => s.ignore_changes("write_capacity"),
            _ => {}
        }
    }
}

fn encryption_key<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    key_arn(s, field, "kms_key_arn");
}

const S3_SOURCE: To = To::Block(
    "s3_bucket_source",
    &[
        ("S3Bucket", To::Attribute("bucket")),
        ("S3BucketOwner", To::Attribute("bucket_owner")),
        ("S3KeyPrefix", To::Attribute("key_prefix")),
    ],
);

const STREAMING: Part = Part::new("aws_dynamodb_kinesis_streaming_destination", "table_name", "name");

const POLICY: Part =
    Part::new("aws_dynamodb_resource_policy", "resource_arn", "arn").fields(&[("PolicyDocument", To::Json("policy"))]);

/// The key of the table: the attribute that it is spread by, and the one that it is sorted by.
fn key<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    keys(s, field, &[("HASH", "hash_key"), ("RANGE", "range_key")]);
}

/// A local index is spread as its table is.
fn sort_key<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    keys(s, field, &[("RANGE", "range_key")]);
}

fn keys<'g>(s: &mut Scope<'_, 'g>, field: &'g Field, sorts: &[(&str, &'static str)]) {
    s.each(&field.value, &mut |s, part| {
        let (Some(name), Some(sort)) = (member(part, "AttributeName"), member(part, "KeyType")) else { return };
        if let Some((_, attribute)) = sorts.iter().find(|(key, _)| sort.value.as_str() == Some(key)) {
            let name = s.term(&name.value);
            s.set(*attribute, name);
        }
    });
}

fn stream<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("stream_view_type"));
    s.set("stream_enabled", true);
}

fn stream_policy<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let arn = s.reference("stream_arn");
    s.part("aws_dynamodb_resource_policy", "stream", |s| {
        s.set("resource_arn", arn);
        s.to(field, &To::Flatten(&[("PolicyDocument", To::Json("policy"))]));
    });
}

fn insights<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    contributor_insights(s, &field.value, None);
}

fn index_insights<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, index| {
        let insights = member(index, "ContributorInsightsSpecification");
        if let (Some(name), Some(insights)) = (member(index, "IndexName"), insights) {
            contributor_insights(s, &insights.value, Some(&name.value));
        }
    });
}

/// They exist or do not; there is no flag in Terraform.
fn contributor_insights<'g>(s: &mut Scope<'_, 'g>, value: &'g Value, index: Option<&'g Value>) {
    let table = s.reference("name");
    s.each(value, &mut |s, insights| {
        match member(insights, "Enabled").map(|field| &field.value) {
            Some(Value::Bool(true)) => {}
            Some(Value::Bool(false)) | None => return,
            Some(_) => {
                let help = "write `true` or `false`, or choose the whole specification by a condition";
                return s.error("terraform", "whether it is enabled is known only when it is deployed", help);
            }
        }
        let suffix = index.map(|name| s.address_word(name)).unwrap_or_default();
        s.part("aws_dynamodb_contributor_insights", &suffix, |s| {
            s.set("table_name", table.clone());
            let mode = member(insights, "Mode").map(|field| &field.value);
            for (attribute, value) in [("index_name", index), ("mode", mode)] {
                if let Some(value) = value {
                    let term = s.term(value);
                    s.set(attribute, term);
                }
            }
        });
    });
}
