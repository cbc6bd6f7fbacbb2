//! Where data is kept: buckets, image repositories, and what becomes of data when its stack is deleted.

mod bucket;
mod ecr_repository;
mod on_delete;

pub use bucket::{
    Bucket, BucketHandle, Cors, CorsMethod, LifecycleRule, ReplicaStorageClass, Replication, StorageClass,
};
pub use ecr_repository::{EcrRepository, EcrRepositoryHandle, ImageRule};
pub use on_delete::OnDelete;
