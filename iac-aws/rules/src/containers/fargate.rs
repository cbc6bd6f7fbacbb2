use super::task::{SERVICE, TASK, asks_for_fargate, containers, named, runs_on_fargate, task_of};
use iac_core::Value;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task or a service on Fargate asks for what Fargate does not have.
    ///
    /// Fargate gives no access to the machine: no privileged containers, links, devices, GPUs, volumes of the host or of
    /// Docker, no placement, no daemons. Temporary storage is 20 to 200 GiB. A service has a launch type or a strategy of
    /// capacity providers, not both. Windows is there on X86_64 only.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html>.
    pub(crate) FARGATE: "fargate", Error, check
}

/// What a container cannot have there.
const OF_CONTAINERS: &[&str] = &[
    "Links",
    "DockerSecurityOptions",
    "DnsServers",
    "DnsSearchDomains",
    "ExtraHosts",
    "DisableNetworking",
    "LinuxParameters.Devices",
    "LinuxParameters.MaxSwap",
    "LinuxParameters.SharedMemorySize",
    "LinuxParameters.Swappiness",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all(SERVICE) {
        both(findings, service);
        if runs_on_fargate(service) {
            placed(findings, service);
            // The task says nothing of Fargate, but its service does.
            if let Some(task) = task_of(world, service).filter(|task| !asks_for_fargate(*task)) {
                of_task(findings, task);
            }
        }
    }
    for task in world.all(TASK).filter(|task| asks_for_fargate(*task)) {
        of_task(findings, task);
    }
}

fn both<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    let strategy = service.get("CapacityProviderStrategy");
    let known = matches!(&strategy, Eval::List(items) if items.iter().any(|one| matches!(one, Eval::Map(_))));
    if known && service.get("LaunchType").text().is_some() {
        let message = "the service has a launch type and a strategy of capacity providers";
        findings.at(service, "LaunchType", message, "remove `LaunchType`, or `CapacityProviderStrategy`");
    }
}

fn placed<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    for name in ["PlacementConstraints", "PlacementStrategies"] {
        if matches!(service.get(name), Eval::List(items) if !items.is_empty()) {
            let message = format!("the service runs on Fargate and has `{name}`");
            findings.at(
                service,
                name,
                message,
                format!("remove `{name}`: Fargate spreads tasks over the zones by itself"),
            );
        }
    }
    if service.get("SchedulingStrategy").text().as_deref() == Some("DAEMON") {
        let message = "the service runs on Fargate, which has no daemons";
        findings.at(service, "SchedulingStrategy", message, "use `REPLICA`");
    }
}

fn of_task<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    let storage = task.get("EphemeralStorage.SizeInGiB");
    if storage.num().is_some_and(|size| !(20.0..=200.0).contains(&size)) {
        let message = format!("the task asks for {} GiB of temporary storage", storage.shown());
        findings.at(task, "EphemeralStorage", message, "use 20 to 200");
    }
    if matches!(task.get("PlacementConstraints"), Eval::List(items) if !items.is_empty()) {
        let message = "the task runs on Fargate and has `PlacementConstraints`";
        findings.at(task, "PlacementConstraints", message, "remove them");
    }
    let ipc = task.get("IpcMode");
    if ipc.text().is_some_and(|mode| mode != "none") {
        let message = format!("the task runs on Fargate and has `IpcMode: {}`", ipc.shown());
        findings.at(task, "IpcMode", message, "remove `IpcMode`");
    }
    if task.get("PidMode").text().as_deref() == Some("host") {
        findings.at(task, "PidMode", "the task runs on Fargate and has `PidMode: host`", "use `task`, or remove it");
    }
    platform(findings, task);
    for volume in task.get("Volumes").items() {
        let wrong = match (volume.at("Host.SourcePath"), volume.at("DockerVolumeConfiguration")) {
            (Eval::Absent, Eval::Map(_)) => "of Docker",
            (Eval::Text(_), _) => "of the host",
            _ => continue,
        };
        let message =
            format!("the task runs on Fargate, and its volume `{}` is one {wrong}", volume.at("Name").shown());
        findings.at(task, "Volumes", message, "use an EFS volume, or an empty one of the task");
    }
    for container in containers(task).iter().flatten() {
        of_container(findings, task, container);
    }
}

/// Whoever chooses both may choose a pair that works: one of the two is written out.
fn platform<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    const AT: &str = "RuntimePlatform";
    let Some(Value::Map(fields)) = task.node().property(AT) else { return };
    let platform = task.get(AT);
    let (system, processor) = (platform.at("OperatingSystemFamily"), platform.at("CpuArchitecture"));
    let is_windows = system.text().is_some_and(|system| system.starts_with("WINDOWS"));
    let written = fields.iter().any(|field| matches!(field.value, Value::Str(_)));
    if is_windows && processor.text().as_deref() == Some("ARM64") && written {
        let message =
            format!("the task runs on Fargate, which has no {} with `CpuArchitecture: ARM64`", system.shown());
        findings.at(task, AT, message, "set `CpuArchitecture: X86_64`");
    }
}

fn of_container<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>) {
    let at = "ContainerDefinitions";
    let says = |what: &str| format!("the container `{}` runs on Fargate and has `{what}`", named(container));
    if container.at("Privileged").bool() == Some(true) {
        findings.at(task, at, says("Privileged: true"), "Fargate has no privileged containers: remove it");
    }
    for name in OF_CONTAINERS {
        let given = container.at(name);
        let empty = matches!(given, Eval::List(items) if items.is_empty()) || given.bool() == Some(false);
        if !given.is_absent() && !given.is_unknown() && !empty {
            let name = name.rsplit('.').next().unwrap_or(name);
            findings.at(task, at, says(name), format!("remove `{name}`, or run the task on instances"));
        }
    }
    let is_gpu = |one: &Eval<'_>| one.at("Type").text().as_deref() == Some("GPU");
    if container.at("ResourceRequirements").items().iter().any(is_gpu) {
        findings.at(task, at, says("GPU"), "Fargate has no GPUs: run the task on instances");
    }
}

#[cfg(test)]
mod tests {
    use super::FARGATE;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn task(more: &str) -> String {
        app("", "NetworkMode: awsvpc,", &format!("NetworkMode: awsvpc, {more},"))
    }

    fn container(more: &str) -> String {
        app("", "Name: web,", &format!("Name: web, {more},"))
    }

    fn service(more: &str) -> String {
        app("", "DesiredCount: 2,", &format!("DesiredCount: 2, {more},"))
    }

    #[test]
    fn tasks() {
        finds(FARGATE, &task("EphemeralStorage: {SizeInGiB: 10}"), "Task", "asks for 10 GiB");
        finds(FARGATE, &task("Volumes: [{Name: d, Host: {SourcePath: /d}}]"), "Task", "is one of the host");
        finds(FARGATE, &task("PidMode: host"), "Task", "`PidMode: host`");
        let windows = "RuntimePlatform: {OperatingSystemFamily: WINDOWS_SERVER_2022_CORE, CpuArchitecture: ARM64}";
        finds(FARGATE, &task(windows), "Task", "no WINDOWS_SERVER_2022_CORE with `CpuArchitecture: ARM64`");
        silent(FARGATE, &task(&windows.replace("ARM64", "X86_64")));
        silent(FARGATE, &task(&windows.replace("WINDOWS_SERVER_2022_CORE", "LINUX")));
        let head =
            "Parameters: {System: {Type: String, Default: LINUX, AllowedValues: [LINUX, WINDOWS_SERVER_2022_CORE]},
  Processor: {Type: String, Default: X86_64, AllowedValues: [X86_64, ARM64]}}\n";
        let chosen = windows.replace("WINDOWS_SERVER_2022_CORE", "!Ref System");
        finds(FARGATE, &format!("{head}{}", task(&chosen)), "Task", "with System = WINDOWS_SERVER_2022_CORE");
        silent(FARGATE, &format!("{head}{}", task(&chosen.replace("ARM64", "!Ref Processor"))));
        let head = "Parameters: {Disk: {Type: Number, Default: 30, AllowedValues: [30, 300]}}\n";
        let chosen = format!("{head}{}", task("EphemeralStorage: {SizeInGiB: !Ref Disk}"));
        finds(FARGATE, &chosen, "Task", "asks for 300 GiB of temporary storage, with Disk = 300");
    }

    #[test]
    fn containers() {
        finds(FARGATE, &container("Privileged: true"), "Task", "`Privileged: true`");
        finds(FARGATE, &container("LinuxParameters: {MaxSwap: 1}"), "Task", "has `MaxSwap`");
        let gpu = container("ResourceRequirements: [{Type: GPU, Value: '1'}]");
        finds(FARGATE, &gpu, "Task", "has `GPU`");
        finds(FARGATE, &gpu.replace("RequiresCompatibilities: [FARGATE], ", ""), "Task", "has `GPU`");
    }

    #[test]
    fn services() {
        finds(FARGATE, &service("SchedulingStrategy: DAEMON"), "App", "no daemons");
        finds(FARGATE, &service("PlacementStrategies: [{Type: random}]"), "App", "has `PlacementStrategies`");
        let both = service("CapacityProviderStrategy: [{CapacityProvider: FARGATE}]");
        finds(FARGATE, &both, "App", "a launch type and a strategy");
        silent(FARGATE, &both.replace("LaunchType: FARGATE,", ""));
    }

    #[test]
    fn what_runs() {
        silent(FARGATE, APP);
        silent(FARGATE, &task("EphemeralStorage: {SizeInGiB: 21}, Volumes: [{Name: d}]"));
        silent(FARGATE, &container("Privileged: false, LinuxParameters: {InitProcessEnabled: true}"));
        let on_instances = container("Privileged: true").replace("[FARGATE]", "[EC2]");
        silent(FARGATE, &on_instances.replace("LaunchType: FARGATE", "LaunchType: EC2"));
    }
}
