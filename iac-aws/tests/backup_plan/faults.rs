//! Plans, windows and vaults that are refused.

use crate::common::{codes, subnets};
use crate::database;
use iac_aws::prelude::*;

#[test]
fn backups_start_outside_of_the_databases_windows() {
    let planned = |windows: Option<(&'static str, &'static str)>, schedule: Schedule| {
        codes(|stack| {
            let subnets = subnets(stack);
            let class = DbInstanceClass::T3_SMALL;
            let mut database = RdsInstance::postgres(subnets, PostgresVersion::V16_10, class, OnDelete::Snapshot);
            if let Some((backup, maintenance)) = windows {
                database = database.backup_window(backup).maintenance_window(maintenance);
            }
            let database = stack.add("Database", database);
            let vault = stack.add("Vault", BackupVault::new());
            let rule = BackupRule::new("Daily", schedule, days(35));
            stack.add("Backups", BackupPlan::new(&vault).rule(rule).resource(&database));
        })
    };
    let windows = Some(("01:00-02:00", "sun:04:00-sun:05:00"));
    assert_eq!(planned(None, Schedule::daily("06:00")), ["unknown-window"]);
    assert_eq!(planned(windows, Schedule::daily("06:00")), [""; 0]);
    assert_eq!(planned(windows, Schedule::monthly(2, "00:30")), ["backup-in-window"]);
    assert_eq!(planned(windows, Schedule::daily("01:30")), ["backup-in-window"]);
    assert_eq!(planned(windows, Schedule::daily("23:00")), [""; 0], "it starts by midnight, an hour before the window");
    assert_eq!(planned(windows, Schedule::daily("03:30")), ["backup-in-window"], "on Sundays");
    assert_eq!(planned(windows, Schedule::weekly(Weekday::Monday, "03:30")), [""; 0]);
}

#[test]
fn what_aws_backup_would_refuse() {
    let rule = || BackupRule::new("Daily", Schedule::daily("02:00"), days(35));
    let plan = |rules: Vec<BackupRule>| {
        codes(|stack| {
            let vault = stack.add("Vault", BackupVault::new());
            let files = stack.add("Files", Bucket::new(OnDelete::Retain));
            let plan = rules.into_iter().fold(BackupPlan::new(&vault).resource(&files), BackupPlan::rule);
            stack.add("Backups", plan);
        })
    };
    assert_eq!(plan(vec![rule()]), [""; 0]);
    assert_eq!(plan(vec![]), ["no-backup-rule"]);
    assert_eq!(plan(vec![rule(), rule()]), ["bad-backup-rule"]);
    assert_eq!(plan(vec![BackupRule::new("a b", Schedule::daily("02:00"), days(35))]), ["bad-backup-rule"]);
    assert_eq!(plan(vec![BackupRule::new("A", Schedule::daily("02:00"), hours(5))]), ["bad-backup-retention"]);
    assert_eq!(plan(vec![BackupRule::new("A", Schedule::rate(hours(1)), days(5))]), ["bad-schedule"]);
    assert_eq!(
        plan(vec![BackupRule::new("A", Schedule::daily("02:00"), days(40)).continuous()]),
        ["bad-backup-retention"]
    );
    assert_eq!(plan(vec![rule().windows(minutes(10), hours(1))]), ["bad-backup-window"]);
    assert_eq!(plan(vec![rule().cold_storage_after(days(10))]), ["bad-backup-retention", "no-cold-storage"]);
    let nothing = codes(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        stack.add("Backups", BackupPlan::new(&vault).rule(rule()));
    });
    assert_eq!(nothing, ["nothing-backed-up"]);
    let vault = |vault: BackupVault| {
        codes(|stack| {
            stack.add("Vault", vault);
        })
    };
    assert_eq!(vault(BackupVault::new().name("a b")), ["bad-vault-name"]);
    assert_eq!(vault(BackupVault::new().locked(days(9), days(7))), ["bad-vault-lock"]);
    let test = codes(|stack| {
        let vault = stack.add("Vault", BackupVault::new());
        let database = database(stack);
        let test = RestoreTest::new("Test", &database, Schedule::daily("05:00")).validation(minutes(30));
        stack.add("Backups", BackupPlan::new(&vault).rule(rule()).resource(&database).restore_test(test));
    });
    assert_eq!(test, ["bad-validation-window"]);
}
