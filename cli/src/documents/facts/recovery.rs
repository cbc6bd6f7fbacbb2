//! What the pages on recovery and secrets ask of the library's description: whether there is something to restore, and what
//! sorts of it.

use iac_core::Region;
use serde_json::Value;

pub(super) fn of(described: &Value, regions: &[Region], parameters: &[Value]) -> Value {
    let listed = |list: &str, test: &dyn Fn(&Value) -> bool| -> Vec<Value> {
        described[list].as_array().into_iter().flatten().filter(|item| test(item)).cloned().collect()
    };
    let lightsail_databases = listed("lightsail", &|one| one["database"] == true);
    let versioned = listed("buckets", &|bucket| bucket["versioned"] == true);
    let databases = listed("databases", &|_| true).len() + lightsail_databases.len();
    let held = ["databases", "tables", "dumps"];
    let holds = held.iter().any(|list| has(&described[list]));
    // A region with copies in which the templates may be deployed as they are.
    let elsewhere = regions
        .iter()
        .skip(1)
        .map(|region| region.code())
        .find(|region| described["away"].as_array().is_some_and(|away| away.iter().any(|one| one == region)));
    object!({
        "elsewhere": elsewhere,
        "holds_data": holds || !lightsail_databases.is_empty() || !versioned.is_empty(),
        "databases": databases > 0,
        "secret": has(&described["secrets"]) || !parameters.is_empty(),
        "replicated": listed("databases", &|database| database["replicated_to"].is_string()),
        "lightsail_databases": lightsail_databases,
        "lightsail_services": listed("lightsail", &|one| one["database"] != true),
        "versioned": versioned,
        "lasting": listed("secrets", &|secret| secret["lasting"] == true),
        "records": listed("taken", &|name| name["cure"] == "record"),
        "aliases": listed("taken", &|name| name["cure"] == "alias"),
        "cached": listed("secrets", &|secret| has(&secret["users"])),
        "owned": listed("secrets", &|secret| has(&secret["databases"])),
        "managed": listed("secrets", &|secret| secret["managed"] == true),
        "given": listed("secrets", &|secret| secret["given"] == true),
        "renewed": listed("secrets", &renewed),
        "groups": listed("machines", &|machine| machine["group"] == true),
        "readers": listed("services", &reads),
    })
}

fn has(list: &Value) -> bool {
    list.as_array().is_some_and(|list| !list.is_empty())
}

/// Whether a secret is plain random text that only its readers know.
fn renewed(secret: &Value) -> bool {
    let others = has(&secret["users"]) || has(&secret["databases"]);
    secret["generated"] == true && secret["lasting"] != true && secret["field"].is_null() && !others
}

/// Whether a container of the service is given a secret when it starts.
fn reads(service: &Value) -> bool {
    service["containers"].as_array().into_iter().flatten().any(|container| has(&container["secrets"]))
}
