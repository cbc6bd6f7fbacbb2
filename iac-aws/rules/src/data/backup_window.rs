use super::engines::Family;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// Backups and maintenance of a database cannot be as they are planned.
    ///
    /// Windows are `hh:mm-hh:mm` each day and `ddd:hh:mm-ddd:hh:mm` each week, in UTC, half an hour at least, an hour for
    /// ElastiCache, and must not overlap. Without automated backups a database cannot have read replicas, nor be restored
    /// to any time.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html>
    pub(crate) BACKUP_WINDOW: "backup-window", Error, check
}

/// A type, its windows, and how many minutes each has at least.
const WINDOWS: &[(&str, &str, &str, i64)] = &[
    ("AWS::RDS::DBInstance", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30),
    ("AWS::RDS::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30),
    ("AWS::DocDB::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30),
    ("AWS::Neptune::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30),
    ("AWS::ElastiCache::ReplicationGroup", "SnapshotWindow", "PreferredMaintenanceWindow", 60),
    ("AWS::ElastiCache::CacheCluster", "SnapshotWindow", "PreferredMaintenanceWindow", 60),
];
const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: i64 = 24 * 60;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, daily, weekly, least) in WINDOWS {
        for res in world.all(kind) {
            let backup = window(findings, res, daily, *least, false);
            let upkeep = window(findings, res, weekly, *least, true);
            let (Some(backup), Some(upkeep)) = (backup, upkeep) else { continue };
            if overlap(backup, upkeep) {
                let message = format!("backups and maintenance of {} overlap", res.path());
                findings.at(res, daily, message, "move one of the two windows");
            }
        }
    }
    for database in world.all("AWS::RDS::DBInstance") {
        replica(world, findings, database);
    }
    for kind in ["AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster"] {
        for cluster in world.all(kind) {
            if let Some(days) = cluster.get("BackupRetentionPeriod").int().filter(|days| !(1..=35).contains(days)) {
                let message = format!("{} keeps backups for {days} days", cluster.path());
                findings.at(cluster, "BackupRetentionPeriod", message, "clusters keep them for 1 to 35 days");
            }
        }
    }
}

fn replica<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>) {
    let days = |database: Res<'_, 'g>| database.get("BackupRetentionPeriod").int();
    if let Some(source) = world.target_of(&database.get("SourceDBInstanceIdentifier"), "AWS::RDS::DBInstance")
        && days(source) == Some(0)
    {
        let message = format!("{} is a replica of {}, which makes no backups", database.path(), source.path());
        let help = "set `BackupRetentionPeriod` of the source to 1 or more";
        findings.between(
            database,
            "SourceDBInstanceIdentifier",
            message,
            help,
            &[(source, "it has `BackupRetentionPeriod: 0`")],
        );
    }
    let aurora = database.get("Engine").text().and_then(|engine| Family::of(&engine)).is_some_and(Family::is_aurora);
    let is_replica = !database.get("SourceDBInstanceIdentifier").is_absent();
    match days(database) {
        Some(0) if !aurora && !is_replica => {
            let message = format!("{} makes no backups", database.path());
            findings.warning(database, "BackupRetentionPeriod", message, "keep them for a day or more");
        }
        Some(days) if !(0..=35).contains(&days) => {
            let message = format!("{} keeps backups for {days} days", database.path());
            findings.at(
                database,
                "BackupRetentionPeriod",
                message,
                "RDS keeps them for 35 days at most: use AWS Backup",
            );
        }
        _ => {}
    }
}

/// The minutes at which a window begins and how many it has. A malformed one is told of.
fn window<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &str,
    least: i64,
    weekly: bool,
) -> Option<(i64, i64)> {
    let value = res.get(property);
    let text = value.text().filter(|text| !text.is_empty())?;
    let shape = if weekly { "`sun:03:00-sun:04:00`" } else { "`03:00-04:00`" };
    let Some((start, end)) =
        text.split_once('-').and_then(|(start, end)| Some((minutes(start, weekly)?, minutes(end, weekly)?)))
    else {
        let message = format!("`{property}` of {} is `{text}`, which is no window", res.path());
        findings.at(res, property, message, format!("write it as {shape}, in UTC"));
        return None;
    };
    let length = (end - start).rem_euclid(if weekly { 7 * DAY } else { DAY });
    if length < least {
        let message = format!("`{property}` of {} has {length} minutes", res.path());
        findings.at(res, property, message, format!("a window has {least} minutes or more"));
    }
    Some((start, length))
}

fn minutes(text: &str, weekly: bool) -> Option<i64> {
    let (day, clock) = match weekly {
        true => {
            let (day, clock) = text.trim().split_once(':')?;
            let small = day.to_ascii_lowercase();
            (DAYS.iter().position(|own| *own == small)? as i64, clock)
        }
        false => (0, text.trim()),
    };
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute) = (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(day * DAY + hour * 60 + minute)
}

/// Whether a window of each day and one of the week share a minute.
fn overlap((start, length): (i64, i64), (week, upkeep): (i64, i64)) -> bool {
    (-1..=8).any(|day| {
        let from = day * DAY + start;
        from < week + upkeep && week < from + length
    })
}

#[cfg(test)]
mod tests {
    use super::BACKUP_WINDOW;
    use crate::testing::{finds, silent};

    fn database(properties: &str) -> String {
        format!("Resources: {{Db: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: mysql, {properties}}}}}}}")
    }

    #[test]
    fn windows_that_are_refused() {
        for (properties, words) in [
            ("PreferredBackupWindow: '03:00-04:00', PreferredMaintenanceWindow: 'sun:03:30-sun:04:30'", "overlap"),
            ("PreferredBackupWindow: '23:30-00:30', PreferredMaintenanceWindow: 'sun:00:00-sun:01:00'", "overlap"),
            ("PreferredBackupWindow: '03:00-03:15'", "has 15 minutes"),
            ("PreferredBackupWindow: '3am-4am'", "which is no window"),
            ("PreferredMaintenanceWindow: 'sunday:03:00-sunday:04:00'", "which is no window"),
            ("BackupRetentionPeriod: 40", "keeps backups for 40 days"),
            ("BackupRetentionPeriod: 0", "makes no backups"),
        ] {
            finds(BACKUP_WINDOW, &database(properties), "Db", words);
        }
        let replica = database("BackupRetentionPeriod: 0")
            .replace("}}}", "}}, R: {Type: AWS::RDS::DBInstance, Properties: {SourceDBInstanceIdentifier: !Ref Db}}}");
        finds(BACKUP_WINDOW, &replica, "R", "which makes no backups");
    }

    #[test]
    fn windows_that_are_taken() {
        silent(
            BACKUP_WINDOW,
            &database("PreferredBackupWindow: '03:00-04:00', PreferredMaintenanceWindow: 'sun:04:00-sun:05:00'"),
        );
        silent(BACKUP_WINDOW, &database("PreferredBackupWindow: '23:30-00:30', BackupRetentionPeriod: 7"));
    }
}
