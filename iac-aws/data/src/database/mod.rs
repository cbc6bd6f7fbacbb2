//! Databases and caches.

mod identifier;
mod rds_instance;
mod rds_proxy;
mod redis_cache;
mod window;

pub use rds_instance::{DatabaseInsights, DbInstanceClass, PgParameter, PostgresVersion, RdsInstance};
pub use rds_proxy::{RdsProxy, RdsProxyHandle};
pub use redis_cache::{CacheNodeType, CacheVersion, Eviction, RedisCache};
pub(crate) use window::Window;
