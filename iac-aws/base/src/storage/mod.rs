//! Where data is kept: buckets, image repositories, backups, and what becomes of data when its stack is deleted.

mod backup_plan;
mod backup_vault;
mod bucket;
mod ecr_repository;
mod on_delete;

pub use backup_plan::{BackedUp, BackupPlan, BackupPlanHandle, BackupRule, Protected, RestoreTest};
pub use backup_vault::{BackupVault, BackupVaultHandle};
pub use bucket::{
    Bucket, BucketHandle, Cors, CorsMethod, LifecycleRule, ReplicaStorageClass, Replication, StorageClass,
};
pub use ecr_repository::{EcrRepository, EcrRepositoryHandle, ImageRule};
pub use on_delete::OnDelete;
