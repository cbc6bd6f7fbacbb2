//! Plans and vaults of AWS Backup as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod plan;
mod restore_test;
mod vault;

use common::subnets;
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn database(stack: &mut Stack) -> RdsInstanceHandle {
    let subnets = subnets(stack);
    let class = DbInstanceClass::T3_SMALL;
    let database = RdsInstance::postgres(subnets, PostgresVersion::V16_10, class, OnDelete::Snapshot);
    stack.add("Database", database.backup_window("22:00-22:30").maintenance_window("sun:10:00-sun:11:00"))
}

fn unique(id: &str, separator: &str) -> Value {
    let uuid = json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]});
    json!({"Fn::Join": ["", [format!("{id}{separator}"), {"Fn::Select": [0, {"Fn::Split": ["-", uuid]}]}]]})
}

fn statements(role: &Value) -> &Vec<Value> {
    role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap()
}
