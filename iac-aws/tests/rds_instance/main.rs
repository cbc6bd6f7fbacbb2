//! Databases as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod access;
mod backups;
#[path = "../common/mod.rs"]
mod common;
mod faults;
mod instance;
mod monitoring;

use common::{codes, resources, subnets};
use iac_aws::prelude::*;
use serde_json::Value;

fn postgres(stack: &mut Stack, on_delete: OnDelete) -> RdsInstance {
    RdsInstance::postgres(subnets(stack), PostgresVersion::V16_10, DbInstanceClass::T3_SMALL, on_delete)
}

/// The resources of a database under the id `Database`, as `change` has it, without those of its network.
fn database(on_delete: OnDelete, change: impl FnOnce(RdsInstance) -> RdsInstance) -> Value {
    let mut all = resources(|stack| {
        let instance = postgres(stack, on_delete);
        stack.add("Database", change(instance));
    });
    all.as_object_mut().unwrap().retain(|id, _| id.starts_with("Database"));
    all
}

fn faults(change: impl FnOnce(RdsInstance) -> RdsInstance) -> Vec<&'static str> {
    codes(|stack| {
        let instance = postgres(stack, OnDelete::Delete);
        stack.add("Database", change(instance));
    })
}
