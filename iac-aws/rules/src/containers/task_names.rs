use super::task::{TASK, containers, named, network_mode};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashSet;

iac_core::rule! {
    /// Something in a task has the name or the port of something else.
    ///
    /// Names of containers, of port mappings and of volumes, ports of containers that share an address, and names of
    /// environment variables and secrets are each there once. A mount names a volume of the task.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>.
    pub(crate) TASK_NAMES: "task-names", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all(TASK) {
        let Some(containers) = containers(task) else { continue };
        let at = "ContainerDefinitions";
        if let Some(twice) = twice(containers.iter().map(|one| one.at("Name").text())) {
            let message = format!("two containers have the name `{twice}`");
            findings.at(task, at, message, "give each container a name of its own");
        }
        ports(findings, task, &containers);
        if let Some(name) = twice(task.get("Volumes").items().iter().map(|one| one.at("Name").text())) {
            let message = format!("two volumes of {} have the name `{name}`", task.path());
            findings.warning(task, "Volumes", message, "give each volume a name of its own, or remove one");
        }
        for container in &containers {
            variables(findings, task, container);
            volumes(findings, task, container, &containers);
        }
    }
}

/// The first that is there twice.
fn twice<T: std::hash::Hash + Eq + Clone>(all: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut seen = HashSet::new();
    all.flatten().find(|one| !seen.insert(one.clone()))
}

fn ports<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, containers: &[Eval<'g>]) {
    let Some(mode) = network_mode(task) else { return };
    let mappings = || containers.iter().flat_map(|one| one.at("PortMappings").items());
    let property = if mode == "bridge" { "HostPort" } else { "ContainerPort" };
    let used = mappings().map(|mapping| {
        let protocol = mapping.at("Protocol");
        let protocol = if protocol.is_absent() { "tcp".into() } else { protocol.text()? };
        Some((mapping.at(property).int().filter(|port| *port != 0)?, protocol.into_owned()))
    });
    if let Some((port, protocol)) = twice(used) {
        let message =
            format!("two port mappings of the task use {protocol} port {port}, and its network mode is `{mode}`");
        findings.at(
            task,
            "ContainerDefinitions",
            message,
            "the containers share an address: each needs a port of its own",
        );
    }
    if let Some(name) = twice(mappings().map(|mapping| mapping.at("Name").text())) {
        let message = format!("two port mappings of the task have the name `{name}`");
        findings.at(task, "ContainerDefinitions", message, "give each port mapping a name of its own");
    }
}

fn variables<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>) {
    let names = |list: &str| container.at(list).items().iter().map(|one| one.at("Name").text()).collect::<Vec<_>>();
    let (plain, secret) = (names("Environment"), names("Secrets"));
    if let Some(name) = twice(plain.iter().cloned()) {
        let message = format!("the container `{}` sets the environment variable `{name}` twice", named(container));
        findings.warning(task, "ContainerDefinitions", message, "one of the two values is lost: remove it");
    }
    if let Some(name) = twice(secret.iter().cloned()) {
        let message = format!("the container `{}` has two secrets with the name `{name}`", named(container));
        findings.at(task, "ContainerDefinitions", message, "ECS refuses the task: remove one");
    }
    if let Some(name) = secret.iter().flatten().find(|name| plain.iter().flatten().any(|one| one == *name)) {
        let message = format!("`{name}` of the container `{}` is both a secret and a plain variable", named(container));
        findings.at(task, "ContainerDefinitions", message, "ECS refuses the task: remove it from `Environment`");
    }
}

fn volumes<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>, containers: &[Eval<'g>]) {
    let volumes = task.get("Volumes");
    for mount in container.at("MountPoints").items() {
        let wanted = mount.at("SourceVolume");
        if wanted.text().is_some() && volumes.items().iter().all(|one| wanted.same(one.at("Name")) == Some(false)) {
            let message = format!(
                "the container `{}` mounts the volume `{}`, which the task does not have",
                named(container),
                wanted.shown()
            );
            findings.at(task, "ContainerDefinitions", message, "add it to `Volumes` of the task");
        }
    }
    if let Some(path) = twice(container.at("MountPoints").items().iter().map(|one| one.at("ContainerPath").text())) {
        let message = format!("the container `{}` mounts two volumes at `{path}`", named(container));
        findings.at(task, "ContainerDefinitions", message, "mount each volume at a path of its own");
    }
    for from in container.at("VolumesFrom").items() {
        let source = from.at("SourceContainer");
        if source.text().is_some() && containers.iter().all(|one| source.same(one.at("Name")) == Some(false)) {
            let message = format!(
                "the container `{}` takes volumes from `{}`, which the task does not have",
                named(container),
                source.shown()
            );
            findings.at(task, "ContainerDefinitions", message, "name a container of the task");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TASK_NAMES;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent, warns};

    fn beside(other: &str) -> String {
        app("", "[{Name: web,", &format!("[{other}, {{Name: web,"))
    }

    fn with(more: &str) -> String {
        app("", "Name: web,", &format!("Name: web, {more},"))
    }

    #[test]
    fn containers() {
        finds(TASK_NAMES, &beside("{Name: web, Image: x}"), "Task", "two containers have the name `web`");
        let port = beside("{Name: side, Image: x, PortMappings: [{ContainerPort: 8000, Protocol: tcp}]}");
        finds(TASK_NAMES, &port, "Task", "use tcp port 8000");
    }

    #[test]
    fn variables() {
        let same = with("Environment: [{Name: A, Value: a}], Secrets: [{Name: A, ValueFrom: b}]");
        finds(TASK_NAMES, &same, "Task", "both a secret and a plain variable");
        finds(TASK_NAMES, &with("Environment: [{Name: A, Value: a}, {Name: A, Value: b}]"), "Task", "`A` twice");
    }

    #[test]
    fn volumes() {
        let twice = app("", "NetworkMode: awsvpc,", "NetworkMode: awsvpc, Volumes: [{Name: d}, {Name: d, Host: {}}],");
        warns(TASK_NAMES, &twice, "Task", "two volumes of template/Task have the name `d`");
        silent(TASK_NAMES, &twice.replace("{Name: d}", "{Name: e}"));
        finds(TASK_NAMES, &with("MountPoints: [{SourceVolume: data, ContainerPath: /d}]"), "Task", "volume `data`");
        finds(TASK_NAMES, &with("VolumesFrom: [{SourceContainer: other}]"), "Task", "volumes from `other`");
    }

    #[test]
    fn each_once() {
        silent(TASK_NAMES, APP);
        let other =
            beside("{Name: side, Image: x, PortMappings: [{ContainerPort: 8000, Protocol: udp}, {ContainerPort: 9}]}");
        silent(TASK_NAMES, &other);
        let bridge =
            other.replace("Protocol: udp", "HostPort: 0").replace("NetworkMode: awsvpc", "NetworkMode: bridge");
        silent(TASK_NAMES, &bridge);
        let mounted = with("MountPoints: [{SourceVolume: data, ContainerPath: /d}]");
        silent(TASK_NAMES, &mounted.replace("NetworkMode:", "Volumes: [{Name: data}], NetworkMode:"));
        let chosen = "Environment: [!If [Here, {Name: A, Value: a}, {Name: A, Value: b}]]";
        silent(TASK_NAMES, &format!("Conditions: {{Here: !Equals [!Ref AWS::Region, eu-west-1]}}\n{}", with(chosen)));
    }
}
