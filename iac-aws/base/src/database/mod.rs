//! What others need of databases and caches.

mod rds_instance;
pub(crate) mod redis_cache;

pub use rds_instance::RdsInstanceHandle;
pub use redis_cache::RedisCacheHandle;
