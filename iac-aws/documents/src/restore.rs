//! What a restored database instance must be told again. A restore brings the data, the users and the size of the disk;
//! class, network, parameters and protection are the defaults of AWS unless they are given.
//! Sources: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html>,
//! <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html>,
//! <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html>

use crate::words::Words;
use iac_core::check::{Eval, Res};

/// How an option of the AWS CLI takes a property.
#[derive(Clone, Copy)]
enum Takes {
    /// `--multi-az` or `--no-multi-az`.
    Flag,
    /// One word, or several.
    Words,
    /// The ARN of a role, which is looked up by its name.
    Role,
    /// `Key=…,Value=…`.
    Tags,
}

use Takes::{Flag, Role, Tags, Words as Several};

/// What both ways to restore take, from a point in time and from a snapshot.
const RESTORE: &[(&str, &str, Takes)] = &[
    ("DBInstanceClass", "db-instance-class", Several),
    ("MultiAZ", "multi-az", Flag),
    ("PubliclyAccessible", "publicly-accessible", Flag),
    ("DBSubnetGroupName", "db-subnet-group-name", Several),
    ("VPCSecurityGroups", "vpc-security-group-ids", Several),
    ("DBParameterGroupName", "db-parameter-group-name", Several),
    ("OptionGroupName", "option-group-name", Several),
    ("CACertificateIdentifier", "ca-certificate-identifier", Several),
    // Left out, a restore takes part in the extended support that costs.
    ("EngineLifecycleSupport", "engine-lifecycle-support", Several),
    ("EnableIAMDatabaseAuthentication", "enable-iam-database-authentication", Flag),
    ("EnableCloudwatchLogsExports", "enable-cloudwatch-logs-exports", Several),
    ("AutoMinorVersionUpgrade", "auto-minor-version-upgrade", Flag),
    ("CopyTagsToSnapshot", "copy-tags-to-snapshot", Flag),
    ("DeletionProtection", "deletion-protection", Flag),
    ("Tags", "tags", Tags),
];

/// What only a change of the restored instance takes.
const AFTERWARDS: &[(&str, &str, Takes)] = &[
    ("BackupRetentionPeriod", "backup-retention-period", Several),
    ("PreferredBackupWindow", "preferred-backup-window", Several),
    ("PreferredMaintenanceWindow", "preferred-maintenance-window", Several),
    ("MaxAllocatedStorage", "max-allocated-storage", Several),
    ("MonitoringInterval", "monitoring-interval", Several),
    ("MonitoringRoleArn", "monitoring-role-arn", Role),
    ("DatabaseInsightsMode", "database-insights-mode", Several),
    ("EnablePerformanceInsights", "enable-performance-insights", Flag),
    ("PerformanceInsightsRetentionPeriod", "performance-insights-retention-period", Several),
    ("PerformanceInsightsKMSKeyId", "performance-insights-kms-key-id", Several),
];

/// What the backup brings along, and what steps of their own take care of: names, the password, copies elsewhere.
const BROUGHT: &[&str] = &[
    "AllocatedStorage",
    "AllowMajorVersionUpgrade",
    "AutomaticBackupReplicationKmsKeyId",
    "AutomaticBackupReplicationRegion",
    "AutomaticBackupReplicationRetentionPeriod",
    "DBInstanceIdentifier",
    "DBName",
    "DeleteAutomatedBackups",
    "Engine",
    "EngineVersion",
    "Iops",
    "KmsKeyId",
    "ManageMasterUserPassword",
    "MasterUserPassword",
    "MasterUserSecret",
    "MasterUsername",
    "Port",
    "StorageEncrypted",
    "StorageThroughput",
    "StorageType",
];

/// The options of a restore, those of the change after it, and the properties that somebody must set by hand.
pub(crate) fn options<'g>(words: &Words<'_, 'g>, instance: Res<'_, 'g>) -> [Vec<String>; 3] {
    let [mut restore, mut afterwards, mut by_hand] = [Vec::new(), Vec::new(), Vec::new()];
    for (list, options) in [(RESTORE, &mut restore), (AFTERWARDS, &mut afterwards)] {
        for (property, option, takes) in list {
            let value = instance.get(property);
            match (value.is_absent(), written(words, option, *takes, &value)) {
                (true, _) => {}
                (false, Some(option)) => options.push(option),
                (false, None) => by_hand.push((*property).to_owned()),
            }
        }
    }
    let known =
        |name: &str| RESTORE.iter().chain(AFTERWARDS).any(|(known, ..)| *known == name) || BROUGHT.contains(&name);
    let names = instance.node().properties.iter().map(|field| &*field.name);
    by_hand.extend(names.filter(|name| !known(name)).map(str::to_owned));
    [restore, afterwards, by_hand]
}

fn written<'g>(words: &Words<'_, 'g>, option: &str, takes: Takes, value: &Eval<'g>) -> Option<String> {
    match takes {
        Flag => value.bool().map(|on| format!("--{}{option}", if on { "" } else { "no-" })),
        Role => {
            let role = words.world.target(value)?;
            Some(format!(
                "--{option} \"$(aws iam get-role --role-name \"{}\" --query Role.Arn --output text)\"",
                words.look_up(role)
            ))
        }
        Several => {
            let list = if value.items().is_empty() { std::slice::from_ref(value) } else { value.items() };
            let list: Option<Vec<String>> = list.iter().map(|one| word(words, one)).collect();
            Some(format!("--{option} {}", list?.join(" ")))
        }
        Tags => {
            let tag = |tag: &Eval<'g>| {
                Some(quoted(&format!("Key={},Value={}", tag.at("Key").text()?, tag.at("Value").text()?)))
            };
            let tags: Option<Vec<String>> = value.items().iter().map(tag).collect();
            Some(format!("--{option} {}", tags?.join(" ")))
        }
    }
}

/// One word of a shell; nothing where only the deployment knows it.
fn word<'g>(words: &Words<'_, 'g>, value: &Eval<'g>) -> Option<String> {
    match value {
        Eval::Ref(_) => words.world.target(value).map(|res| format!("\"{}\"", words.look_up(res))),
        known => known.text().map(|text| quoted(&text)),
    }
}

fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@,%+=".contains(c);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
