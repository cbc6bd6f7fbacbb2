//! What RDS does to an instance by itself, and when: backups, maintenance, other versions.

use super::RdsInstance;
use iac_core::{Duration, Text};

impl RdsInstance {
    /// How long automatic backups are kept, 1 to 35 whole days; seven by default. Up to the size of the database they
    /// cost nothing.
    pub fn backup_retention(mut self, retention: Duration) -> Self {
        self.backup_retention = Some(retention);
        self
    }

    /// Takes no backups: what is lost is lost.
    pub fn no_backups(mut self) -> Self {
        self.backup_retention = None;
        self
    }

    /// When the daily backup is taken, in UTC, such as `03:00-04:00`; RDS chooses by default.
    pub fn backup_window(mut self, window: impl Into<Text>) -> Self {
        self.backup_window = Some(window.into());
        self
    }

    /// When maintenance may happen, in UTC, such as `sun:04:00-sun:05:00`; RDS chooses by default.
    pub fn maintenance_window(mut self, window: impl Into<Text>) -> Self {
        self.maintenance_window = Some(window.into());
        self
    }

    /// Lets RDS install minor versions in the maintenance window. The template then no longer says what runs.
    pub fn auto_minor_version_upgrade(mut self) -> Self {
        self.auto_minor_upgrade = true;
        self
    }

    /// Lets a later change of the version cross to another major one, which takes the database down for minutes.
    pub fn allow_major_version_upgrade(mut self) -> Self {
        self.major_upgrade = true;
        self
    }
}
