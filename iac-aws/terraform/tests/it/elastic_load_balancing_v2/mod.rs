//! Load balancers, listeners, their rules, and target groups.

mod listener;
mod load_balancer;
mod target_group;

use crate::support;
use serde_json::{Value, json};

fn one(resource_type: &str, terraform: &str, properties: Value) -> Value {
    let resource = json!({ "Type": format!("AWS::ElasticLoadBalancingV2::{resource_type}"), "Properties": properties });
    support::module(json!({ "Resources": { "Web": resource } }))["resource"][terraform]["web"].clone()
}

fn attributes(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}
