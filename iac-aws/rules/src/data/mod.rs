//! Databases, caches, tables, buckets, keys: what loses data, opens it, or is refused after half an hour.

pub(crate) mod backup_window;
pub(crate) mod bucket;
pub(crate) mod cache;
pub(crate) mod database_name;
pub(crate) mod database_setting;
pub(crate) mod database_storage;
pub(crate) mod distribution;
pub(crate) mod engine_version;
pub(crate) mod engines;
pub(crate) mod file_system;
pub(crate) mod key_policy;
pub(crate) mod lost_key;
pub(crate) mod public_bucket;
pub(crate) mod table;
pub(crate) mod unguarded_data;
pub(crate) mod volume_storage;
