//! The database, its backups, and the second region.

use super::app::stack;
use super::choices::Choices;
use iac_aws::prelude::*;

/// The second region.
const RECOVERY: Region = Region::EU_WEST_1;

/// What stands in the second region.
pub(super) struct Recovery {
    pub(super) stack: Stack,
    key: EncryptionKeyHandle,
    vault: BackupVaultHandle,
}

pub(super) fn recovery() -> Recovery {
    let mut stack = stack("recovery", "Backups in a second region").in_region(RECOVERY);
    let key = stack.add("Key", EncryptionKey::new("Backups of LifeTimeCircle in the second region"));
    let vault = stack.add("Vault", BackupVault::new().encryption_key(&key).locked(days(7), days(365)));
    stack.add("VaultArn", Output::new(vault.arn()).description("Where copies of the daily backups lie"));
    Recovery { stack, key, vault }
}

pub(super) fn database(
    stack: &mut Stack,
    vpc: &VpcHandle,
    choices: &Choices,
    recovery: Option<&Recovery>,
    topic: &AlarmTopicHandle,
) -> RdsInstanceHandle {
    let key = EncryptionKey::new("Data and logs of LifeTimeCircle").usable_by(KeyUser::CloudWatchLogs);
    let key = stack.add("Key", key);
    let mut database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V16_15, DbInstanceClass::T3_SMALL, choices.on_delete)
            .identifier(choices.database)
            .database("lifetimecircle")
            .master_username("lifetimecircle")
            .storage(choices.storage)
            .max_storage(choices.max_storage)
            .backup_retention(choices.backups)
            .backup_window("01:00-01:30")
            .maintenance_window("sun:02:00-sun:03:00")
            .parameter(PgParameter::MaxConnections(100))
            .preload(["pg_stat_statements"])
            .enhanced_monitoring(seconds(60))
            .database_insights(DatabaseInsights::Standard)
            .export_logs(choices.log_retention)
            .encryption_key(&key);
    if choices.multi_az {
        database = database.multi_az();
    }
    if let Some(recovery) = recovery {
        database = database.replicate_backups(RECOVERY, &recovery.key, choices.backups);
    }
    let database = stack.add("Database", database);
    let reason = "The plan names it; that a change which would replace it fails is what protects its data";
    stack.suppress(database.instance, "unguarded-data", reason);
    if let Some(secret) = &database.secret {
        stack.modify(secret.secret, |secret| secret.name(format!("{}/db/password", choices.name)));
    }
    if let Some(recovery) = recovery {
        let vault = stack.add("Vault", BackupVault::new().encryption_key(&key).faults_to(topic));
        let daily = BackupRule::new("Daily", Schedule::daily("06:00"), days(35)).copy_to(&recovery.vault, days(35));
        let test = RestoreTest::new("RestoreTest", &database, Schedule::monthly(2, "10:00")).validation(hours(2));
        stack.add("Backups", BackupPlan::new(&vault).rule(daily).resource(&database).restore_test(test));
    }
    database
}
