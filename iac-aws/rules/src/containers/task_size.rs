use super::fargate_sizes::{SIZES, either};
use super::task::{SERVICE, TASK, asks_for_fargate, containers, runs_on_fargate, task_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task's size does not exist, or is too small for its containers.
    ///
    /// Fargate has a fixed set of pairs of CPU and memory; every other pair is refused. What the containers ask for
    /// must fit into what the task has. Memory is a number of MiB or is in GB (`1024`, `1GB`), CPU in units or in vCPU.
    /// Windows has neither less than 1 vCPU nor 32.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size>.
    pub(crate) TASK_SIZE: "task-size", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut on_fargate: Vec<Res<'_, 'g>> = world.all(TASK).filter(|task| asks_for_fargate(*task)).collect();
    let of_services = world.all(SERVICE).filter(|service| runs_on_fargate(*service));
    on_fargate
        .extend(of_services.filter_map(|service| task_of(world, service)).filter(|task| !asks_for_fargate(*task)));
    for task in on_fargate {
        fargate(findings, task);
    }
    for task in world.all(TASK) {
        units(findings, task);
        fits(findings, task);
    }
}

fn units<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    for (name, unit, help) in [
        ("Cpu", "vcpu", "write units or vCPU: `1024`, `1 vCPU`"),
        ("Memory", "gb", "write MiB without a unit, or GB: `1024`, `1GB`"),
    ] {
        let value = task.get(name);
        let written = value.text().is_some_and(|text| !text.trim().is_empty() && !text.contains("{{"));
        if written && amount(&value, unit).is_none() {
            let message = format!("{} has `{name}: {}`, which ECS cannot read", task.path(), value.shown());
            findings.at(task, name, message, help);
        }
    }
}

/// An amount in thousandths of the unit that it is written in: `1 vCPU` is 1024, `0.5GB` is 512.
fn amount(of: &Eval<'_>, unit: &str) -> Option<i64> {
    let text = of.text()?;
    let text = text.trim().to_ascii_lowercase();
    match text.strip_suffix(unit) {
        Some(number) => number.trim().parse::<f64>().ok().map(|number| (number * 1024.0) as i64),
        None => text.parse().ok(),
    }
}

fn fargate<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    let (cpu, memory) = (task.get("Cpu"), task.get("Memory"));
    for (name, value) in [("Cpu", &cpu), ("Memory", &memory)] {
        if value.is_absent() {
            let message = format!("the task runs on Fargate and has no `{name}`");
            findings.at(
                task,
                "",
                message,
                "Fargate needs `Cpu` and `Memory` of the task: 256 and 512 are the smallest",
            );
        }
    }
    let Some(units) = amount(&cpu, "vcpu") else { return };
    let Some((_, allowed)) = SIZES.iter().find(|(size, _)| *size == units) else {
        let message = format!("Fargate has no tasks with `Cpu: {}`", cpu.shown());
        let sizes: Vec<i64> = SIZES.iter().map(|(size, _)| *size).collect();
        return findings.at(task, "Cpu", message, format!("use {}", either(&sizes)));
    };
    let Some(mebibytes) = amount(&memory, "gb") else { return };
    if !allowed.has(mebibytes) {
        let message = format!("Fargate has no tasks with `Cpu: {}` and `Memory: {}`", cpu.shown(), memory.shown());
        let help = format!("with {units} units of CPU the memory is {} MiB", allowed.shown());
        findings.at(task, "Memory", message, help);
    }
    let without_windows = !(1024..=16384).contains(&units);
    if without_windows
        && task.get("RuntimePlatform.OperatingSystemFamily").text().is_some_and(|family| family.starts_with("WINDOWS"))
    {
        let message = format!("Fargate has no Windows tasks with `Cpu: {}`", cpu.shown());
        findings.at(task, "Cpu", message, "use 1024 to 16384");
    }
}

/// What the containers ask for is not more than the task has.
fn fits<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    let Some(containers) = containers(task) else { return };
    let whole = [("Cpu", amount(&task.get("Cpu"), "vcpu")), ("Memory", amount(&task.get("Memory"), "gb"))];
    for (name, whole) in whole {
        let Some(whole) = whole else { continue };
        let sum_of = |name: &str| containers.iter().filter_map(|one| one.at(name).int()).sum::<i64>();
        // The hard limits of several containers may be more than the task has: only what is reserved adds up.
        let of = |one: &Eval<'g>| one.at("MemoryReservation").int().or(one.at("Memory").int());
        let asked = if name == "Cpu" { sum_of(name) } else { containers.iter().filter_map(of).sum() };
        let largest = containers.iter().filter_map(|one| one.at(name).int()).max().unwrap_or(0);
        if asked.max(largest) > whole {
            let message =
                format!("the containers ask for `{name}` of {}, but the task has {whole}", asked.max(largest));
            findings.at(task, name, message, format!("raise `{name}` of the task, or lower that of its containers"));
        }
    }
    for container in &containers {
        let (limit, reserved) = (container.at("Memory"), container.at("MemoryReservation"));
        if limit.int().zip(reserved.int()).is_some_and(|(limit, reserved)| reserved > limit) {
            let name = container.at("Name").shown();
            let message = format!(
                "the container `{name}` reserves {} MiB of memory, more than its limit of {}",
                reserved.shown(),
                limit.shown()
            );
            findings.at(task, "ContainerDefinitions", message, "`MemoryReservation` must be below `Memory`");
        }
        let nothing = limit.is_absent() && reserved.is_absent() && task.get("Memory").is_absent();
        if nothing && !asks_for_fargate(task) {
            let message = format!("neither the task nor its container `{}` has `Memory`", container.at("Name").shown());
            findings.at(task, "ContainerDefinitions", message, "set `Memory` of the task, or of the container");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TASK_SIZE;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn sized(cpu: &str, memory: &str) -> String {
        app("", r#"Cpu: "256", Memory: "512""#, &format!(r#"Cpu: "{cpu}", Memory: "{memory}""#))
    }

    #[test]
    fn pairs_that_do_not_exist() {
        for (cpu, memory) in [("256", "4096"), ("512", "512"), ("1024", "2500"), ("8192", "17408"), ("1 vCPU", "1GB")] {
            finds(
                TASK_SIZE,
                &sized(cpu, memory),
                "Task",
                &format!("no tasks with `Cpu: {cpu}` and `Memory: {memory}`"),
            );
        }
        finds(TASK_SIZE, &sized("256", "512MB"), "Task", "has `Memory: 512MB`, which ECS cannot read");
        finds(TASK_SIZE, &sized("256m", "512"), "Task", "has `Cpu: 256m`");
        finds(TASK_SIZE, &sized("256", "512MB").replace("[FARGATE]", "[EC2]"), "Task", "has `Memory: 512MB`");
        silent(TASK_SIZE, &sized(".25 vCPU", "0.5GB"));
        silent(TASK_SIZE, &sized("256", "1 GB"));
        finds(TASK_SIZE, &sized("300", "512"), "Task", "no tasks with `Cpu: 300`");
        for memory in ["65536", "180 GB", "249857"] {
            finds(
                TASK_SIZE,
                &sized("32768", memory),
                "Task",
                &format!("no tasks with `Cpu: 32768` and `Memory: {memory}`"),
            );
        }
        finds(TASK_SIZE, &app("", r#"Cpu: "256", "#, ""), "Task", "has no `Cpu`");
    }

    #[test]
    fn pairs_that_exist() {
        let pairs = [("256", "2048"), ("512", "4096"), ("1 vCPU", "8 GB"), (".25 vCPU", "0.5GB"), ("16384", "122880")];
        let largest = [("32768", "61440"), ("32 vCPU", "120 GB"), ("32768", "249856"), ("32vCPU", "244GB")];
        for (cpu, memory) in pairs.into_iter().chain(largest) {
            silent(TASK_SIZE, &sized(cpu, memory));
        }
    }

    #[test]
    fn sizes_without_windows() {
        let windows = |cpu: &str, memory: &str| {
            let platform = "RuntimePlatform: {OperatingSystemFamily: WINDOWS_SERVER_2022_CORE}, Cpu: \"";
            sized(cpu, memory).replace("Cpu: \"", platform)
        };
        finds(TASK_SIZE, &windows("512", "1024"), "Task", "no Windows tasks with `Cpu: 512`");
        finds(TASK_SIZE, &windows("32768", "61440"), "Task", "no Windows tasks with `Cpu: 32768`");
        silent(TASK_SIZE, &windows("4096", "8192"));
    }

    const TABLE: &str = "
Parameters: {Size: {Type: String, Default: small, AllowedValues: [small, large]}}
Mappings: {Sizes: {small: {cpu: 256, memory: 512}, large: {cpu: 1024, memory: LARGE}}}";

    #[test]
    fn a_row_of_a_mapping() {
        let read = "Cpu: !FindInMap [Sizes, !Ref Size, cpu], Memory: !FindInMap [Sizes, !Ref Size, memory]";
        let with = |memory: &str| app(&TABLE.replace("LARGE", memory), r#"Cpu: "256", Memory: "512""#, read);
        finds(TASK_SIZE, &with("1024"), "Task", "`Cpu: 1024` and `Memory: 1024`, with Size = large");
        silent(TASK_SIZE, &with("2048"));
    }

    #[test]
    fn two_parameters_and_a_rule() {
        let head = "
Parameters:
  Cpu: {Type: String, Default: 256, AllowedValues: [256, 1024]}
  Memory: {Type: String, Default: 512, AllowedValues: [512, 2048]}";
        let rule = "
Rules:
  Small: {RuleCondition: !Equals [!Ref Cpu, 1024], Assertions: [{Assert: !Equals [!Ref Memory, 2048]}]}";
        let free = app(head, r#"Cpu: "256", Memory: "512""#, "Cpu: !Ref Cpu, Memory: !Ref Memory");
        finds(TASK_SIZE, &free, "Task", "with Cpu = 1024");
        silent(TASK_SIZE, &format!("{rule}\n{free}"));
        let unknown = "Parameters: {Cpu: {Type: String}}";
        silent(TASK_SIZE, &app(unknown, r#"Cpu: "256""#, "Cpu: !Ref Cpu"));
    }

    #[test]
    fn containers_that_do_not_fit() {
        finds(TASK_SIZE, &app("", "Name: web,", "Name: web, Memory: 1024,"), "Task", "ask for `Memory` of 1024");
        let two = "[{Name: side, Image: x, MemoryReservation: 300}, {Name: web, MemoryReservation: 300,";
        finds(TASK_SIZE, &app("", "[{Name: web,", two), "Task", "ask for `Memory` of 600, but the task has 512");
        finds(TASK_SIZE, &app("", "Name: web,", "Name: web, Cpu: 512,"), "Task", "ask for `Cpu` of 512");
        let above = app("", "Name: web,", "Name: web, Memory: 128, MemoryReservation: 256,");
        finds(TASK_SIZE, &above, "Task", "reserves 256 MiB");
    }

    #[test]
    fn containers_that_fit() {
        silent(TASK_SIZE, APP);
        let shared = "[{Name: side, Image: x, Memory: 512, MemoryReservation: 100}, {Name: web, Memory: 512, MemoryReservation: 200,";
        silent(TASK_SIZE, &app("", "[{Name: web,", shared));
    }
}
