//! What others need of a bucket.

use crate::policy::Statement;
use crate::security::EncryptionKeyHandle;
use iac_aws_cfn::{iam, kind, s3};
use iac_core::Text;
use iac_core::prelude::*;

/// A bucket in a stack.
#[derive(Clone, Copy, Debug)]
pub struct BucketHandle {
    /// The bucket.
    pub bucket: s3::BucketRef,
    /// Its policy.
    pub policy: s3::BucketPolicyRef,
    /// The customer key that encrypts it, where one does.
    pub key: Option<EncryptionKeyHandle>,
    /// The role that copies its objects into another bucket, and what it may do.
    pub replication: Option<(iam::RoleRef, iam::PolicyRef)>,
    #[doc(hidden)]
    pub versioned: bool,
}

impl BucketHandle {
    /// The bucket's name.
    pub fn name(&self) -> Val<Name<kind::S3Bucket>> {
        self.bucket.bucket_name()
    }

    /// The bucket's ARN, which stands for the bucket without its objects.
    pub fn arn(&self) -> Val<Arn<kind::S3Bucket>> {
        self.bucket.arn()
    }

    /// The ARN of the objects under a prefix, such as `audit/`; of all with an empty one.
    pub fn objects(&self, prefix: impl Into<Text>) -> Val<Str> {
        join![self.arn(), "/", prefix.into(), "*"]
    }

    /// Adds a statement to the bucket's policy.
    #[track_caller]
    pub fn allow(&self, stack: &mut Stack, statement: Statement) {
        let statement = statement.into_plain_value();
        stack.edit(self.policy, "PolicyDocument", |policy| {
            if let Some(statements) = policy.list_mut("Statement") {
                statements.push(statement);
            }
        });
    }

    /// For a role's policy: listing and reading the objects under a prefix.
    pub fn grant_read(&self, prefix: impl Into<Text>) -> Vec<Statement> {
        let prefix = prefix.into();
        let list = Statement::allow(["s3:ListBucket"]).on(self.arn());
        let list = match &*prefix {
            "" => list,
            prefix => list.when("StringLike", "s3:prefix", format!("{prefix}*")),
        };
        let read = Statement::allow(["s3:GetObject"]).on(self.objects(prefix));
        let decrypt = self.key.map(|key| key.decrypt_through("s3"));
        [list, read].into_iter().chain(decrypt).collect()
    }

    /// For a role's policy: writing objects under a prefix, and nothing else: neither reading nor deleting.
    pub fn grant_write(&self, prefix: impl Into<Text>) -> Vec<Statement> {
        let write = Statement::allow(["s3:PutObject", "s3:AbortMultipartUpload"]).on(self.objects(prefix));
        [write].into_iter().chain(self.key.map(|key| key.use_through("s3"))).collect()
    }

    /// For a role's policy: deleting the objects under a prefix; earlier versions stay.
    pub fn grant_delete(&self, prefix: impl Into<Text>) -> Vec<Statement> {
        vec![Statement::allow(["s3:DeleteObject"]).on(self.objects(prefix))]
    }
}
