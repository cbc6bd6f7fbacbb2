//! Services of ECS: what runs, how large, how it scales, how a new version replaces the old one.

use crate::words::Words;
use iac_core::Value as Plain;
use iac_core::check::{Eval, Res};
use serde_json::{Value, json};

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let services = words.world.all("AWS::ECS::Service").map(|service| one(words, service));
    services.collect::<Vec<_>>().into()
}

fn one<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>) -> Value {
    let world = words.world;
    let task = world.target(&service.get("TaskDefinition"));
    let cluster = world.target(&service.get("Cluster"));
    let role = |name: &str| task.and_then(|task| world.target(&task.get(name))).map(|role| words.name(role));
    let containers = task.map(|task| containers(words, task)).unwrap_or_default();
    let (capacity, policies) = scaling(words, service);
    words.thing_with(
        service,
        json!({
            "cluster": cluster.map(|cluster| words.look_up(cluster)),
            "cluster_name": cluster.map(|cluster| words.name(cluster)),
            "tasks": tasks(words, service, capacity.as_ref()),
            "desired": words.text(service, "DesiredCount").unwrap_or_else(|| "1".to_owned()),
            // Whoever deploys chooses it: what the default is says little of what runs.
            "desired_parameter": service.node().property("DesiredCount").and_then(|count| words.asked(service, count).pop()),
            "capacity": capacity.as_ref().map(|(least, most)| format!("{least}–{most}")),
            "least": capacity.as_ref().map(|(least, _)| least),
            "most": capacity.as_ref().map(|(_, most)| most),
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

/// `2–10 tasks`, `one task`, or what whoever deploys chooses.
fn tasks<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>, capacity: Option<&(String, String)>) -> String {
    if let Some((least, most)) = capacity {
        return format!("{least}–{most} tasks");
    }
    let asked = service.node().property("DesiredCount").and_then(|count| words.asked(service, count).pop());
    let desired = words.text(service, "DesiredCount").unwrap_or_else(|| "1".to_owned());
    match (asked, &*desired) {
        (Some(parameter), _) => {
            let id = parameter["id"].as_str().unwrap_or_default();
            format!("as many tasks as the parameter {id} says, {desired} by default")
        }
        (None, "1") => "one task".to_owned(),
        (None, _) => format!("{desired} tasks"),
    }
}

pub(crate) fn containers<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>) -> Vec<Value> {
    let world = words.world;
    let one = |(at, container): (usize, &Eval<'g>)| {
        let logs = container.at("LogConfiguration.Options.awslogs-group");
        let group = world.target(logs);
        let environment = container.at("Environment").items().iter().map(
            |variable| json!({"name": words.shown(variable.at("Name")), "value": words.shown(variable.at("Value")), "known": variable.at("Value").text().is_some()}),
        );
        let secrets = container.at("Secrets").items().iter().map(|variable| {
            let from = variable.at("ValueFrom");
            let (of, field) = source(words, from);
            json!({"name": words.shown(variable.at("Name")), "of": of, "field": field})
        });
        let ports = container.at("PortMappings").items().iter().map(|port| words.shown(port.at("ContainerPort")));
        let check = container.at("HealthCheck.Command").items().iter().map(|part| words.shown(part));
        json!({
            "name": words.shown(container.at("Name")),
            "image": words.shown(container.at("Image")),
            "command": container.at("Command").items().iter().map(|part| words.shown(part)).collect::<Vec<_>>().join(" "),
            "ports": ports.collect::<Vec<_>>().join(", "),
            "health": check.skip(1).collect::<Vec<_>>().join(" "),
            "image_parameter": image_parameter(words, task, at),
            "log_prefix": words.shown(container.at("LogConfiguration.Options.awslogs-stream-prefix")),
            "log_group": group.map(|group| words.look_up(group)).unwrap_or_else(|| words.shown(logs)),
            "environment": environment.collect::<Vec<_>>(),
            "secrets": secrets.collect::<Vec<_>>(),
        })
    };
    task.get("ContainerDefinitions").items().iter().enumerate().map(one).collect()
}

/// The parameter that chooses the image of a container, by its position.
fn image_parameter<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>, at: usize) -> Option<Value> {
    let Some(Plain::List(containers)) = task.node().property("ContainerDefinitions") else { return None };
    let Plain::Map(fields) = containers.get(at)? else { return None };
    let image = fields.iter().find(|field| field.name == "Image")?;
    words.asked(task, &image.value).pop()
}

/// `512 CPU units and 2048 MB`. Tasks on machines of one's own may say it for their containers alone.
fn size<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>) -> String {
    let containers = task.get("ContainerDefinitions");
    let sum = |names: [&str; 2]| {
        let one = |container: &Eval<'g>| names.iter().find_map(|name| container.at(name).int());
        let sum: i64 = containers.items().iter().filter_map(one).sum();
        (sum > 0).then(|| sum.to_string())
    };
    let cpu = words.text(task, "Cpu").or_else(|| sum(["Cpu", "Cpu"])).map(|cpu| format!("{cpu} CPU units"));
    let memory = words.text(task, "Memory").or_else(|| sum(["Memory", "MemoryReservation"]));
    let memory = memory.map(|memory| format!("{memory} MB"));
    cpu.into_iter().chain(memory).collect::<Vec<_>>().join(" and ")
}

/// The secret that a container's variable comes from, and the field of it.
pub(crate) fn source<'g>(words: &Words<'_, 'g>, from: &Eval<'g>) -> (String, String) {
    let Some(secret) = from.references().first().and_then(|one| one.target(words.world)) else {
        return (words.shown(from), String::new());
    };
    let field = match from {
        Eval::Joined(parts) => parts.iter().find_map(|part| part.text()).map(|text| text.trim_matches(':').to_owned()),
        _ => None,
    };
    (words.name(secret), field.unwrap_or_default())
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
