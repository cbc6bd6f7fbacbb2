//! The resources behind a bucket.

use super::{Bucket, Cors, name, replication};
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_aws_cfn::s3::{self, bucket as b};
use iac_core::Text;
use iac_core::prelude::*;

impl Construct for Bucket {
    type Handle = BucketHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> BucketHandle {
        let policy: DeletionPolicy = match self.on_delete {
            OnDelete::Snapshot => {
                let message = "a bucket has no snapshot that could outlive it";
                stack.error("bucket-snapshot", message, "give `OnDelete::Retain` or `OnDelete::Delete`");
                DeletionPolicy::Retain
            }
            choice => choice.into(),
        };
        let mut bucket = s3::Bucket::new()
            .bucket_encryption(b::BucketEncryption::new([self.encryption()]))
            .ownership_controls(b::OwnershipControls::new([
                b::OwnershipControlsRule::new().object_ownership(b::ObjectOwnership::BucketOwnerEnforced)
            ]))
            .public_access_block_configuration(
                b::PublicAccessBlockConfiguration::new()
                    .block_public_acls(true)
                    .block_public_policy(true)
                    .ignore_public_acls(true)
                    .restrict_public_buckets(true),
            );
        if let Some(name) = &self.name {
            name::check(stack, name, self.ends_with_place);
            bucket = match self.ends_with_place {
                true => bucket.bucket_name(join![name.clone(), "-", account_id(), "-", region()]),
                false => bucket.bucket_name(name.clone()),
            };
        }
        if self.versioned {
            let enabled = b::VersioningConfigurationStatus::Enabled;
            bucket = bucket.versioning_configuration(b::VersioningConfiguration::new(enabled));
        }
        bucket = bucket.lifecycle_configuration(b::LifecycleConfiguration::new(self.rules(stack)));
        if !self.cors.is_empty() {
            self.cors.iter().for_each(|rule| rule.check(stack));
            let rules: Vec<_> = self.cors.iter().cloned().map(Cors::into_rule).collect();
            bucket = bucket.cors_configuration(b::CorsConfiguration::new(rules));
        }
        if let Some((target, prefix)) = &self.access_logs {
            if target.key.is_some() {
                let help = "give a bucket without `.encryption_key(…)`";
                stack.error("encrypted-log-bucket", "S3 does not log into a bucket with a customer key", help);
            }
            let logging =
                b::LoggingConfiguration::new().destination_bucket_name(target.name()).log_file_prefix(prefix.clone());
            bucket = bucket.logging_configuration(logging);
        }
        let role = self.replication.as_ref().map(|replication| {
            replication.check(stack, &self);
            replication::role(stack)
        });
        if let (Some(replication), Some(role)) = (&self.replication, role) {
            bucket = replication.configure(bucket, role);
        }
        let bucket = stack.add("", bucket);
        let bucket_policy = s3::BucketPolicy::new(bucket.bucket_name(), PolicyDocument::new([tls_only(bucket)]));
        let bucket_policy = stack.add("Policy", bucket_policy);
        stack.on_delete(bucket, policy);
        stack.on_delete(bucket_policy, policy);
        match &self.access_logs {
            Some((target, prefix)) => target.allow(stack, log_delivery(target, prefix, bucket)),
            None => {
                let reason = "Requests are not written down here: that needs a second bucket, which costs";
                stack.suppress(bucket, "CKV_AWS_18", reason);
            }
        }
        if !self.versioned {
            let reason = "Holds what can be made again, so that earlier versions are not worth their storage";
            stack.suppress(bucket, "CKV_AWS_21", reason);
        }
        let mut handle =
            BucketHandle { bucket, policy: bucket_policy, key: self.key, versioned: self.versioned, replication: None };
        if let (Some(replication), Some(role)) = (&self.replication, role) {
            handle.replication = Some((role, replication.permit(stack, &handle, role)));
        }
        handle
    }
}

impl Bucket {
    fn encryption(&self) -> b::ServerSideEncryptionRule {
        use b::ServerSideEncryptionByDefaultSseAlgorithm::{Aes256, AwsKms};
        let rule = b::ServerSideEncryptionRule::new();
        match &self.key {
            None => rule.server_side_encryption_by_default(b::ServerSideEncryptionByDefault::new(Aes256)),
            Some(key) => rule.bucket_key_enabled(true).server_side_encryption_by_default(
                b::ServerSideEncryptionByDefault::new(AwsKms).kms_master_key_id(key.arn()),
            ),
        }
    }

    fn rules(&self, stack: &mut Stack) -> Vec<b::Rule> {
        const UNFINISHED: &str = "AbortUnfinishedUploads";
        let unfinished = b::Rule::new(b::RuleStatus::Enabled)
            .id(UNFINISHED)
            .abort_incomplete_multipart_upload(b::AbortIncompleteMultipartUpload::new(7));
        let ids: Vec<Text> = self.lifecycle.iter().map(|rule| rule.id().clone()).collect();
        for (index, id) in ids.iter().enumerate() {
            if id == UNFINISHED || ids[..index].contains(id) {
                let message = format!("the bucket has two lifecycle rules with the id `{id}`");
                stack.error("duplicate-lifecycle-rule", message, "give each rule an id of its own");
            }
        }
        let rules = self.lifecycle.iter().map(|rule| rule.clone().into_rule(stack));
        rules.chain([unfinished]).collect()
    }
}

fn tls_only(bucket: s3::BucketRef) -> Statement {
    Statement::deny(["s3:*"])
        .sid("TlsOnly")
        .by(Principal::Everybody)
        .on(bucket.arn())
        .on(join![bucket.arn(), "/*"])
        .when("Bool", "aws:SecureTransport", "false")
}

/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html>
fn log_delivery(target: &BucketHandle, prefix: &Text, source: s3::BucketRef) -> Statement {
    Statement::allow(["s3:PutObject"])
        .by(Principal::Service("logging.s3.amazonaws.com"))
        .on(target.objects(prefix.clone()))
        .when("ArnLike", "aws:SourceArn", source.arn())
        .when("StringEquals", "aws:SourceAccount", account_id())
}
