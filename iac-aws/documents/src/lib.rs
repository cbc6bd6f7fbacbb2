#![doc = include_str!("../README.md")]

/// An object as `serde_json::json` makes one, of values that are moved into it: that macro writes each of them anew.
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        let mut fields = serde_json::Map::new();
        $(fields.insert($name.to_owned(), serde_json::Value::from($value));)*
        serde_json::Value::Object(fields)
    }};
}

mod alarms;
mod compose;
mod containers;
mod data;
mod diagram;
mod edge;
mod groups;
mod images;
mod jobs;
mod machines;
mod network;
mod recovery;
mod restore;
mod roles;
mod secrets;
mod services;
mod setup;
mod stores;
#[cfg(test)]
mod tests;
mod units;
mod words;

use iac_core::Subject;
use iac_core::check::with_defaults;
use serde_json::Value;
use words::Words;

/// What pages say of an environment, with every parameter at its default. Lists are in the order of the program.
///
/// Each thing has a `name` for people, the `path` of its construct, and `look_up`: what a shell replaces by the thing's
/// identifier once the functions of the page (`ref`, `out`) are defined.
pub fn describe(subject: &Subject<'_>) -> Value {
    with_defaults(subject.graph, |world| {
        let words = Words::of(subject, world);
        let services = services::all(&words);
        let mut described = object!({
            "network": network::all(&words),
            "groups": groups::all(&words),
            "roles": roles::all(&words),
            "databases": stores::databases(&words),
            "caches": stores::caches(&words),
            "buckets": data::buckets(&words),
            "tables": data::tables(&words),
            "vaults": data::vaults(&words),
            "keys": data::keys(&words),
            "repositories": data::repositories(&words),
            "secrets": secrets::all(&words),
            "dumps": recovery::dumps(&words),
            "taken": recovery::taken(&words),
            "away": recovery::away(&words),
            "restore_tests": world.all("AWS::Backup::RestoreTestingPlan").next().is_some(),
            "edge": edge::all(&words),
            "alarms": alarms::all(&words),
            "topics": alarms::topics(&words),
            "dashboards": alarms::dashboards(&words),
            "logs": alarms::logs(&words),
            "jobs": jobs::all(&words),
            "functions": jobs::functions(&words),
            "machines": machines::machines(&words),
            "lightsail": machines::lightsail(&words),
            "before": setup::before(&words),
            "after": setup::after(&words),
            "pulled": images::pulled(&words),
            "starts": setup::starts(&words),
            "pipelines": jobs::pipelines(&words),
            "queues": jobs::queues(&words),
            "services": services,
        });
        // What the rules prove comes last.
        let ways = diagram::ways(&words, (subject.flows)());
        described["diagram"] = diagram::mermaid(&words, &ways).into();
        described["flows"] = diagram::flows(ways);
        described
    })
}
