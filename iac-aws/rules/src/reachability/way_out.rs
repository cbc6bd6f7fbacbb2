use super::needs::{Endpoints, Need, is_interface, needs};
use super::routes::{Exit, Routes, Table};
use super::security_groups::{Direction, Groups};
use super::sides::{Tasks, tasks};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task cannot reach what it needs to start.
    ///
    /// Fargate pulls the image, reads the secrets and opens the log stream over the network of the task itself. So each of
    /// its subnets needs a way there: a route to a NAT gateway; a route to an internet gateway, with a public address for
    /// the task; or endpoints for all of it, which for an image in ECR are `ecr.api`, `ecr.dkr` and `s3`. And the task's
    /// security groups must let HTTPS out.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html>,
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html>
    pub(crate) WAY_OUT: "no-way-out", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let (routes, endpoints, groups) = (Routes::of(world), Endpoints::of(world), Groups::of(world));
    for tasks in tasks(world) {
        let Some(definition) = tasks.definition.filter(|definition| is_fargate(&tasks, *definition)) else { continue };
        let needs = needs(definition);
        if !needs.is_empty() && lets_nothing_out(&groups, &tasks) {
            let message = format!(
                "no security group of {} lets HTTPS out: its tasks cannot pull their image",
                tasks.side.res.path()
            );
            let help = "add an egress rule for tcp 443";
            findings.at(tasks.side.res, tasks.property, message, help);
        }
        for subnet in tasks.side.subnets.iter().flatten() {
            from(findings, (&routes, &endpoints), &tasks, *subnet, &needs);
        }
        if tasks.side.subnets.is_none() {
            findings.assume(tasks.side.res, "its subnets lead to what its tasks need to start");
        }
    }
}

fn is_fargate(tasks: &Tasks<'_, '_>, definition: Res<'_, '_>) -> bool {
    match tasks.launch_type.text() {
        Some(launch) => launch == "FARGATE",
        None if runs_on(definition, "EC2") => false,
        None => runs_on(definition, "FARGATE"),
    }
}

fn runs_on(definition: Res<'_, '_>, launch: &str) -> bool {
    let compatible = definition.get("RequiresCompatibilities");
    compatible.items().iter().any(|one| one.text().is_some_and(|one| one == launch))
}

fn lets_nothing_out<'w, 'g>(groups: &Groups<'w, 'g>, tasks: &Tasks<'w, 'g>) -> bool {
    tasks.side.groups.as_ref().is_some_and(|all| {
        all.iter().all(|group| {
            let out = groups.permissions(*group, Direction::Out);
            out.is_some_and(|out| !out.iter().any(|one| one.covers(443)))
        })
    })
}

fn from<'w, 'g>(
    findings: &mut Findings<'_, 'g>,
    (routes, endpoints): (&Routes<'w, 'g>, &Endpoints<'w, 'g>),
    tasks: &Tasks<'w, 'g>,
    subnet: Res<'w, 'g>,
    needs: &[Need],
) {
    let address = &tasks.public_address;
    let public = address.text().is_some_and(|text| text == "ENABLED");
    let task = tasks.side.res;
    let why = match routes.exit(subnet) {
        Exit::Nat(_) => {
            return findings.flow(task.path(), "the internet", "tcp 443 through a NAT gateway", true);
        }
        Exit::Internet if public => return findings.flow(task.path(), "the internet", "tcp 443", true),
        Exit::Internet if address.text().is_some() || address.is_absent() => {
            "leads to an internet gateway, but its tasks get no public address".to_owned()
        }
        Exit::None if public => {
            format!("has no route to an internet gateway ({}): a public address is of no use", routes.named(subnet))
        }
        Exit::None => format!("has no route to a NAT gateway ({})", routes.named(subnet)),
        Exit::Internet | Exit::Elsewhere | Exit::Unknown => {
            return findings.assume(task, format!("{} leads to what its tasks need to start", subnet.path()));
        }
    };
    let mut missing = Vec::new();
    for need in needs {
        match need {
            Need::Internet => missing.push("the registry of its image".to_owned()),
            Need::Service(service) => match endpoints.to(subnet, service) {
                Some(all) if !all.iter().any(|one| serves(routes, *one, subnet)) => {
                    missing.push(format!("`{service}`"))
                }
                _ => {}
            },
        }
    }
    if !missing.is_empty() {
        let message = format!(
            "the subnet {} of {} {why}, and nothing else leads to {}",
            subnet.path(),
            task.path(),
            missing.join(", ")
        );
        let help = "add a route to a NAT gateway, or endpoints of the VPC; or set `AssignPublicIp: ENABLED` in a public subnet";
        findings.between(task, tasks.property, message, help, &[(subnet, "the subnet")]);
    }
}

/// Whether an endpoint is of use in a subnet.
pub(crate) fn serves<'w, 'g>(routes: &Routes<'w, 'g>, endpoint: Res<'w, 'g>, subnet: Res<'w, 'g>) -> bool {
    if is_interface(endpoint) {
        return endpoint.get("PrivateDnsEnabled").bool() != Some(false)
            || endpoint.get("ServiceName").shown().ends_with(".s3");
    }
    let tables = endpoint.get("RouteTableIds");
    match routes.table(subnet) {
        Table::Unknown => true,
        Table::Main(_) => tables.items().iter().any(Eval::is_unknown),
        Table::Explicit(table) => tables.items().iter().any(|one| match endpoint.world().target(one) {
            Some(one) => one == table,
            None => one.is_unknown(),
        }),
    }
}
