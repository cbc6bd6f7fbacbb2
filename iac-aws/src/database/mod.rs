//! Databases and caches.

mod identifier;
mod rds_instance;
mod window;

pub use rds_instance::{
    DatabaseInsights, DbInstanceClass, PgParameter, PostgresVersion, RdsInstance, RdsInstanceHandle,
};
