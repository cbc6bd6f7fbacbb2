//! Databases that are refused.

use crate::common::{codes, subnets};
use crate::{faults, postgres};
use iac_aws::prelude::*;

#[test]
fn wrong_storage_backups_and_windows_are_errors() {
    assert_eq!(faults(|i| i.storage(gib(19))), ["bad-storage"]);
    assert_eq!(faults(|i| i.storage(mib(20_481))), ["bad-storage"]);
    assert_eq!(faults(|i| i.storage(gib(100)).max_storage(gib(109))), ["bad-max-storage"]);
    assert_eq!(faults(|i| i.storage(gib(100)).max_storage(gib(110))), [] as [&str; 0]);
    assert_eq!(faults(|i| i.backup_retention(days(36))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_retention(days(0))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_retention(hours(36))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_window("03:00-03:29")), ["bad-window"]);
    assert_eq!(faults(|i| i.maintenance_window("Sunday 4 am")), ["bad-window"]);
    let overlapping = |i: RdsInstance| i.backup_window("03:00-04:00").maintenance_window("sun:03:30-sun:04:30");
    assert_eq!(faults(overlapping), ["overlapping-windows"]);
    assert_eq!(faults(|i| i.enhanced_monitoring(seconds(20))), ["bad-monitoring-interval"]);
}

#[test]
fn wrong_names_are_errors() {
    for name in ["", "1st", "my-db", "postgres", "template1"] {
        assert_eq!(faults(|i| i.database(name)), ["bad-database-name"], "{name}");
    }
    for name in ["admin", "rdsadmin", "rds_superuser", "pg_monitor", "my-user", ""] {
        assert_eq!(faults(|i| i.master_username(name)), ["bad-master-username"], "{name}");
    }
    for name in ["Orders", "orders-", "or--ders", "1orders"] {
        assert_eq!(faults(|i| i.identifier(name)), ["bad-identifier"], "{name}");
    }
    assert_eq!(faults(|i| i.port(1_149)), ["bad-port"]);
    let long = codes(|stack| {
        let instance = postgres(stack, OnDelete::Delete);
        stack.add("D".repeat(55), instance);
    });
    assert_eq!(long, ["bad-identifier"]);
}

#[test]
fn wrong_settings_are_errors() {
    let set = |parameter: PgParameter| faults(|i| i.parameter(parameter));
    assert_eq!(set(PgParameter::MaxConnections(5)), ["bad-pg-parameter"]);
    assert_eq!(set(PgParameter::Other("rds.force_ssl", "0".into())), ["bad-pg-parameter"]);
    assert_eq!(set(PgParameter::Other("shared_preload_libraries", "x".into())), ["bad-pg-parameter"]);
    let twice = |i: RdsInstance| i.parameter(PgParameter::WorkMem(mib(4))).parameter(PgParameter::WorkMem(mib(8)));
    assert_eq!(faults(twice), ["duplicate-pg-parameter"]);
}

#[test]
fn shared_buffers_fit_into_the_class() {
    let said = |class: DbInstanceClass, size: Size| {
        let mut stack = Stack::new("main");
        let subnets = subnets(&mut stack);
        let instance = RdsInstance::postgres(subnets, PostgresVersion::V16_10, class, OnDelete::Delete);
        stack.add("Database", instance.parameter(PgParameter::SharedBuffers(size)));
        crate::common::faults(stack)
    };
    let fault = |size: u32, class: &str, gib: u32| {
        format!(
            "bad-pg-parameter: `shared_buffers` is to have {size} MiB, and `{class}` has {gib} GiB: with more \
             than 90 % of it RDS starts no instance (give less, or a larger class; RDS itself gives a quarter of the memory)"
        )
    };
    assert_eq!(said(DbInstanceClass::T3_SMALL, gib(2)), [fault(2_048, "db.t3.small", 2)]);
    assert_eq!(said(DbInstanceClass::R6G_8XLARGE, gib(300)), [fault(307_200, "db.r6g.8xlarge", 256)]);
    assert_eq!(said(DbInstanceClass::other("db.t3.small"), gib(4)), [fault(4_096, "db.t3.small", 2)]);
    // 90 % of 2,048 MiB are 1,843.2.
    assert_eq!(said(DbInstanceClass::T3_SMALL, mib(1_844)), [fault(1_844, "db.t3.small", 2)]);
    assert_eq!(said(DbInstanceClass::T3_SMALL, mib(1_843)), [] as [&str; 0]);
    assert_eq!(said(DbInstanceClass::other("db.x2g.large"), gib(300)), [] as [&str; 0]);
}

#[test]
fn a_single_zone_is_not_enough() {
    let found = codes(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).azs(1));
        let instance =
            RdsInstance::postgres(vpc.isolated(), PostgresVersion::V16_10, DbInstanceClass::T3_SMALL, OnDelete::Delete);
        stack.add("Database", instance);
    });
    assert_eq!(found, ["too-few-subnets"]);
}
