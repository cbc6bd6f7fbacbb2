//! Databases, caches, tables, buckets, keys: what loses data, opens it, or is refused after half an hour.

pub(crate) mod backup_plan;
pub(crate) mod backup_window;
pub(crate) mod bucket;
pub(crate) mod cache;
pub(crate) mod database_name;
pub(crate) mod database_place;
pub(crate) mod database_setting;
pub(crate) mod database_storage;
pub(crate) mod distribution;
pub(crate) mod distribution_log;
pub(crate) mod edge_function;
pub(crate) mod engine_version;
pub(crate) mod engines;
pub(crate) mod file_system;
pub(crate) mod image_lifecycle;
pub(crate) mod key_alias;
pub(crate) mod key_policy;
pub(crate) mod lost_key;
pub(crate) mod origin_access;
pub(crate) mod public_bucket;
pub(crate) mod stream;
pub(crate) mod table;
pub(crate) mod unguarded_data;
pub(crate) mod volume_storage;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    lost_key::LOST_KEY,
    database_name::DATABASE_NAME,
    database_storage::DATABASE_STORAGE,
    database_setting::DATABASE_SETTING,
    database_place::DATABASE_PLACE,
    file_system::FILE_SYSTEM,
    volume_storage::VOLUME_STORAGE,
    engine_version::ENGINE_VERSION,
    backup_window::BACKUP_WINDOW,
    backup_plan::BACKUP_PLAN,
    cache::CACHE,
    table::TABLE,
    stream::STREAM,
    bucket::BUCKET,
    public_bucket::PUBLIC_BUCKET,
    distribution::DISTRIBUTION,
    origin_access::ORIGIN_ACCESS,
    distribution_log::DISTRIBUTION_LOG,
    edge_function::EDGE_FUNCTION,
    key_policy::KEY_POLICY,
    key_alias::KEY_ALIAS,
    image_lifecycle::IMAGE_LIFECYCLE,
    unguarded_data::UNGUARDED_DATA,
];
