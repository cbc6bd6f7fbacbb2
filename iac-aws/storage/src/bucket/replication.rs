//! Copies of objects in another bucket, for the day on which a region is lost.

use super::{Bucket, ReplicaStorageClass};
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::iam;
use iac_aws_cfn::s3::{self, bucket as b};
use iac_core::prelude::*;
use iac_core::{Text, select, split};

/// Copies each new object of a bucket into another one, usually of a stack in another region, within minutes mostly.
///
/// Both buckets keep versions, and who deletes an object or a version in one of them does not delete it in the other:
/// what was deleted by mistake is still there. Objects that were there before are not copied; S3 Batch Operations does
/// that. Copies are encrypted as their bucket says.
///
/// Costs the storage of the copies, a request each, and the transfer between regions: about 0.02 $ per GB
/// (<https://aws.amazon.com/s3/pricing/>).
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html>
///
/// ```
/// use iac_aws::prelude::*;
/// use iac_core::Region;
/// let mut away = Stack::new("replica").in_region(Region::EU_WEST_1);
/// let copies = away.add("Copies", Bucket::new(OnDelete::Retain));
/// let mut stack = Stack::new("main").in_region(Region::EU_CENTRAL_1);
/// stack.add("Data", Bucket::new(OnDelete::Retain).replicate(Replication::to(&copies)));
/// ```
#[derive(Clone, Debug)]
pub struct Replication {
    to: BucketHandle,
    prefix: Text,
    delete_markers: bool,
    time_control: bool,
    storage_class: Option<ReplicaStorageClass>,
}

impl Replication {
    /// All objects, as they come, in the storage class that they have.
    pub fn to(bucket: &BucketHandle) -> Self {
        Replication {
            to: *bucket,
            prefix: Text::Borrowed(""),
            delete_markers: false,
            time_control: false,
            storage_class: None,
        }
    }

    /// Only objects under this prefix, such as `backups/`.
    pub fn prefix(mut self, prefix: impl Into<Text>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// What is deleted here is deleted there as well, though its earlier versions stay. For copies that are read, not
    /// for those that are kept in case of mistakes. What a lifecycle rule lets expire is never passed on.
    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html>
    pub fn delete_markers(mut self) -> Self {
        self.delete_markers = true;
        self
    }

    /// Copies nearly everything within 15 minutes, which AWS promises, and measures it. Another 0.015 $ per GB.
    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html>
    pub fn time_control(mut self) -> Self {
        self.time_control = true;
        self
    }

    /// The storage class of the copies, such as `StandardIa`.
    pub fn storage_class(mut self, class: ReplicaStorageClass) -> Self {
        self.storage_class = Some(class);
        self
    }

    /// What S3 would refuse, or do without a word.
    pub(super) fn check(&self, stack: &mut Stack, from: &Bucket) {
        const CODE: &str = "bad-replication";
        if !from.versioned || !self.to.versioned {
            let which = if from.versioned { "that it is copied into" } else { "itself" };
            let message = format!("a bucket is to be replicated, and the bucket {which} keeps no versions");
            stack.error(CODE, message, "leave out `.without_versions()`");
        }
        if from.key.is_some() && self.to.key.is_none() {
            let message = "objects that a customer key encrypts are to be replicated into a bucket without one";
            stack.error(CODE, message, "give the other bucket a key of its region with `.encryption_key(…)`");
        }
    }

    /// The role first, without permissions: they name the bucket, which names the role.
    pub(super) fn configure(&self, bucket: s3::Bucket, role: iam::RoleRef) -> s3::Bucket {
        let fifteen = || b::ReplicationTimeValue::new(15);
        let mut to = b::ReplicationDestination::new(self.to.arn());
        if let Some(class) = self.storage_class {
            to = to.storage_class(class);
        }
        if let Some(key) = self.to.key {
            to = to.encryption_configuration(b::EncryptionConfiguration::new(key.arn()));
        }
        if self.time_control {
            to = to
                .replication_time(b::ReplicationTime::new(b::ReplicationTimeStatus::Enabled, fifteen()))
                .metrics(b::Metrics::new(b::MetricsStatus::Enabled).event_threshold(fifteen()));
        }
        let markers = match self.delete_markers {
            true => b::DeleteMarkerReplicationStatus::Enabled,
            false => b::DeleteMarkerReplicationStatus::Disabled,
        };
        let mut rule = b::ReplicationRule::new(to, b::ReplicationRuleStatus::Enabled)
            .id("Replication")
            .priority(1)
            .filter(b::ReplicationRuleFilter::new().prefix(self.prefix.clone()))
            .delete_marker_replication(b::DeleteMarkerReplication::new().status(markers));
        if self.to.key.is_some() {
            let encrypted = b::SseKmsEncryptedObjects::new(b::SseKmsEncryptedObjectsStatus::Enabled);
            rule =
                rule.source_selection_criteria(b::SourceSelectionCriteria::new().sse_kms_encrypted_objects(encrypted));
        }
        bucket.replication_configuration(b::ReplicationConfiguration::new(role.arn(), [rule]))
    }

    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html>
    pub(super) fn permit(&self, stack: &mut Stack, from: &BucketHandle, role: iam::RoleRef) -> iam::PolicyRef {
        let mut write = vec!["s3:ReplicateObject", "s3:ReplicateTags"];
        if self.delete_markers {
            write.push("s3:ReplicateDelete");
        }
        let read = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"];
        let mut statements = vec![
            Statement::allow(["s3:GetReplicationConfiguration", "s3:ListBucket"]).on(from.arn()),
            Statement::allow(read).on(from.objects(self.prefix.clone())),
            Statement::allow(write).on(self.to.objects(self.prefix.clone())),
        ];
        statements.extend(from.key.map(|key| key.decrypt_through("s3")));
        if let Some(key) = self.to.key {
            let region: Val<Str> = select(3, split(":", key.arn()));
            let encrypt = Statement::allow(["kms:Encrypt", "kms:GenerateDataKey"]).on(key.arn());
            statements.push(encrypt.when("StringEquals", "kms:ViaService", join!["s3.", region, ".amazonaws.com"]));
        }
        let policy = iam::Policy::new(PolicyDocument::new(statements), "Replicate").roles([role.role_name()]);
        stack.add("ReplicationPolicy", policy)
    }
}

/// S3's own examples have no condition here: who may pass the role decides which bucket uses it.
pub(super) fn role(stack: &mut Stack) -> iam::RoleRef {
    let role =
        iam::Role::new(PolicyDocument::trusts("s3.amazonaws.com")).description("Copies objects to another bucket");
    stack.add("ReplicationRole", role)
}
