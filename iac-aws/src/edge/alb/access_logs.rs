//! Where a balancer writes down every request.

use super::attribute;
use crate::policy::{PolicyDocument, Principal, Statement};
use iac_aws_cfn::elastic_load_balancing_v2::LoadBalancerRef;
use iac_aws_cfn::s3::bucket::{
    BucketEncryption, LifecycleConfiguration, NoncurrentVersionExpiration, OwnershipControls, OwnershipControlsRule,
    PublicAccessBlockConfiguration, Rule, RuleStatus, ServerSideEncryptionByDefault, ServerSideEncryptionRule,
    VersioningConfiguration, VersioningConfigurationStatus,
};
use iac_aws_cfn::s3::{self, BucketRef};
use iac_core::prelude::*;
use iac_core::{IntoVal, Lit};

#[derive(Clone, Debug)]
pub(super) enum AccessLogs {
    Off,
    Own(Duration),
    Existing(BucketRef),
}

impl AccessLogs {
    /// Turns the logs on and returns the bucket that was made for them.
    pub(super) fn write(self, stack: &mut Stack, balancer: LoadBalancerRef) -> Option<BucketRef> {
        let (bucket, own) = match self {
            AccessLogs::Off => {
                let reason = "Access logs were not asked for: the application logs its requests itself";
                stack.suppress(balancer, "CKV_AWS_91", reason);
                return None;
            }
            AccessLogs::Own(keep) => {
                let bucket = stack.add("AccessLogs", LogBucket { keep });
                stack.depends_on(balancer, bucket.policy);
                (bucket.bucket, Some(bucket.bucket))
            }
            AccessLogs::Existing(bucket) => (bucket, None),
        };
        let attributes =
            [attribute("access_logs.s3.enabled", "true"), attribute("access_logs.s3.bucket", bucket.bucket_name())];
        stack.append(balancer, "LoadBalancerAttributes", attributes.map(Lit::lit));
        own
    }
}

/// A bucket that Elastic Load Balancing can write to and nobody can read over plain HTTP.
struct LogBucket {
    keep: Duration,
}

struct LogBucketHandle {
    bucket: BucketRef,
    policy: s3::BucketPolicyRef,
}

impl Construct for LogBucket {
    type Handle = LogBucketHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LogBucketHandle {
        let days = self.keep.as_secs() / 86_400;
        if days == 0 || self.keep.as_secs() % 86_400 != 0 {
            let message = format!("access logs are kept for {} seconds", self.keep.as_secs());
            stack.error("bad-log-retention", message, "S3 counts whole days: write `.access_logs(days(90))`");
        }
        // Elastic Load Balancing writes only where S3's own keys encrypt.
        let encryption =
            ServerSideEncryptionByDefault::new(s3::bucket::ServerSideEncryptionByDefaultSseAlgorithm::Aes256);
        let encryption = ServerSideEncryptionRule::new().server_side_encryption_by_default(encryption);
        let bucket = s3::Bucket::new()
            .bucket_encryption(BucketEncryption::new([encryption]))
            .public_access_block_configuration(
                PublicAccessBlockConfiguration::new()
                    .block_public_acls(true)
                    .block_public_policy(true)
                    .ignore_public_acls(true)
                    .restrict_public_buckets(true),
            )
            .ownership_controls(OwnershipControls::new([
                OwnershipControlsRule::new().object_ownership(s3::bucket::ObjectOwnership::BucketOwnerEnforced)
            ]))
            .versioning_configuration(VersioningConfiguration::new(VersioningConfigurationStatus::Enabled))
            .lifecycle_configuration(LifecycleConfiguration::new([Rule::new(RuleStatus::Enabled)
                .expiration_in_days(i64::try_from(days.max(1)).unwrap_or(i64::MAX))
                .noncurrent_version_expiration(NoncurrentVersionExpiration::new(1))]));
        let bucket = stack.add("", bucket);
        stack.on_delete(bucket, DeletionPolicy::RetainExceptOnCreate);
        stack.suppress(bucket, "CKV_AWS_18", "It holds access logs itself; logging its own access into it never ends");
        let policy = stack.add("Policy", s3::BucketPolicy::new(bucket.bucket_name(), policy_of(bucket)));
        stack.on_delete(policy, DeletionPolicy::RetainExceptOnCreate);
        LogBucketHandle { bucket, policy }
    }
}

/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>
fn policy_of(bucket: BucketRef) -> PolicyDocument {
    let arn: Val<Str> = Val::of(IntoVal::<Str>::into_value(bucket.arn()));
    PolicyDocument::new([
        Statement::allow(["s3:PutObject"])
            .sid("AccessLogs")
            .by(Principal::Service("logdelivery.elasticloadbalancing.amazonaws.com"))
            .on(join![&arn, "/AWSLogs/", account_id(), "/*"]),
        Statement::deny(["s3:*"]).sid("TlsOnly").by(Principal::Everybody).on(&arn).on(join![&arn, "/*"]).when(
            "Bool",
            "aws:SecureTransport",
            "false",
        ),
    ])
}
