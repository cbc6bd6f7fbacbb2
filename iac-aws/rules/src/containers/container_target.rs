use super::task::{SERVICE, containers, named, task_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A service's load balancer names a container or a port that its task does not have.
    ///
    /// `ContainerName` and `ContainerPort` must be those of a container of the task and of one of its port mappings,
    /// or ECS refuses the service. So must be a `PortName` of Service Connect.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html>.
    pub(crate) CONTAINER_TARGET: "container-target", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all(SERVICE) {
        port_names(world, findings, service);
        for list in ["LoadBalancers", "ServiceRegistries"] {
            let targets = service.get(list);
            if targets.is_absent() {
                continue;
            }
            let Some(task) = task_of(world, service) else { continue };
            let Some(containers) = containers(task) else {
                findings.assume(service, format!("a container of {} is not known", task.path()));
                continue;
            };
            for target in targets.items() {
                one(findings, service, list, target, task, &containers);
            }
        }
    }
}

/// The names of ports that Service Connect publishes.
fn port_names<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    let published = service.get("ServiceConnectConfiguration.Services");
    if published.is_absent() {
        return;
    }
    let Some(task) = task_of(world, service) else { return };
    let Some(containers) = containers(task) else { return };
    let names: Vec<&Eval<'g>> =
        containers.iter().flat_map(|one| one.at("PortMappings").items()).map(|mapping| mapping.at("Name")).collect();
    for name in published.items().iter().map(|one| one.at("PortName")).filter(|name| name.text().is_some()) {
        if names.iter().all(|one| name.same(one) == Some(false)) {
            let message = format!("no port of {} has the name `{}`", task.path(), name.shown());
            let help = format!("set `Name: {}` of a port mapping", name.shown());
            let parts = [(task, "the task that the service runs")];
            findings.between(service, "ServiceConnectConfiguration", message, help, &parts);
        }
    }
}

fn one<'g>(
    findings: &mut Findings<'_, 'g>,
    service: Res<'_, 'g>,
    list: &str,
    target: &Eval<'g>,
    task: Res<'_, 'g>,
    containers: &[Eval<'g>],
) {
    let name = target.at("ContainerName");
    // An A record is of the task's own address: a registry names a container only for the port of an SRV record.
    if list == "ServiceRegistries" && name.is_absent() {
        return;
    }
    if list == "LoadBalancers" && matches!(target, Eval::Map(_)) && name.is_absent() {
        let message = "the load balancer of the service names no container";
        return findings.at(service, list, message, "set `ContainerName` and `ContainerPort`");
    }
    let sameness = |one: &Eval<'g>| name.same(one.at("Name"));
    if containers.iter().any(|one| sameness(one).is_none()) {
        return;
    }
    let known = containers.iter().map(named).collect::<Vec<_>>().join(", ");
    let parts = [(task, "the task that the service runs")];
    let Some(container) = containers.iter().find(|one| sameness(one) == Some(true)) else {
        let message = format!("{} has no container `{}`", task.path(), name.shown());
        return findings.between(service, list, message, format!("its containers are: {known}"), &parts);
    };
    let (port, mappings) = (target.at("ContainerPort"), container.at("PortMappings"));
    if port.is_absent() || mappings.is_unknown() {
        return;
    }
    let ports = || mappings.items().iter().map(|mapping| mapping.at("ContainerPort"));
    if mappings.items().iter().any(|mapping| !mapping.at("ContainerPortRange").is_absent())
        || ports().any(|one| port.same(one) != Some(false))
    {
        return;
    }
    let message = format!("the container `{}` of {} does not map port {}", name.shown(), task.path(), port.shown());
    let help = match ports().map(Eval::shown).collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => {
            format!("add `PortMappings` with `ContainerPort: {}` to the container", port.shown())
        }
        ports => format!("it maps: {ports}"),
    };
    findings.between(service, list, message, help, &parts);
}

#[cfg(test)]
mod tests {
    use super::CONTAINER_TARGET;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    #[test]
    fn another_name() {
        finds(CONTAINER_TARGET, &app("", "ContainerName: web", "ContainerName: app"), "App", "no container `app`");
    }

    #[test]
    fn another_port() {
        finds(
            CONTAINER_TARGET,
            &app("", "ContainerPort: 8000}", "ContainerPort: 80}"),
            "App",
            "does not map port 8000",
        );
        finds(CONTAINER_TARGET, &app("", ", PortMappings: [{ContainerPort: 8000}]", ""), "App", "does not map port");
    }

    #[test]
    fn one_choice_of_a_parameter() {
        let head = "Parameters: {Port: {Type: Number, Default: 8000, AllowedValues: [8000, 9000]}}";
        let port = app(head, "ContainerPort: 8000, T", "ContainerPort: !Ref Port, T");
        finds(CONTAINER_TARGET, &port, "App", "does not map port 9000, with Port = 9000");
    }

    #[test]
    fn a_name_made_of_parts() {
        let head = "Mappings: {Names: {main: {web: front}}}";
        let name = app(head, "ContainerName: web", "ContainerName: !FindInMap [Names, main, web]");
        finds(CONTAINER_TARGET, &name, "App", "no container `front`");
        let same = app(
            "Parameters: {Stage: {Type: String, Default: web}}",
            "ContainerName: web",
            "ContainerName: !Sub '${Stage}'",
        );
        silent(CONTAINER_TARGET, &same);
    }

    #[test]
    fn names_of_ports() {
        let connect = "ServiceConnectConfiguration: {Enabled: true, Services: [{PortName: http}]}, LoadBalancers";
        finds(
            CONTAINER_TARGET,
            &app("", "LoadBalancers", connect),
            "App",
            "no port of template/Task has the name `http`",
        );
        let named =
            app("", "LoadBalancers", connect).replace("ContainerPort: 8000}]", "ContainerPort: 8000, Name: http}]");
        silent(CONTAINER_TARGET, &named);
    }

    #[test]
    fn registries() {
        let registry = |fields: &str| format!("ServiceRegistries: [{{RegistryArn: arn{fields}}}], LoadBalancers");
        let with = |fields: &str| app("", "LoadBalancers", &registry(fields));
        silent(CONTAINER_TARGET, &with(""));
        silent(CONTAINER_TARGET, &with(", ContainerName: web, ContainerPort: 8000"));
        finds(CONTAINER_TARGET, &with(", ContainerName: app, ContainerPort: 8000"), "App", "no container `app`");
    }

    #[test]
    fn wired_or_not_known() {
        silent(CONTAINER_TARGET, APP);
        silent(CONTAINER_TARGET, &app("Parameters: {Name: {Type: String}}", "Name: web, I", "Name: !Ref Name, I"));
        silent(
            CONTAINER_TARGET,
            &app("Parameters: {T: {Type: String}}", "TaskDefinition: !Ref Task", "TaskDefinition: !Ref T"),
        );
        let sidecar =
            app("", "[{Name: web,", "[{Name: proxy, Image: envoy, PortMappings: [{ContainerPort: 1}]}, {Name: web,");
        silent(CONTAINER_TARGET, &sidecar);
    }
}
