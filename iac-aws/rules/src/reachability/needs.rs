//! What a task asks of AWS before its program begins: its image, its secrets, its logs.

use super::sides::{Side, Tasks};
use crate::placement::subnets::vpc_of;
use iac_core::check::{Eval, Res, World};
use std::collections::HashMap;

/// One thing that a task needs to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A service of AWS, by the last part of its endpoint's name.
    Service(&'static str),
    /// A registry that is not in AWS, or the public one of AWS: no endpoint leads there.
    Internet,
}

/// What the containers of a definition need, each once.
pub(crate) fn needs(definition: Res<'_, '_>) -> Vec<Need> {
    let mut found = Vec::new();
    let mut need = |one: Need| {
        if !found.contains(&one) {
            found.push(one);
        }
    };
    for container in definition.get("ContainerDefinitions").items() {
        image(definition.world(), container.at("Image")).iter().for_each(|one| need(*one));
        if container.at("LogConfiguration.LogDriver").text().is_some_and(|driver| driver == "awslogs") {
            need(Need::Service("logs"));
        }
        for secret in container.at("Secrets").items() {
            if let Some(service) = holder(definition.world(), secret.at("ValueFrom")) {
                need(Need::Service(service));
            }
        }
    }
    found
}

fn image<'g>(world: &World<'g>, image: &Eval<'g>) -> Vec<Need> {
    let repository = |one: &Res<'_, 'g>| one.kind() == "AWS::ECR::Repository";
    let made_here = image.references().into_iter().filter_map(|one| one.target(world)).any(|one| repository(&one));
    let shown = image.shown();
    if made_here || shown.contains(".dkr.ecr.") {
        return ["ecr.api", "ecr.dkr", "s3"].map(Need::Service).to_vec();
    }
    match image {
        Eval::Text(text) if is_public(text) => vec![Need::Internet],
        _ => Vec::new(),
    }
}

/// Whether an image comes from a registry in the internet: another host may be in the VPC.
fn is_public(image: &str) -> bool {
    let hosts = ["docker.io", "public.ecr.aws", "ghcr.io", "quay.io", "gcr.io", "registry.k8s.io", "mcr.microsoft.com"];
    match image.split_once('/') {
        Some((host, _)) => hosts.contains(&host) || !host.contains(['.', ':']),
        None => true,
    }
}

fn holder<'g>(world: &World<'g>, from: &Eval<'g>) -> Option<&'static str> {
    let references = from.references();
    let kind = references.first().and_then(|one| one.target(world)).map(|one| one.kind());
    match kind {
        Some(kind) if kind.starts_with("AWS::SecretsManager::") => Some("secretsmanager"),
        Some("AWS::SSM::Parameter") => Some("ssm"),
        _ if from.shown().contains(":secretsmanager:") => Some("secretsmanager"),
        _ if from.shown().contains(":ssm:") => Some("ssm"),
        _ => None,
    }
}

/// The endpoints of AWS services, by VPC.
pub(crate) struct Endpoints<'w, 'g> {
    by_vpc: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>>,
    /// Some endpoint may be in any VPC.
    of_any: bool,
}

impl<'w, 'g> Endpoints<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let (mut by_vpc, mut of_any) = (HashMap::<_, Vec<_>>::new(), false);
        for endpoint in world.all("AWS::EC2::VPCEndpoint") {
            match vpc_of(endpoint) {
                Some(vpc) => by_vpc.entry(vpc).or_default().push(endpoint),
                None => of_any |= !super::routes::is_given(&endpoint.get("VpcId")),
            }
        }
        Endpoints { by_vpc, of_any }
    }

    /// The endpoints for a service in the VPC of a subnet. None where nobody knows them all.
    pub(crate) fn to(&self, subnet: Res<'w, 'g>, service: &str) -> Option<Vec<Res<'w, 'g>>> {
        let vpc = vpc_of(subnet)?;
        let mut found = Vec::new();
        for endpoint in self.by_vpc.get(&vpc).into_iter().flatten() {
            let name = endpoint.get("ServiceName");
            if name.is_unknown() {
                return None;
            }
            if name.shown().ends_with(&format!(".{service}")) {
                found.push(*endpoint);
            }
        }
        if self.of_any && found.is_empty() { None } else { Some(found) }
    }
}

/// Whether it has addresses in subnets, and names that lead there.
pub(crate) fn is_interface(endpoint: Res<'_, '_>) -> bool {
    endpoint.get("VpcEndpointType").text().is_some_and(|kind| kind == "Interface")
}

/// The interface endpoints that take over a service in the VPC of a side.
pub(crate) fn taken_over<'w, 'g>(
    endpoints: &Endpoints<'w, 'g>,
    side: &Side<'w, 'g>,
    service: &str,
) -> Vec<Side<'w, 'g>> {
    let all = side.subnets.iter().flatten().next().and_then(|subnet| endpoints.to(*subnet, service));
    let all = all.unwrap_or_default().into_iter();
    all.filter(|one| is_interface(*one) && one.get("PrivateDnsEnabled").bool() == Some(true))
        .filter_map(super::sides::side)
        .collect()
}

/// The interface endpoints that take over what a task needs: their names lead there for the whole VPC.
pub(crate) fn in_the_way<'w, 'g>(endpoints: &Endpoints<'w, 'g>, tasks: &Tasks<'w, 'g>) -> Vec<Side<'w, 'g>> {
    let subnet = tasks.side.subnets.iter().flatten().next();
    let (Some(subnet), Some(definition)) = (subnet, tasks.definition) else { return Vec::new() };
    let services = needs(definition).into_iter().filter_map(|need| match need {
        Need::Service(service) => Some(service),
        Need::Internet => None,
    });
    let of = services.filter_map(|service| endpoints.to(*subnet, service)).flatten();
    of.filter(|one| is_interface(*one) && one.get("PrivateDnsEnabled").bool() == Some(true))
        .filter_map(super::sides::side)
        .collect()
}
