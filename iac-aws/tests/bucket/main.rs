//! Buckets as templates.

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod grants;
mod replication;
mod settings;
