use super::task::{SERVICE, TASK, asks_for_fargate, containers, named};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A container's health check or stop can never work.
    ///
    /// The command begins with `CMD` and one argument for each word, or with `CMD-SHELL` and one text for the shell.
    /// Times have ranges: an interval of 5 to 300 seconds, a timeout of 2 to 60, 1 to 10 retries, a start period of 0 to
    /// 300; on Fargate a container stops within 120 seconds.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>.
    pub(crate) CONTAINER_HEALTH: "container-health", Error, check
}

const AT: &str = "ContainerDefinitions";
const RANGES: &[(&str, i64, i64)] =
    &[("Interval", 5, 300), ("Timeout", 2, 60), ("Retries", 1, 10), ("StartPeriod", 0, 300)];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all(TASK) {
        for container in containers(task).iter().flatten() {
            let health = container.at("HealthCheck");
            if matches!(health, Eval::Map(_)) {
                command(findings, task, container, health.at("Command"));
                times(findings, task, container, health);
            }
            stops(findings, task, container);
        }
    }
    for service in world.all(SERVICE) {
        let grace = service.get("HealthCheckGracePeriodSeconds");
        if grace.int().is_some_and(|grace| !(0..=2_147_483_647).contains(&grace)) {
            let message = format!("the grace period of {} seconds is out of range", grace.shown());
            findings.at(service, "HealthCheckGracePeriodSeconds", message, "use 0 to 2147483647");
        }
    }
}

fn command<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>, command: &Eval<'g>) {
    let name = named(container);
    let Eval::List(words) = command else {
        if command.is_absent() {
            let message = format!("the health check of the container `{name}` has no command");
            findings.at(task, AT, message, "set `Command: [CMD-SHELL, …]`");
        }
        return;
    };
    let known = words.iter().map(Eval::text).collect::<Option<Vec<_>>>();
    let Some(known) = known else { return };
    let known: Vec<&str> = known.iter().map(|word| word.as_ref()).collect();
    let (message, help) = match known.as_slice() {
        [] | ["CMD" | "CMD-SHELL"] => {
            (format!("the health check of the container `{name}` has an empty command"), "add what to run")
        }
        ["CMD", one] if one.trim().contains(' ') => (
            format!("the health check of the container `{name}` runs a program with the name `{one}`"),
            "use `CMD-SHELL` for a line of the shell, or one argument for each word",
        ),
        ["CMD", words @ ..] if words.iter().any(|word| matches!(*word, "||" | "&&" | "|" | ";")) => (
            format!(
                "the health check of the container `{name}` gives a word of the shell to a program that `CMD` runs without one"
            ),
            "use `CMD-SHELL` and one text",
        ),
        [first, ..] if first.starts_with("CMD") || *first == "NONE" => return,
        [first, ..] => (
            format!("the command of the health check of the container `{name}` begins with `{first}`"),
            "begin with `CMD` or `CMD-SHELL`",
        ),
    };
    findings.at(task, AT, message, help);
}

fn times<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>, health: &Eval<'g>) {
    for (name, least, most) in RANGES {
        let given = health.at(name);
        if given.num().is_some_and(|given| given < *least as f64 || given > *most as f64) {
            let message =
                format!("the health check of the container `{}` has `{name}: {}`", named(container), given.shown());
            findings.at(task, AT, message, format!("use {least} to {most}"));
        }
    }
    let of = |name: &str, default: i64| match health.at(name) {
        Eval::Absent => Some(default),
        given => given.int(),
    };
    let (interval, timeout) = (of("Interval", 30), of("Timeout", 5));
    if let Some((interval, timeout)) = interval.zip(timeout).filter(|(interval, timeout)| timeout > interval) {
        let message = format!(
            "the health check of the container `{}` waits {timeout} seconds for an answer, but runs each {interval} seconds",
            named(container)
        );
        findings.warning(task, AT, message, "set `Timeout` below `Interval`");
    }
}

fn stops<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, container: &Eval<'g>) {
    if !asks_for_fargate(task) {
        return;
    }
    for (name, least) in [("StopTimeout", 0), ("StartTimeout", 2)] {
        let given = container.at(name);
        if given.int().is_some_and(|given| !(least..=120).contains(&given)) {
            let message =
                format!("the container `{}` has `{name}: {}`, and runs on Fargate", named(container), given.shown());
            findings.at(task, AT, message, format!("use {least} to 120 seconds"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CONTAINER_HEALTH;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn health(more: &str) -> String {
        app("", "Name: web,", &format!("Name: web, HealthCheck: {{{more}}},"))
    }

    #[test]
    fn commands_that_never_succeed() {
        let line = health("Command: [CMD, 'curl -f http://localhost/ || exit 1']");
        finds(CONTAINER_HEALTH, &line, "Task", "a program with the name `curl -f");
        finds(
            CONTAINER_HEALTH,
            &health("Command: [CMD, curl, localhost, '||', exit, '1']"),
            "Task",
            "a word of the shell",
        );
        finds(CONTAINER_HEALTH, &health("Command: [curl, localhost]"), "Task", "begins with `curl`");
        finds(CONTAINER_HEALTH, &health("Command: [CMD-SHELL]"), "Task", "empty command");
        finds(CONTAINER_HEALTH, &health("Interval: 10"), "Task", "has no command");
    }

    #[test]
    fn times_out_of_range() {
        let timed = |times: &str| health(&format!("Command: [CMD, x], {times}"));
        finds(CONTAINER_HEALTH, &timed("Interval: 301"), "Task", "`Interval: 301`");
        finds(CONTAINER_HEALTH, &timed("Retries: 11"), "Task", "`Retries: 11`");
        finds(CONTAINER_HEALTH, &timed("Interval: 5, Timeout: 10"), "Task", "waits 10 seconds");
        finds(CONTAINER_HEALTH, &app("", "Name: web,", "Name: web, StopTimeout: 300,"), "Task", "`StopTimeout: 300`");
    }

    #[test]
    fn checks_that_work() {
        silent(CONTAINER_HEALTH, APP);
        silent(CONTAINER_HEALTH, &health("Command: [CMD-SHELL, curl -f http://localhost/ || exit 1], StartPeriod: 0"));
        silent(CONTAINER_HEALTH, &health("Command: [CMD, /bin/check, --all], Interval: 10, Timeout: 5"));
        let on_instances = app("", "Name: web,", "Name: web, StopTimeout: 300,").replace("[FARGATE]", "[EC2]");
        silent(CONTAINER_HEALTH, &on_instances);
    }
}
