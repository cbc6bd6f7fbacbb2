//! Buckets of S3.

mod build;
mod cors;
mod lifecycle;
mod name;
mod replication;

pub use cors::{Cors, CorsMethod};
pub use iac_aws_cfn::s3::bucket::ReplicationDestinationStorageClass as ReplicaStorageClass;
pub use iac_aws_cfn::s3::bucket::TransitionStorageClass as StorageClass;
pub use lifecycle::LifecycleRule;
pub use replication::Replication;

use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_core::Text;

/// A bucket (`AWS::S3::Bucket`) that nobody outside of the account can open: public access blocked, access lists off,
/// TLS required, encrypted, every overwritten or deleted object kept as an earlier version.
///
/// Storing costs by size, and earlier versions count: give a bucket whose objects change a [`LifecycleRule`] that lets
/// them expire. Uploads that were begun and never finished go after seven days.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let audit = LifecycleRule::new("Audit").prefix("audit/").transition(StorageClass::GlacierIr, days(90));
/// let archive = Bucket::new(OnDelete::Retain).lifecycle(audit.expire(days(2_555)));
/// let archive = stack.add("Archive", archive);
/// stack.output("ArchiveName", archive.name());
/// ```
#[derive(Clone, Debug)]
pub struct Bucket {
    on_delete: OnDelete,
    name: Option<Text>,
    ends_with_place: bool,
    key: Option<EncryptionKeyHandle>,
    versioned: bool,
    lifecycle: Vec<LifecycleRule>,
    cors: Vec<Cors>,
    access_logs: Option<(BucketHandle, Text)>,
    replication: Option<Replication>,
}

impl Bucket {
    /// A bucket. A bucket has no snapshot, and CloudFormation deletes one only when it is empty: with
    /// [`OnDelete::Delete`] the deletion of the stack fails as long as the bucket holds an object or an earlier version.
    pub fn new(on_delete: OnDelete) -> Self {
        Bucket {
            on_delete,
            name: None,
            ends_with_place: false,
            key: None,
            versioned: true,
            lifecycle: Vec::new(),
            cors: Vec::new(),
            access_logs: None,
            replication: None,
        }
    }

    /// A name of your own. Names are unique among all accounts of the partition: a second copy of the stack fails
    /// anywhere, and another name later is another, empty bucket. CloudFormation makes one up by default.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// A name of your own with the account's number and the region at its end, such as
    /// `acme-data-prod-123456789012-us-east-1`: no other account has it, and where a region is lost, the same stack comes up
    /// in another one. At most 35 characters of it are yours.
    pub fn regional_name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self.ends_with_place = true;
        self
    }

    /// Encrypts objects with a customer key instead of S3's own one. Who reads or writes needs the key as well; load
    /// balancers cannot log into such a bucket.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// Keeps no earlier versions: what is overwritten or deleted is lost. For what can be made again, such as logs.
    pub fn without_versions(mut self) -> Self {
        self.versioned = false;
        self
    }

    /// What becomes of objects as they grow old.
    pub fn lifecycle(mut self, rule: LifecycleRule) -> Self {
        self.lifecycle.push(rule);
        self
    }

    /// Lets scripts of other sites reach the bucket from a browser.
    pub fn cors(mut self, rule: Cors) -> Self {
        self.cors.push(rule);
        self
    }

    /// Writes each request down in another bucket, under a prefix such as `archive/`. That bucket is encrypted with S3's
    /// own key and takes logs from this one only: AWS does not support a customer key there, and logs that cannot be
    /// delivered are lost without a word. Costs the storage of the logs.
    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html>
    pub fn access_logs(mut self, target: &BucketHandle, prefix: impl Into<Text>) -> Self {
        self.access_logs = Some((*target, prefix.into()));
        self
    }

    /// Copies each new object into another bucket; see [`Replication`].
    pub fn replicate(mut self, replication: Replication) -> Self {
        self.replication = Some(replication);
        self
    }
}
