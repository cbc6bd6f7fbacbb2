use super::task::{TASK, containers, named};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The containers of a task can never all start.
    ///
    /// A task needs an essential container. A container waits for others of its task, in no circle; it can wait for
    /// the health only of one that has a health check, and for the end only of one that is not essential, since with an
    /// essential one the task ends.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>.
    pub(crate) CONTAINER_ORDER: "container-order", Error, check
}

const AT: &str = "ContainerDefinitions";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all(TASK) {
        let Some(containers) = containers(task) else { continue };
        if !containers.is_empty() && containers.iter().all(|one| one.at("Essential").bool() == Some(false)) {
            findings.at(task, AT, "no container of the task is essential", "set `Essential: true` for one of them");
        }
        for container in &containers {
            for wait in container.at("DependsOn").items() {
                waits(findings, task, &containers, container, wait);
            }
        }
        circle(findings, task, &containers);
    }
}

fn waits<'g>(
    findings: &mut Findings<'_, 'g>,
    task: Res<'_, 'g>,
    containers: &[Eval<'g>],
    container: &Eval<'g>,
    wait: &Eval<'g>,
) {
    let (name, of) = (named(container), wait.at("ContainerName"));
    if of.text().is_none() {
        return;
    }
    let Some(other) = containers.iter().find(|one| of.same(one.at("Name")) != Some(false)) else {
        let message = format!("the container `{name}` waits for `{}`, which the task does not have", of.shown());
        let known = containers.iter().map(named).collect::<Vec<_>>().join(", ");
        return findings.at(task, AT, message, format!("its containers are: {known}"));
    };
    let essential = other.at("Essential").is_absent() || other.at("Essential").bool() == Some(true);
    match wait.at("Condition").text().as_deref() {
        Some("HEALTHY") if other.at("HealthCheck").is_absent() => {
            let message =
                format!("the container `{name}` waits for the health of `{}`, which has no health check", of.shown());
            findings.at(task, AT, message, format!("add a `HealthCheck` to `{}`, or wait with `START`", of.shown()));
        }
        Some(end @ ("COMPLETE" | "SUCCESS")) if essential => {
            let message = format!(
                "the container `{name}` waits for the end of `{}` ({end}), which is essential: the task ends with it",
                of.shown()
            );
            findings.at(task, AT, message, format!("set `Essential: false` for `{}`", of.shown()));
        }
        _ => {}
    }
}

/// Containers that wait for each other.
fn circle<'g>(findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, containers: &[Eval<'g>]) {
    let next = |at: usize| {
        let waits = containers[at].at("DependsOn").items().iter();
        waits.filter_map(|wait| {
            containers.iter().position(|one| wait.at("ContainerName").same(one.at("Name")) == Some(true))
        })
    };
    // What waits for nothing that is left can start: what remains in the end is in a circle, or waits for one.
    let mut left: Vec<usize> = (0..containers.len()).collect();
    loop {
        let stuck: Vec<usize> =
            left.iter().copied().filter(|at| next(*at).any(|other| left.contains(&other))).collect();
        if stuck.len() == left.len() {
            break;
        }
        left = stuck;
    }
    if !left.is_empty() {
        let names = left.iter().map(|at| format!("`{}`", named(&containers[*at]))).collect::<Vec<_>>().join(", ");
        let message = format!("containers wait for each other and never start: {names}");
        findings.at(task, AT, message, "remove one `DependsOn`");
    }
}

#[cfg(test)]
mod tests {
    use super::CONTAINER_ORDER;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn two(side: &str, web: &str) -> String {
        app("", "[{Name: web,", &format!("[{{Name: side, Image: x, {side}}}, {{Name: web, {web},"))
    }

    #[test]
    fn nothing_essential() {
        finds(CONTAINER_ORDER, &app("", "Name: web,", "Name: web, Essential: false,"), "Task", "no container");
    }

    #[test]
    fn waits_that_never_end() {
        let wait = |condition: &str| format!("DependsOn: [{{ContainerName: side, Condition: {condition}}}]");
        finds(CONTAINER_ORDER, &two("Essential: false", &wait("HEALTHY")), "Task", "which has no health check");
        finds(CONTAINER_ORDER, &two("Cpu: 1", &wait("SUCCESS")), "Task", "which is essential");
        let unknown = two("Cpu: 1", "DependsOn: [{ContainerName: sid, Condition: START}]");
        finds(CONTAINER_ORDER, &unknown, "Task", "waits for `sid`, which the task does not have");
        let circle = two("DependsOn: [{ContainerName: web, Condition: START}]", &wait("START"));
        finds(CONTAINER_ORDER, &circle, "Task", "wait for each other and never start: `side`, `web`");
        let own = app("", "Name: web,", "Name: web, DependsOn: [{ContainerName: web, Condition: START}],");
        finds(CONTAINER_ORDER, &own, "Task", "never start: `web`");
    }

    #[test]
    fn waits_that_end() {
        silent(CONTAINER_ORDER, APP);
        let wait = |condition: &str| format!("DependsOn: [{{ContainerName: side, Condition: {condition}}}]");
        silent(CONTAINER_ORDER, &two("Essential: false", &wait("SUCCESS")));
        silent(CONTAINER_ORDER, &two("HealthCheck: {Command: [CMD, x]}", &wait("HEALTHY")));
        let head = "Parameters: {E: {Type: String}}";
        silent(CONTAINER_ORDER, &app(head, "Name: web,", "Name: web, Essential: !Ref E,"));
    }
}
