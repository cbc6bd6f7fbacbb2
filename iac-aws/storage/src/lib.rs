#![doc = include_str!("../README.md")]

mod bucket;
mod ecr_repository;

pub use bucket::{Bucket, Cors, CorsMethod, LifecycleRule, ReplicaStorageClass, Replication, StorageClass};
pub use ecr_repository::{EcrRepository, ImageRule};
