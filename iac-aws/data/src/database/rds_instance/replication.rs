//! Automated backups in a second region.

use super::RdsInstance;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::rds;
use iac_core::prelude::*;

/// Where backups are replicated to.
#[derive(Clone, Debug)]
pub(super) struct Replication {
    region: Region,
    key: EncryptionKeyHandle,
    retention: Duration,
}

impl RdsInstance {
    /// Copies snapshots and transaction logs into a second region as they are made, and keeps them there for 1 to 35
    /// whole days. After a disaster the database is restored there to any moment up to the last log, which RDS writes
    /// every five minutes: no more than some minutes are lost, where backups of AWS Backup lose an hour at least.
    ///
    /// The key encrypts them, because the database is encrypted and keys do not leave their region: make it in a stack of
    /// the second region. Both regions must be a pair of RDS's. Costs the transfer and the storage there.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html>
    ///
    /// ```
    /// use iac_aws::prelude::*;
    /// let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
    /// let key = recovery.add("BackupKey", EncryptionKey::new("Replicated backups"));
    /// let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    /// let vpc = main.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    /// let database = RdsInstance::postgres(
    ///     vpc.isolated(),
    ///     PostgresVersion::V16_10,
    ///     DbInstanceClass::T3_SMALL,
    ///     OnDelete::Snapshot,
    /// );
    /// main.add("Database", database.replicate_backups(Region::EU_WEST_1, &key, days(30)));
    /// ```
    pub fn replicate_backups(mut self, to: Region, key: &EncryptionKeyHandle, retention: Duration) -> Self {
        self.replication = Some(Replication { region: to, key: *key, retention });
        self
    }
}

impl Replication {
    pub(super) fn apply(&self, instance: rds::DbInstance) -> rds::DbInstance {
        instance
            .automatic_backup_replication_region(self.region.code())
            .automatic_backup_replication_kms_key_id(self.key.arn())
            .automatic_backup_replication_retention_period(whole_days(self.retention).unwrap_or(1))
    }
}

pub(super) fn check(stack: &mut Stack, instance: &RdsInstance) {
    let Some(Replication { region, key, retention }) = &instance.replication else { return };
    if !whole_days(*retention).is_some_and(|count| (1..=35).contains(&count)) {
        let message = format!("replicated backups cannot be kept for {} seconds", retention.as_secs());
        stack.error("bad-backup-retention", message, "give `days(1)` to `days(35)`");
    }
    if instance.backup_retention.is_none() {
        let message = format!("the backups that {region} is to have are not made");
        stack.error("no-backups-to-replicate", message, "leave `.no_backups()` out");
    }
    if stack.has(key.key) {
        let message =
            format!("the key of the backups in {region} is in this stack, and keys do not leave their region");
        stack.error("replication-key", message, format!("make the key in a stack for {region}"));
    }
}
