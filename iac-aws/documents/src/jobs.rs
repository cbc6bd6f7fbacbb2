//! What runs at times or on events, and the queues that keep what failed.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::{Value, json};

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let schedules = world.all("AWS::Scheduler::Schedule").map(|one| {
        let target = one.get("Target");
        let zone = words.text(one, "ScheduleExpressionTimezone").unwrap_or_else(|| "UTC".to_owned());
        let when = format!("{} {zone}", words.shown(&one.get("ScheduleExpression")));
        job(words, one, when, &target)
    });
    let rules = world.all("AWS::Events::Rule").flat_map(|one| {
        let when = match words.text(one, "ScheduleExpression") {
            Some(expression) => expression,
            None => format!("event: {}", words.shown(one.get("EventPattern").at("detail-type"))),
        };
        let targets = one.get("Targets");
        let runs = |target: &&Eval<'_>| !target.at("EcsParameters").is_absent();
        let jobs: Vec<Value> =
            targets.items().iter().filter(runs).map(|target| job(words, one, when.clone(), target)).collect();
        jobs
    });
    schedules.chain(rules).collect::<Vec<_>>().into()
}

fn job<'g>(words: &Words<'_, 'g>, one: Res<'_, 'g>, when: String, target: &Eval<'g>) -> Value {
    let world = words.world;
    let input = words.shown(target.at("Input"));
    let queue = world.target(target.at("DeadLetterConfig.Arn"));
    let off = one.get("State").text().is_some_and(|state| state == "DISABLED");
    words.thing_with(
        one,
        json!({
            "when": when,
            "command": command(&input).unwrap_or(input),
            "retries": words.shown(target.at("RetryPolicy.MaximumRetryAttempts")),
            "failed": queue.map(|queue| words.name(queue)),
            "off": off,
        }),
    )
}

/// The command of `{"containerOverrides": [{"command": …}]}`.
fn command(input: &str) -> Option<String> {
    let input: Value = serde_json::from_str(input).ok()?;
    let command = input.get("containerOverrides")?.get(0)?.get("command")?.as_array()?;
    Some(command.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "))
}

pub(crate) fn functions(words: &Words<'_, '_>) -> Value {
    let row = |one| {
        words.thing_with(
            one,
            json!({"runtime": words.text(one, "Runtime"), "description": words.text(one, "Description")}),
        )
    };
    words.world.all("AWS::Lambda::Function").map(row).collect::<Vec<_>>().into()
}

/// Machines, and groups that replace them.
pub(crate) fn machines(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let groups = world.all("AWS::AutoScaling::AutoScalingGroup").map(|one| {
        let bound = |name: &str| words.text(one, name).unwrap_or_default();
        let size = format!("{}–{}", bound("MinSize"), bound("MaxSize"));
        words.thing_with(one, json!({"group": true, "size": size}))
    });
    let single = world
        .all("AWS::EC2::Instance")
        .map(|one| words.thing_with(one, json!({"group": false, "size": words.text(one, "InstanceType")})));
    groups.chain(single).collect::<Vec<_>>().into()
}

/// Container services and databases of Lightsail, which are found by their names.
pub(crate) fn lightsail(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let containers = world.all("AWS::Lightsail::Container").map(|one| {
        let deployed = one.get("ContainerServiceDeployment.Containers");
        let containers = deployed.items().iter().map(|container| {
            let environment = container.at("Environment").items().iter().map(|variable| {
                let value = variable.at("Value");
                json!({"name": words.shown(variable.at("Variable")), "value": words.shown(value), "known": value.text().is_some()})
            });
            json!({
                "name": words.shown(container.at("ContainerName")),
                "image": words.shown(container.at("Image")),
                "environment": environment.collect::<Vec<_>>(),
            })
        });
        let (service, power) = (words.text(one, "ServiceName"), words.text(one, "Power"));
        words.thing_with(
            one,
            json!({
                "service": service, "power": power, "scale": words.text(one, "Scale"),
                "containers": containers.collect::<Vec<_>>(), "database": false,
            }),
        )
    });
    let databases = world.all("AWS::Lightsail::Database").map(|one| {
        let service = words.text(one, "RelationalDatabaseName");
        words.thing_with(one, json!({"service": service, "containers": [], "database": true}))
    });
    containers.chain(databases).collect::<Vec<_>>().into()
}

pub(crate) fn queues(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let row = |one: Res<'_, '_>| {
        let days = one.get("MessageRetentionPeriod").int().map(|seconds| seconds / 86_400);
        words.thing_with(one, json!({"days": days}))
    };
    world.all("AWS::SQS::Queue").map(row).collect::<Vec<_>>().into()
}
