//! Plans of AWS Backup: what is backed up when, how long it is kept, and whether it can be restored.

mod build;
mod protected;
mod restore_test;
mod role;
mod rule;
mod windows;

pub use build::BackupPlanHandle;
pub use protected::{BackedUp, Protected};
pub use restore_test::RestoreTest;
pub use rule::BackupRule;

use crate::storage::BackupVaultHandle;
use iac_core::Text;

/// A plan (`AWS::Backup::BackupPlan`) that keeps backups in a vault, with what it protects
/// (`AWS::Backup::BackupSelection`) and a role that may do that and nothing else.
///
/// A backup is up to an hour old at best, since plans run hourly at most: for less, an
/// [`RdsInstance`](crate::database::RdsInstance) replicates its own backups. What it adds is a copy that nobody deletes
/// by mistake, a longer memory, one place for all sorts of data, and restores that are tried out. Costs the storage.
/// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
/// let copies = recovery.add("Copies", BackupVault::new());
/// let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
/// let vault = main.add("Vault", BackupVault::new());
/// let files = main.add("Files", Bucket::new(OnDelete::Retain));
///
/// let daily = BackupRule::new("Daily", Schedule::daily("02:00"), days(35)).copy_to(&copies, days(35));
/// let monthly = BackupRule::new("Monthly", Schedule::monthly(1, "03:00"), days(365)).cold_storage_after(days(30));
/// main.add("Backups", BackupPlan::new(&vault).rule(daily).rule(monthly).resource(&files));
/// ```
#[derive(Clone, Debug)]
pub struct BackupPlan {
    vault: BackupVaultHandle,
    rules: Vec<BackupRule>,
    resources: Vec<Protected>,
    tags: Vec<(Text, Text)>,
    tests: Vec<RestoreTest>,
}

impl BackupPlan {
    /// A plan that keeps its backups in this vault. It does nothing until it has a rule and something to protect.
    pub fn new(vault: &BackupVaultHandle) -> Self {
        BackupPlan { vault: *vault, rules: Vec::new(), resources: Vec::new(), tags: Vec::new(), tests: Vec::new() }
    }

    /// When a backup is made, and how long it is kept.
    pub fn rule(mut self, rule: BackupRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Protects a database or a bucket.
    pub fn resource(mut self, resource: &impl BackedUp) -> Self {
        self.resources.push(resource.protected());
        self
    }

    /// Protects everything in the account and region with this tag, whatever it is: the role gets AWS's own policy for
    /// backups of every service.
    pub fn tagged(mut self, key: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Tries out whether what the vault holds can be restored.
    pub fn restore_test(mut self, test: RestoreTest) -> Self {
        self.tests.push(test);
        self
    }
}
