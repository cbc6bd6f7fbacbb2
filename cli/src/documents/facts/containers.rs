//! The environment of all containers, as one file of variables can have it.

use serde_json::Value;
use std::collections::BTreeMap;

/// The containers of services, machines and Lightsail with their variables. A file has each name once: what an earlier
/// container has with the same value is only named, and `again` marks what has another value.
pub(super) fn all(described: &Value) -> Vec<Value> {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut found = Vec::new();
    for owner in ["services", "machines", "lightsail"].iter().flat_map(|list| items(&described[*list])) {
        for container in items(&owner["containers"]) {
            let mut same: Vec<String> = Vec::new();
            let mut new = |list: &str| -> Vec<Value> {
                let one = |variable: &Value| {
                    let name = variable["name"].as_str().unwrap_or_default();
                    let before = known.get(name).cloned();
                    if before.as_ref() == Some(variable) {
                        same.push(name.to_owned());
                        return None;
                    }
                    known.entry(name.to_owned()).or_insert_with(|| variable.clone());
                    let mut variable = variable.clone();
                    variable["again"] = before.is_some().into();
                    Some(variable)
                };
                items(&container[list]).filter_map(one).collect()
            };
            let (environment, secrets) = (new("environment"), new("secrets"));
            if !environment.is_empty() || !secrets.is_empty() || !same.is_empty() {
                found.push(object!({
                    "owner": owner["name"].clone(), "name": container["name"].clone(), "environment": environment,
                    "secrets": secrets, "same": same,
                }));
            }
        }
    }
    found
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
