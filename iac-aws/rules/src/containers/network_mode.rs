use super::task::{
    SERVICE, TARGET_GROUP, TASK, asks_for_fargate, containers, named, network_mode, runs_on_fargate, task_of,
};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task's network mode does not go with its service, its target group or its ports.
    ///
    /// With `awsvpc` a task has an address of its own: its target group has the type `ip`, its service a network
    /// configuration, and a host port is the container's. With `bridge` and `host` it has that of its instance: the
    /// target group has the type `instance` and there is no network configuration. Fargate knows only `awsvpc`.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html>.
    pub(crate) NETWORK_MODE: "network-mode", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all(TASK) {
        if asks_for_fargate(task) {
            fargate(findings, task);
        }
        if network_mode(task).as_deref() == Some("awsvpc") {
            host_ports(findings, task);
        }
    }
    for service in world.all(SERVICE) {
        let Some(task) = task_of(world, service) else { continue };
        if runs_on_fargate(service) && !asks_for_fargate(task) {
            fargate(findings, task);
        }
        if let Some(mode) = network_mode(task) {
            configuration(findings, service, task, &mode);
            target_types(world, findings, service, task, &mode);
        }
    }
}

fn fargate<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    if let Some(mode) = network_mode(task).filter(|mode| mode != "awsvpc") {
        let message = format!("the task runs on Fargate, which does not know the network mode `{mode}`");
        findings.at(task, "NetworkMode", message, "set `NetworkMode: awsvpc`");
    }
}

fn host_ports<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    for container in containers(task).iter().flatten() {
        for mapping in container.at("PortMappings").items() {
            let (port, host) = (mapping.at("ContainerPort"), mapping.at("HostPort"));
            if host.int().zip(port.int()).is_some_and(|(host, port)| host != 0 && host != port) {
                let message = format!(
                    "the container `{}` maps port {} to host port {}, and with awsvpc both must be the same",
                    named(container),
                    port.shown(),
                    host.shown()
                );
                findings.at(task, "ContainerDefinitions", message, "leave `HostPort` out");
            }
        }
    }
}

fn configuration<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>, task: Res<'_, 'g>, mode: &str) {
    let given = service.get("NetworkConfiguration");
    let parts = [(task, "its network mode is set here")];
    if mode == "awsvpc" && given.is_absent() {
        let message = format!("the service has no network configuration, which awsvpc of {} needs", task.path());
        let help = "add `NetworkConfiguration.AwsvpcConfiguration` with subnets and security groups";
        findings.between(service, "", message, help, &parts);
    }
    if matches!(mode, "bridge" | "host" | "none") && matches!(given, Eval::Map(_)) {
        let message =
            format!("the service has a network configuration, but {} has the network mode `{mode}`", task.path());
        let help = "set `NetworkMode: awsvpc` in the task, or leave `NetworkConfiguration` out";
        findings.between(service, "NetworkConfiguration", message, help, &parts);
    }
}

fn target_types<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    service: Res<'_, 'g>,
    task: Res<'_, 'g>,
    mode: &str,
) {
    for target in service.get("LoadBalancers").items() {
        let Some(group) = world.target_of(target.at("TargetGroupArn"), TARGET_GROUP) else { continue };
        let given = match group.get("TargetType") {
            Eval::Absent => Eval::Text("instance".into()),
            given => given,
        };
        let Some(given) = given.text() else { continue };
        let wanted = if mode == "awsvpc" { "ip" } else { "instance" };
        if given == wanted {
            continue;
        }
        let message = format!(
            "the target group has the type `{given}`, but the tasks of {} register by `{wanted}`: their network mode is `{mode}`",
            service.path()
        );
        let parts = [(service, "its tasks are the targets"), (task, "its network mode is set here")];
        findings.between(group, "TargetType", message, format!("set `TargetType: {wanted}`"), &parts);
    }
}

#[cfg(test)]
mod tests {
    use super::NETWORK_MODE;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    const BRIDGE: &str = "RequiresCompatibilities: [EC2], NetworkMode: bridge";

    #[test]
    fn instances_as_targets_of_awsvpc() {
        finds(NETWORK_MODE, &app("", "TargetType: ip", "TargetType: instance"), "Targets", "type `instance`");
        finds(NETWORK_MODE, &app("", "TargetType: ip,", ""), "Targets", "register by `ip`");
        let head = "Parameters: {Type: {Type: String, Default: ip, AllowedValues: [ip, instance]}}";
        finds(NETWORK_MODE, &app(head, "TargetType: ip", "TargetType: !Ref Type"), "Targets", "with Type = instance");
    }

    fn on_instances() -> String {
        app("", "RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc", BRIDGE)
            .replace("LaunchType: FARGATE", "LaunchType: EC2")
    }

    #[test]
    fn addresses_as_targets_of_bridge() {
        finds(NETWORK_MODE, &on_instances(), "Targets", "register by `instance`");
        finds(NETWORK_MODE, &on_instances(), "App", "has the network mode `bridge`");
    }

    #[test]
    fn fargate_without_awsvpc() {
        finds(NETWORK_MODE, &app("", "NetworkMode: awsvpc,", ""), "Task", "does not know the network mode `bridge`");
        finds(NETWORK_MODE, &app("", "NetworkMode: awsvpc", "NetworkMode: host"), "Task", "network mode `host`");
        let by_provider = app("", "RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc,", "")
            .replace("LaunchType: FARGATE", "CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]");
        finds(NETWORK_MODE, &by_provider, "Task", "runs on Fargate");
    }

    #[test]
    fn no_network_configuration() {
        let none = app("", ",\n    NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref Subnet]}}", "");
        finds(NETWORK_MODE, &none, "App", "no network configuration");
    }

    #[test]
    fn another_host_port() {
        let other = app("", "ContainerPort: 8000}]", "ContainerPort: 8000, HostPort: 80}]");
        finds(NETWORK_MODE, &other, "Task", "maps port 8000 to host port 80");
    }

    #[test]
    fn what_goes_together() {
        silent(NETWORK_MODE, APP);
        silent(NETWORK_MODE, &app("", "ContainerPort: 8000}]", "ContainerPort: 8000, HostPort: 8000}]"));
        let bridge = on_instances()
            .replace("TargetType: ip", "TargetType: instance")
            .replace(",\n    NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref Subnet]}}", "")
            .replace("ContainerPort: 8000}]", "ContainerPort: 8000, HostPort: 0}]");
        silent(NETWORK_MODE, &bridge);
        silent(NETWORK_MODE, &app("Parameters: {M: {Type: String}}", "NetworkMode: awsvpc", "NetworkMode: !Ref M"));
    }
}
