//! When backups are made, and how long they are kept.

use super::Protected;
use crate::storage::BackupVaultHandle;
use iac_aws_base::compute::Schedule;
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::backup::backup_plan::{BackupRuleResourceType, CopyActionResourceType, LifecycleResourceType};
use iac_core::prelude::*;
use iac_core::{Duration, Text};

/// A rule of a plan.
/// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html>
#[derive(Clone, Debug)]
pub struct BackupRule {
    pub(super) name: Text,
    schedule: Schedule,
    retention: Duration,
    cold_after: Option<Duration>,
    continuous: bool,
    pub(super) copies: Vec<(BackupVaultHandle, Duration)>,
    pub(super) start_within: Duration,
    complete_within: Duration,
}

impl BackupRule {
    /// A backup at these times (UTC), kept for whole days. A rule of [`Schedule::rate`] is an error: plans run at times
    /// of day, hourly at most. The name is unique in the plan.
    pub fn new(name: impl Into<Text>, schedule: Schedule, retention: Duration) -> Self {
        BackupRule {
            name: name.into(),
            schedule,
            retention,
            cold_after: None,
            continuous: false,
            copies: Vec::new(),
            start_within: hours(1),
            complete_within: hours(12),
        }
    }

    /// Moves a backup into cold storage at this age, which is cheaper and kept for 90 days more at least. Databases and
    /// buckets have none; EFS, DynamoDB, EBS and virtual machines do.
    /// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html>
    pub fn cold_storage_after(mut self, age: Duration) -> Self {
        self.cold_after = Some(age);
        self
    }

    /// Keeps every change for up to 35 days, so that each second can be restored. For buckets; a database has such backups
    /// of its own, whose retention and window AWS Backup would take over.
    /// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html>
    pub fn continuous(mut self) -> Self {
        self.continuous = true;
        self
    }

    /// Copies each backup into another vault, of another region for one, and keeps it there for whole days. Costs the
    /// transfer and the storage.
    pub fn copy_to(mut self, vault: &BackupVaultHandle, retention: Duration) -> Self {
        self.copies.push((*vault, retention));
        self
    }

    /// How late it may start, an hour at least and by default, and how long it may take from then on, twelve hours by
    /// default.
    pub fn windows(mut self, start_within: Duration, complete_within: Duration) -> Self {
        (self.start_within, self.complete_within) = (start_within, complete_within);
        self
    }

    pub(super) fn is_continuous(&self) -> bool {
        self.continuous
    }

    pub(super) fn build(
        &self,
        stack: &mut Stack,
        vault: &BackupVaultHandle,
        resources: &[Protected],
    ) -> BackupRuleResourceType {
        self.check(stack, resources);
        let days = |age| whole_days(age).unwrap_or(1);
        let mut lifecycle = LifecycleResourceType::new().delete_after_days(days(self.retention));
        if let Some(age) = self.cold_after {
            lifecycle = lifecycle.move_to_cold_storage_after_days(days(age));
        }
        let minutes = |window: Duration| window.as_secs().div_ceil(60).to_string().parse::<u32>().unwrap_or(u32::MAX);
        let expression = self.schedule.expression(stack);
        if !expression.starts_with("cron(") {
            let help = "give times of day, such as `Schedule::daily(\"02:00\")` or `Schedule::cron(\"0 * * * ? *\")`";
            stack.error("bad-schedule", format!("a plan cannot run at a `{expression}`"), help);
        }
        // A continuous backup is RDS's own, and AWS Backup chooses its time.
        for windows in resources.iter().filter_map(|one| one.windows.as_ref()).filter(|_| !self.continuous) {
            windows.check(stack, self, &expression);
        }
        let mut rule = BackupRuleResourceType::new(self.name.clone(), vault.name())
            .schedule_expression(expression)
            .start_window_minutes(minutes(self.start_within))
            .completion_window_minutes(minutes(self.start_within) + minutes(self.complete_within))
            .lifecycle(lifecycle);
        if self.continuous {
            rule = rule.enable_continuous_backup(true);
        }
        let copy = |(to, retention): &(BackupVaultHandle, Duration)| {
            CopyActionResourceType::new(to.arn())
                .lifecycle(LifecycleResourceType::new().delete_after_days(days(*retention)))
        };
        let copies: Vec<_> = self.copies.iter().map(copy).collect();
        if copies.is_empty() { rule } else { rule.copy_actions(copies) }
    }

    fn check(&self, stack: &mut Stack, resources: &[Protected]) {
        let fits = (1..=50).contains(&self.name.len())
            && self.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if !fits {
            let help = "give 1 to 50 letters, digits, hyphens, underscores and points";
            stack.error("bad-backup-rule", format!("`{}` cannot be the name of a rule", self.name), help);
        }
        let ages = std::iter::once(&self.retention).chain(self.copies.iter().map(|(_, retention)| retention));
        for age in ages {
            if whole_days(*age).is_none_or(|count| !(1..=36_500).contains(&count)) {
                let message = format!("the rule `{}` cannot keep backups for {} seconds", self.name, age.as_secs());
                stack.error("bad-backup-retention", message, "give whole days, such as `days(35)`");
            }
        }
        if self.continuous && self.retention > days(35) {
            let message = format!("the rule `{}` cannot keep every change for longer than 35 days", self.name);
            stack.error("bad-backup-retention", message, "give `days(35)` at most, and a second rule for longer");
        }
        if self.start_within < hours(1) || self.complete_within < hours(1) {
            let message = format!("the windows of the rule `{}` are shorter than an hour", self.name);
            stack.error("bad-backup-window", message, "give at least `hours(1)` each");
        }
        let Some(age) = self.cold_after else { return };
        if whole_days(age).is_none_or(|count| count == 0) || self.retention < age + days(90) {
            let message = format!("the rule `{}` keeps backups too short a time for cold storage", self.name);
            stack.error("bad-backup-retention", message, "keep them for 90 days more than until they go cold");
        }
        if !resources.is_empty() && resources.iter().all(Protected::stays_warm) {
            let message = format!("nothing that the rule `{}` protects has cold storage", self.name);
            stack.error(
                "no-cold-storage",
                message,
                "leave `.cold_storage_after(…)` out: backups would stay as they are",
            );
        }
    }
}
