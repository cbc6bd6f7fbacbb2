//! The containers of a task: what they run, what they get, what is asked of them.

use crate::words::Words;
use iac_core::Value as Plain;
use iac_core::check::{Eval, Res};
use serde_json::Value;

/// The containers of a task; of a service, with what its balancer asks them.
pub(crate) fn containers<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>, service: Option<Res<'_, 'g>>) -> Vec<Value> {
    let world = words.world;
    let one = |(at, container): (usize, &Eval<'g>)| {
        let logs = container.at("LogConfiguration.Options.awslogs-group");
        let group = world.target(logs);
        let environment = container.at("Environment").items().iter().map(
            |variable| object!({"name": words.shown(variable.at("Name")), "value": words.shown(variable.at("Value")), "known": variable.at("Value").text().is_some()}),
        );
        let secrets = container.at("Secrets").items().iter().map(|variable| {
            let from = variable.at("ValueFrom");
            let (of, field) = source(words, from);
            object!({"name": words.shown(variable.at("Name")), "of": of, "field": field})
        });
        let ports = container.at("PortMappings").items().iter().map(|port| words.shown(port.at("ContainerPort")));
        let check = container.at("HealthCheck.Command").items().iter().map(|part| words.shown(part));
        let (image, tag) = (words.shown(container.at("Image")), image_parameter(words, task, at));
        object!({
            "name": words.shown(container.at("Name")),
            "image": image.as_str(),
            "command": container.at("Command").items().iter().map(|part| words.shown(part)).collect::<Vec<_>>().join(" "),
            "ports": ports.collect::<Vec<_>>().join(", "),
            "health": check.skip(1).collect::<Vec<_>>().join(" "),
            // What others' images must do is known.
            "own": (tag.is_some() || image.contains(".dkr.ecr.")) && container.at("Essential").bool() != Some(false),
            "asked": service.map(|service| asked(words, service, container)),
            "user": words.shown(container.at("User")),
            "read_only": container.at("ReadonlyRootFilesystem").bool().unwrap_or(false),
            "stop_seconds": container.at("StopTimeout").int().unwrap_or(30),
            "image_parameter": tag,
            "log_prefix": words.shown(container.at("LogConfiguration.Options.awslogs-stream-prefix")),
            "log_group": group.map(|group| words.look_up(group)).unwrap_or_else(|| words.shown(logs)),
            "environment": environment.collect::<Vec<_>>(),
            "secrets": secrets.collect::<Vec<_>>(),
        })
    };
    task.get("ContainerDefinitions").items().iter().enumerate().map(one).collect()
}

/// What a balancer asks a container, and what it must answer: `GET /health on port 8000 with 200`.
fn asked<'g>(words: &Words<'_, 'g>, service: Res<'_, 'g>, container: &Eval<'g>) -> Vec<String> {
    let balancers = service.get("LoadBalancers");
    let of = balancers.items().iter().filter(|one| one.at("ContainerName") == container.at("Name"));
    let asked = of.filter_map(|one| {
        let group = words.world.target(one.at("TargetGroupArn"))?;
        let path = words.text(group, "HealthCheckPath").unwrap_or_else(|| "/".to_owned());
        let status = words.text(group, "Matcher.HttpCode").unwrap_or_else(|| "200".to_owned());
        Some(format!("GET {path} on port {} with {status}", words.shown(one.at("ContainerPort"))))
    });
    asked.collect()
}

/// The parameter that chooses the image of a container, by its position.
fn image_parameter<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>, at: usize) -> Option<Value> {
    let Some(Plain::List(containers)) = task.node().property("ContainerDefinitions") else { return None };
    let Plain::Map(fields) = containers.get(at)? else { return None };
    let image = fields.iter().find(|field| field.name == "Image")?;
    words.asked(task, &image.value).pop()
}

/// `512 CPU units and 2048 MB`. Tasks on machines of one's own may say it for their containers alone.
pub(crate) fn size<'g>(words: &Words<'_, 'g>, task: Res<'_, 'g>) -> String {
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
