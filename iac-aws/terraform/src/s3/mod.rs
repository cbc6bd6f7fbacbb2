//! Amazon S3. What CloudFormation writes in a bucket is a resource of its own each in Terraform, by the bucket's name.

mod attributes;
mod lifecycle;
mod metadata;
mod notification;
mod replication;
mod reports;
mod website;

use crate::prelude::*;
use iac_core::Pseudo;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::S3::Bucket", "aws_s3_bucket")
        .name(Name::Prefix("bucket_prefix", "bucket", 63))
        .attributes(attributes::ATTRIBUTES)
        .properties(BUCKET),
    ResourceMap::new("AWS::S3::BucketPolicy", "aws_s3_bucket_policy")
        .properties(&[("PolicyDocument", To::Json("policy"))]),
];

const BUCKET: &[(&str, To)] = &[
    ("AbacStatus", To::Part(&Part::new("aws_s3_bucket_abac", "bucket", "id"))),
    ("AccelerateConfiguration", To::Part(&ACCELERATE)),
    ("AccessControl", To::By(access_control)),
    ("AnalyticsConfigurations", To::Part(&reports::ANALYTICS)),
    ("BucketEncryption", To::Part(&ENCRYPTION)),
    ("BucketName", To::Attribute("bucket")),
    ("BucketNamePrefix", To::By(name_prefix)),
    ("CorsConfiguration", To::Part(&CORS)),
    ("IntelligentTieringConfigurations", To::Part(&reports::TIERING)),
    ("InventoryConfigurations", To::Part(&reports::INVENTORY)),
    ("LifecycleConfiguration", To::Part(&lifecycle::LIFECYCLE)),
    ("LoggingConfiguration", To::Through("aws_s3_bucket_logging", LOGGING, logging)),
    ("MetadataConfiguration", metadata::METADATA),
    ("MetadataTableConfiguration", To::Missing("write `MetadataConfiguration`, which came after it")),
    ("MetricsConfigurations", To::Part(&reports::METRIC)),
    ("NotificationConfiguration", To::Part(&notification::NOTIFICATION)),
    ("ObjectLockConfiguration", To::Part(&Part::new("aws_s3_bucket_object_lock_configuration", "bucket", "id"))),
    ("OwnershipControls", To::Part(&Part::new("aws_s3_bucket_ownership_controls", "bucket", "id"))),
    ("PublicAccessBlockConfiguration", To::Part(&Part::new("aws_s3_bucket_public_access_block", "bucket", "id"))),
    ("ReplicationConfiguration", To::By(replication::replication)),
    ("VersioningConfiguration", To::Part(&VERSIONING)),
    ("WebsiteConfiguration", To::Part(&website::WEBSITE)),
];

const ACCELERATE: Part = Part::new("aws_s3_bucket_accelerate_configuration", "bucket", "id")
    .fields(&[("AccelerationStatus", To::Attribute("status"))]);

const CORS: Part = Part::new("aws_s3_bucket_cors_configuration", "bucket", "id").fields(&[(
    "CorsRules",
    To::Block(
        "cors_rule",
        &[("ExposedHeaders", To::Attribute("expose_headers")), ("MaxAge", To::Attribute("max_age_seconds"))],
    ),
)]);

const ENCRYPTION: Part = Part::new("aws_s3_bucket_server_side_encryption_configuration", "bucket", "id").fields(&[(
    "ServerSideEncryptionConfiguration",
    To::Block(
        "rule",
        &[
            ("BlockedEncryptionTypes", To::Flatten(&[("EncryptionType", To::Attribute("blocked_encryption_types"))])),
            ("ServerSideEncryptionByDefault", To::Block("apply_server_side_encryption_by_default", &[])),
        ],
    ),
)]);

const LOGGING: &[(&str, To)] =
    &[("DestinationBucketName", To::Attribute("target_bucket")), ("LogFilePrefix", To::Attribute("target_prefix"))];

const VERSIONING: Part = Part::new("aws_s3_bucket_versioning", "bucket", "id")
    .fields(&[("Status", To::Within("versioning_configuration", &To::Attribute("status")))]);

/// In the account's own namespace of a region, S3 says how names end; elsewhere something makes them unique.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html>
fn name_prefix<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let prefix = s.term(&field.value);
    if s.property("BucketNamespace").and_then(Value::as_str) == Some("account-regional") {
        let (account, region) = (s.pseudo(Pseudo::AccountId), s.pseudo(Pseudo::Region));
        let name = [prefix, "-".into(), account, "-".into(), region, "-an".into()];
        s.set("bucket", Term::Template(name.into()));
    } else {
        s.set("bucket_prefix", Term::Template(vec![prefix, "-".into()]));
    }
}

/// A canned list of grants. `Private` is what a bucket has anyway, and the only one that it may have while lists of grants
/// are off. The others need ownership controls that turn them on first.
fn access_control<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    const GRANTS: &[(&str, &str)] = &[
        ("AuthenticatedRead", "authenticated-read"),
        ("AwsExecRead", "aws-exec-read"),
        ("BucketOwnerFullControl", "bucket-owner-full-control"),
        ("BucketOwnerRead", "bucket-owner-read"),
        ("LogDeliveryWrite", "log-delivery-write"),
        ("Private", "private"),
        ("PublicRead", "public-read"),
        ("PublicReadWrite", "public-read-write"),
    ];
    if field.value.as_str() == Some("Private") {
        return;
    }
    let bucket = match s.property("OwnershipControls") {
        Some(Value::Map(_)) => {
            Term::expression(format!("{}.bucket", s.part_address("aws_s3_bucket_ownership_controls", "")))
        }
        _ => s.reference("id"),
    };
    s.part("aws_s3_bucket_acl", "", |s| {
        s.set("bucket", bucket);
        s.to(field, &To::Values("acl", GRANTS));
    });
}

/// A bucket logs into itself where it is not told where to, and without a prefix where it is told none.
fn logging<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, logging: &'g Value| {
        let Value::Map(fields) = logging else {
            return s.error("terraform", "logging is known only when it is deployed", "write the object itself");
        };
        s.part("aws_s3_bucket_logging", "", |s| {
            let bucket = s.reference("id");
            s.set("bucket", bucket.clone());
            s.fields(fields, LOGGING);
            s.default("target_bucket", bucket);
            s.default("target_prefix", "");
        });
    });
}
