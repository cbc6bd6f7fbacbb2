//! What RDS would refuse only after minutes, found before.

use super::{PgParameter, RdsInstance};
use crate::database::window;
use iac_aws_base::security::KeyUser;
use iac_aws_base::shared::whole_days;
use iac_core::prelude::*;

/// Names that RDS for PostgreSQL keeps for itself.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html>
const RESERVED_USERS: [&str; 6] = ["admin", "public", "rdsadmin", "rdsrepladmin", "rdstopmgr", "user"];

pub(super) fn check(stack: &mut Stack, instance: &RdsInstance) {
    names(stack, instance);
    storage(stack, instance);
    window::check(stack, 30, instance.backup_window.as_ref(), instance.maintenance_window.as_ref());
    instance.subnets.require(stack, "a database", 2);
    if let Some(retention) = instance.backup_retention
        && !whole_days(retention).is_some_and(|count| (1..=35).contains(&count))
    {
        let message = format!("backups cannot be kept for {} seconds", retention.as_secs());
        stack.error("bad-backup-retention", message, "give `days(1)` to `days(35)`, or say `.no_backups()`");
    }
    super::replication::check(stack, instance);
    if let Some(interval) = instance.monitoring
        && ![1, 5, 10, 15, 30, 60].map(seconds).contains(&interval)
    {
        let message = format!("enhanced monitoring every {} ms", interval.as_millis());
        stack.error("bad-monitoring-interval", message, "give 1, 5, 10, 15, 30 or 60 seconds");
    }
    if let (Some(key), Some(_)) = (&instance.key, instance.logs) {
        key.require(stack, KeyUser::CloudWatchLogs);
    }
    for parameter in &instance.parameters {
        if let Err(allowed) = parameter.value() {
            let message =
                format!("the setting `{}` has a value that PostgreSQL refuses: {parameter:?}", parameter.name());
            stack.error("bad-pg-parameter", message, format!("give {allowed}"));
        }
    }
    shared_buffers(stack, instance);
    settings_said_once(stack, instance);
}

/// RDS starts no instance whose shared memory is more than 90 % of what it has.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.FeatureSupport.HugePages.html>
fn shared_buffers(stack: &mut Stack, instance: &RdsInstance) {
    let (Some(class), Some(memory)) = (instance.class.name(), instance.class.memory()) else { return };
    for parameter in &instance.parameters {
        if let PgParameter::SharedBuffers(size) = parameter
            && size.as_mib() * 10 > memory.as_mib() * 9
        {
            let message = format!(
                "`shared_buffers` is to have {} MiB, and `{class}` has {} GiB: with more than 90 % of it RDS starts no instance",
                size.as_mib(),
                memory.as_gib()
            );
            let help = "give less, or a larger class; RDS itself gives a quarter of the memory";
            stack.error("bad-pg-parameter", message, help);
        }
    }
}

/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>
fn names(stack: &mut Stack, instance: &RdsInstance) {
    let fits = |name: &str| {
        (1..=63).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let shape = "give 1 to 63 letters, digits and underscores, the first one a letter";
    if let Some(database) = &instance.database {
        if !fits(database) {
            stack.error("bad-database-name", format!("`{database}` cannot be the name of a database"), shape);
        } else if ["postgres", "rdsadmin", "template0", "template1"].contains(&&**database) {
            let message = format!("the database `{database}` exists in every instance");
            stack.error("bad-database-name", message, "give another name, or none to use `postgres`");
        }
    }
    let user = &*instance.username;
    let reserved = RESERVED_USERS.contains(&user) || user.starts_with("pg_") || user.starts_with("rds_");
    if !fits(user) {
        stack.error("bad-master-username", format!("`{user}` cannot be the name of a user"), shape);
    } else if reserved {
        let message = format!("PostgreSQL or RDS keeps the user name `{user}` for itself");
        stack.error("bad-master-username", message, "give another name, such as `postgres`");
    }
    if let Some(identifier) = &instance.identifier {
        let characters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=63).contains(&identifier.len())
            && identifier.starts_with(|c: char| c.is_ascii_lowercase())
            && identifier.bytes().all(characters)
            && !identifier.ends_with('-')
            && !identifier.contains("--");
        if !fits {
            let help = "give 1 to 63 lower-case letters, digits and single hyphens, the first one a letter";
            stack.error("bad-identifier", format!("`{identifier}` cannot be the identifier of an instance"), help);
        }
    }
    if instance.port < 1_150 {
        let message = format!("RDS does not listen on port {}", instance.port);
        stack.error("bad-port", message, "give a port from 1150 to 65535; PostgreSQL's own is 5432");
    }
}

/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage>
fn storage(stack: &mut Stack, instance: &RdsInstance) {
    let size = instance.storage;
    let given = format!("{} MiB", size.as_mib());
    if !size.as_mib().is_multiple_of(1_024) || !(gib(20)..=tib(64)).contains(&size) {
        let message = format!("gp3 storage of a database cannot have {given}");
        stack.error("bad-storage", message, "give whole GiB from `gib(20)` to `tib(64)`");
    }
    if let Some(most) = instance.max_storage
        && (most.as_mib() * 10 < size.as_mib() * 11 || most > tib(64) || !most.as_mib().is_multiple_of(1_024))
    {
        let least = (size.as_gib() * 11).div_ceil(10);
        let message = format!("storage of {} GiB cannot grow to {} MiB", size.as_gib(), most.as_mib());
        stack.error("bad-max-storage", message, format!("give whole GiB from `gib({least})` to `tib(64)`"));
    }
    let provisioned = [
        ("iops", instance.iops, 12_000, 64_000, "operations per second"),
        ("throughput", instance.throughput, 500, 4_000, "MiB/s"),
    ];
    for (setter, value, least, most, unit) in provisioned {
        let Some(value) = value else { continue };
        if size < gib(400) {
            stack.error(
                "fixed-storage-performance",
                format!("{value} {unit} cannot be provisioned on {} GiB of gp3", size.as_gib()),
                format!("leave `.{setter}(…)` out, or give at least `.storage(gib(400))`"),
            );
        } else if !(least..=most).contains(&value) {
            let message = format!("gp3 cannot have {value} {unit}");
            stack.error("bad-storage-performance", message, format!("give {least} to {most} {unit}"));
        }
    }
    let iops = instance.iops.unwrap_or(12_000);
    if let Some(throughput) = instance.throughput
        && throughput > iops / 4
    {
        let message = format!("{throughput} MiB/s need more than {iops} operations per second");
        stack.error("bad-storage-performance", message, "give at least four operations per second for each MiB/s");
    }
}

fn settings_said_once(stack: &mut Stack, instance: &RdsInstance) {
    let own = ["rds.force_ssl", "shared_preload_libraries"];
    for (index, parameter) in instance.parameters.iter().enumerate() {
        let name = parameter.name();
        if own.contains(&name) {
            let message = format!("the setting `{name}` is not set here");
            let help = "`rds.force_ssl` is always on; extensions are loaded with `.preload([…])`";
            stack.error("bad-pg-parameter", message, help);
        } else if instance.parameters[..index].iter().any(|earlier| earlier.name() == name) {
            stack.error("duplicate-pg-parameter", format!("the setting `{name}` is set twice"), "set it once");
        }
    }
}
