//! What can be backed up, and what a role needs for it.

use super::windows::Windows;
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::BucketHandle;
use iac_core::prelude::*;

/// What a plan can protect.
pub trait BackedUp {
    /// What the plan needs to know of it.
    fn protected(&self) -> Protected;
}

/// A database or a bucket in a plan.
#[derive(Clone, Debug)]
pub struct Protected {
    pub(super) arn: Val<Str>,
    pub(super) key: Option<EncryptionKeyHandle>,
    pub(super) windows: Option<Windows>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Database,
    Bucket,
}

impl BackedUp for RdsInstanceHandle {
    fn protected(&self) -> Protected {
        let arn = self.instance.db_instance_arn().untyped();
        Protected { arn, key: self.key, windows: Some(Windows(self.windows.clone())), kind: Kind::Database }
    }
}

impl BackedUp for BucketHandle {
    fn protected(&self) -> Protected {
        Protected { arn: self.arn().untyped(), key: self.key, windows: None, kind: Kind::Bucket }
    }
}

/// An ARN of RDS in every region: copies are snapshots of the second one.
pub(super) fn rds(resource: &'static str) -> Val<Str> {
    join!["arn:", partition(), ":rds:*:", account_id(), ":", resource]
}

impl Protected {
    pub(super) fn stays_warm(&self) -> bool {
        matches!(self.kind, Kind::Database | Kind::Bucket)
    }

    /// What backing it up takes, out of AWS's own policies for backups of all services.
    /// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html>
    pub(super) fn backup(&self, continuous: bool) -> Vec<Statement> {
        match self.kind {
            Kind::Database => {
                let look = ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:ListTagsForResource"];
                let make = ["rds:CreateDBSnapshot", "rds:AddTagsToResource"];
                let keep = [
                    "rds:CopyDBSnapshot",
                    "rds:DeleteDBSnapshot",
                    "rds:ModifyDBSnapshotAttribute",
                    "rds:AddTagsToResource",
                ];
                let mut needed = vec![
                    Statement::allow(look).on("*"),
                    Statement::allow(make).on(&self.arn).on(rds("snapshot:awsbackup:*")),
                    Statement::allow(keep).on(rds("snapshot:*")),
                ];
                if continuous {
                    needed.push(Statement::allow(["rds:ModifyDBInstance"]).on(&self.arn));
                    needed.push(Statement::allow(["rds:DeleteDBInstanceAutomatedBackup"]).on(rds("auto-backup:*")));
                }
                needed
            }
            Kind::Bucket => bucket(&self.arn),
        }
    }
}

/// AWS Backup lists a bucket and follows its changes by rules of EventBridge that it makes.
/// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html>
fn bucket(arn: &Val<Str>) -> Vec<Statement> {
    let whole = [
        "s3:GetInventoryConfiguration",
        "s3:PutInventoryConfiguration",
        "s3:ListBucketVersions",
        "s3:ListBucket",
        "s3:GetBucketVersioning",
        "s3:GetBucketNotification",
        "s3:PutBucketNotification",
        "s3:GetBucketLocation",
        "s3:GetBucketTagging",
        "s3:GetBucketAcl",
    ];
    let objects = [
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
    ];
    let follow = [
        "events:DescribeRule",
        "events:EnableRule",
        "events:PutRule",
        "events:DeleteRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:ListTargetsByRule",
        "events:DisableRule",
    ];
    let rules = join!["arn:", partition(), ":events:", region(), ":", account_id(), ":rule/AwsBackupManagedRule*"];
    vec![
        Statement::allow(whole).on(arn),
        Statement::allow(objects).on(join![arn.clone(), "/*"]),
        Statement::allow(follow).on(rules),
        Statement::allow(["cloudwatch:GetMetricData", "events:ListRules"]).on("*"),
    ]
}
