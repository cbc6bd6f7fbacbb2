//! Services of ECS: what runs, how large, how it scales, how a new version replaces the old one.

use crate::containers::{containers, size};
use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let services = words.world.all("AWS::ECS::Service").map(|service| one(words, service));
    services.collect::<Vec<_>>().into()
}

fn one<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>) -> Value {
    let world = words.world;
    let task = world.target(&service.get("TaskDefinition"));
    let cluster = world.target(&service.get("Cluster"));
    let role = |name: &str| task.and_then(|task| world.target(&task.get(name))).map(|role| words.name(role));
    let containers = task.map(|task| containers(words, task, Some(service))).unwrap_or_default();
    let (capacity, policies) = scaling(words, service);
    words.thing_with(
        service,
        object!({
            "cluster": cluster.map(|cluster| words.look_up(cluster)),
            "cluster_name": cluster.map(|cluster| words.name(cluster)),
            "tasks": tasks(words, service, capacity.as_ref()),
            "desired": words.text(service, "DesiredCount").unwrap_or_else(|| "1".to_owned()),
            // Whoever deploys chooses it: what the default is says little of what runs.
            "desired_parameter": service.node().property("DesiredCount").and_then(|count| words.asked(service, count).pop()),
            "capacity": capacity.as_ref().map(|(least, most)| format!("{least}–{most}")),
            "least": capacity.as_ref().map(|(least, _)| least.as_str()),
            "most": capacity.as_ref().map(|(_, most)| most.as_str()),
            "policies": policies,
            "size": task.map(|task| size(words, task)),
            "strategy": strategy(words, service),
            "rolled_back": rolled_back(words, service),
            "exec": service.get("EnableExecuteCommand").bool().unwrap_or(false),
            "balanced": !service.get("LoadBalancers").items().is_empty(),
            "task_role": role("TaskRoleArn"),
            "execution_role": role("ExecutionRoleArn"),
            "containers": containers,
        }),
    )
}

/// `2–10`, `1`, or what whoever deploys chooses.
fn tasks<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>, capacity: Option<&(String, String)>) -> String {
    if let Some((least, most)) = capacity {
        return format!("{least}–{most}");
    }
    let asked = service.node().property("DesiredCount").and_then(|count| words.asked(service, count).pop());
    let desired = words.text(service, "DesiredCount").unwrap_or_else(|| "1".to_owned());
    match asked {
        Some(parameter) => {
            let id = parameter["id"].as_str().unwrap_or_default();
            format!("as many as the parameter {id} says, {desired} by default")
        }
        None => desired,
    }
}

/// How many tasks there may be, and what decides it.
fn scaling<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>) -> (Option<(String, String)>, Vec<String>) {
    let world = words.world;
    let of_service = |target: &Res<'_, 'g>| {
        target.get("ResourceId").references().iter().any(|one| one.target(world) == Some(service))
    };
    let Some(target) = world.all("AWS::ApplicationAutoScaling::ScalableTarget").find(of_service) else {
        return (None, Vec::new());
    };
    let bound = |name: &str| words.text(target, name).unwrap_or_default();
    let policies = world.all("AWS::ApplicationAutoScaling::ScalingPolicy");
    let policies = policies.filter(|policy| world.target(&policy.get("ScalingTargetId")) == Some(target));
    let policies = policies.map(|one| policy(words, one)).collect();
    (Some((bound("MinCapacity"), bound("MaxCapacity"))), policies)
}

fn policy<'g>(words: &Words<'_, 'g>, policy: Res<'_, 'g>) -> String {
    let world = words.world;
    let tracking = policy.get("TargetTrackingScalingPolicyConfiguration");
    if !tracking.is_absent() {
        let metric = match tracking.at("PredefinedMetricSpecification.PredefinedMetricType") {
            Eval::Absent => words.shown(tracking.at("CustomizedMetricSpecification.MetricName")),
            predefined => words.shown(predefined),
        };
        let metric = if metric.is_empty() { "a metric of its own".to_owned() } else { metric };
        return format!("keeps {metric} at {}", words.shown(tracking.at("TargetValue")));
    }
    let steps = policy.get("StepScalingPolicyConfiguration");
    let adjust = |step: &Eval<'g>| {
        let by = words.shown(step.at("ScalingAdjustment"));
        if by.starts_with('-') { by } else { format!("+{by}") }
    };
    let by: Vec<String> = steps.at("StepAdjustments").items().iter().map(adjust).collect();
    let rings = |alarm: &Res<'_, 'g>| {
        alarm.get("AlarmActions").items().iter().any(|action| world.target(action) == Some(policy))
    };
    let alarm = world.all("AWS::CloudWatch::Alarm").find(rings);
    let when = alarm.map_or_else(|| "its alarm rings".to_owned(), |alarm| crate::alarms::condition(words, alarm));
    format!("{} tasks when {when}", by.join("/"))
}

fn strategy<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>) -> String {
    let bake = words.text(service, "DeploymentConfiguration.BakeTimeInMinutes");
    let bake = bake.map(|minutes| format!(", the old version stays for {minutes} min")).unwrap_or_default();
    match words.text(service, "DeploymentConfiguration.Strategy").as_deref() {
        Some("BLUE_GREEN") => format!("blue/green{bake}"),
        Some("CANARY") => format!("canary{bake}"),
        Some("LINEAR") => format!("linear{bake}"),
        _ if service.get("DeploymentController.Type").text().is_some_and(|kind| kind == "CODE_DEPLOY") => {
            "blue/green by CodeDeploy".to_owned()
        }
        _ => {
            let bound = |name: &str, default: &str| {
                words.text(service, &format!("DeploymentConfiguration.{name}")).unwrap_or_else(|| default.to_owned())
            };
            format!(
                "rolling, {}–{} % of the tasks",
                bound("MinimumHealthyPercent", "100"),
                bound("MaximumPercent", "200")
            )
        }
    }
}

/// What takes a deployment back by itself.
fn rolled_back<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>) -> Vec<String> {
    let mut by = Vec::new();
    if service.get("DeploymentConfiguration.DeploymentCircuitBreaker.Rollback").bool() == Some(true) {
        by.push("tasks that do not become healthy".to_owned());
    }
    if service.get("DeploymentConfiguration.Alarms.Rollback").bool() == Some(true) {
        let alarms = service.get("DeploymentConfiguration.Alarms.AlarmNames");
        by.extend(alarms.items().iter().map(|alarm| format!("the alarm {}", words.shown(alarm))));
    }
    by
}
