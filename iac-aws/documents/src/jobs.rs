//! What runs at times or on events, and the queues that keep what failed.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let schedules = world.all("AWS::Scheduler::Schedule").map(|one| {
        let target = one.get("Target");
        let zone = words.text(one, "ScheduleExpressionTimezone").unwrap_or_else(|| "UTC".to_owned());
        let expression = words.shown(&one.get("ScheduleExpression"));
        // A rate has no zone.
        let when = if expression.starts_with("rate(") { expression } else { format!("{expression} {zone}") };
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
        object!({
            "when": when,
            "command": command(&input),
            "does": does(words, target),
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

/// What a target is where it is no command: a call of AWS, a function, a task as it is.
fn does<'g>(words: &Words<'_, 'g>, target: &Eval<'g>) -> String {
    let arn = words.shown(target.at("Arn"));
    match arn.rsplit_once(":aws-sdk:") {
        Some((_, call)) => format!("calls {call}"),
        None if target.at("EcsParameters").is_absent() => arn,
        None => match words.world.target(target.at("EcsParameters.TaskDefinitionArn")) {
            Some(task) => format!("the task {}", words.name(task)),
            None => "a task".to_owned(),
        },
    }
}

pub(crate) fn functions(words: &Words<'_, '_>) -> Value {
    let row = |one| {
        words.thing_with(
            one,
            object!({"runtime": words.text(one, "Runtime"), "description": words.text(one, "Description")}),
        )
    };
    words.world.all("AWS::Lambda::Function").map(row).collect::<Vec<_>>().into()
}

/// Pipelines of CodePipeline: their stages, what waits for a person, and the services that they release.
pub(crate) fn pipelines(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let pipelines = world.all("AWS::CodePipeline::Pipeline").map(|one| {
        let stages = one.get("Stages");
        let (mut approvals, mut services, mut deploy) = (Vec::new(), Vec::new(), String::new());
        for stage in stages.items() {
            for action in stage.at("Actions").items() {
                let named =
                    |of: &Eval<'_>| object!({"stage": words.shown(stage.at("Name")), "action": words.shown(of)});
                if action.at("ActionTypeId.Category").text().is_some_and(|of| of == "Approval") {
                    approvals.push(named(action.at("Name")));
                }
                let deploys = world.target_of(action.at("Configuration.ServiceName"), "AWS::ECS::Service");
                if let Some(service) = deploys {
                    services.push(words.name(service));
                    deploy = words.shown(stage.at("Name"));
                }
            }
        }
        let triggers = one.get("Triggers");
        let pushes = triggers.items().iter().flat_map(|trigger| trigger.at("GitConfiguration.Push").items());
        let files: Vec<String> =
            pushes.flat_map(|push| push.at("FilePaths.Includes").items()).map(|file| words.shown(file)).collect();
        let names: Vec<String> = stages.items().iter().map(|stage| words.shown(stage.at("Name"))).collect();
        words.thing_with(
            one,
            object!({"stages": names, "approvals": approvals, "services": services, "deploy": deploy, "files": files}),
        )
    });
    pipelines.collect::<Vec<_>>().into()
}

pub(crate) fn queues(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let row = |one: Res<'_, '_>| {
        let days = one.get("MessageRetentionPeriod").int().map(|seconds| seconds / 86_400);
        words.thing_with(one, object!({"days": days}))
    };
    world.all("AWS::SQS::Queue").map(row).collect::<Vec<_>>().into()
}
