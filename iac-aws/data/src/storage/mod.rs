//! Backups.

mod backup_plan;
mod backup_vault;

pub use backup_plan::{BackedUp, BackupPlan, BackupPlanHandle, BackupRule, Protected, RestoreTest};
pub use backup_vault::{BackupVault, BackupVaultHandle};
