//! The resource behind containers on Lightsail, and what Lightsail would refuse.

use super::{LightsailApp, LightsailAppHandle, LightsailContainer, LightsailHealth, LightsailProtocol};
use iac_aws_cfn::lightsail::{self, container as c};
use iac_core::prelude::*;

impl Construct for LightsailApp {
    type Handle = LightsailAppHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LightsailAppHandle {
        self.check(stack);
        let containers: Vec<_> = self.containers.iter().map(|container| container.definition(stack)).collect();
        let mut deployment = c::ContainerServiceDeployment::new().containers(containers);
        if let Some((at, health)) = &self.public
            && let Some(container) = self.containers.get(*at)
        {
            deployment = deployment.public_endpoint(endpoint(stack, container, health));
        }
        let mut service = lightsail::Container::new(self.power, i64::from(self.nodes), self.name)
            .container_service_deployment(deployment);
        if self.ecr {
            let role = c::EcrImagePullerRole::new().is_active(true);
            service = service.private_registry_access(c::PrivateRegistryAccess::new().ecr_image_puller_role(role));
        }
        if let Some((certificate, names)) = self.domain {
            let domain = c::PublicDomainName::new().certificate_name(Val::<Str>::of(certificate)).domain_names(names);
            service = service.public_domain_names([domain]);
        }
        if self.disabled {
            service = service.is_disabled(true);
        }
        LightsailAppHandle { service: stack.add("", service) }
    }
}

fn endpoint(stack: &mut Stack, container: &LightsailContainer, health: &LightsailHealth) -> c::PublicEndpoint {
    let speaks_http = |(_, protocol): &&(u16, LightsailProtocol)| {
        matches!(protocol, LightsailProtocol::Http | LightsailProtocol::Https)
    };
    let port = container.ports.iter().find(speaks_http).map(|(port, _)| *port);
    if port.is_none() {
        let message =
            format!("the public address leads to the container `{}`, which opens no port for HTTP", container.name);
        stack.error("lightsail-endpoint", message, "open one with `.port(8080)`");
    }
    c::PublicEndpoint::new()
        .container_name(container.name.clone())
        .container_port(port.unwrap_or(80))
        .health_check_config(health.config(stack))
}

impl LightsailApp {
    fn check(&self, stack: &mut Stack) {
        let name = &self.name;
        let characters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty()
            || name.len() > 63
            || !name.bytes().all(characters)
            || name.starts_with('-')
            || name.ends_with('-')
        {
            let message = format!("`{name}` cannot be the name of a service on Lightsail");
            stack.error("lightsail-name", message, "use 1 to 63 lower-case letters, digits and hyphens inside");
        }
        if !(1..=20).contains(&self.nodes) {
            let message = format!("the service is to have {} nodes", self.nodes);
            stack.error("lightsail-nodes", message, "give 1 to 20; `.disabled()` switches a service off");
        }
        if self.containers.is_empty() {
            let message = "the service runs no container";
            stack.error("lightsail-containers", message, "add one with `.public(…)` or `.container(…)`");
        }
        let mut ports: Vec<u16> = Vec::new();
        for (at, container) in self.containers.iter().enumerate() {
            if self.containers.iter().take(at).any(|earlier| earlier.name == container.name) {
                let message = format!("the service has two containers named `{}`", container.name);
                stack.error("duplicate-container", message, "give each container a name of its own");
            }
            for (port, _) in &container.ports {
                if *port == 0 || ports.contains(port) {
                    let message = format!("the container `{}` opens port {port}, which it cannot have", container.name);
                    stack.error(
                        "lightsail-port",
                        message,
                        "containers of a node share its ports: give each one of its own",
                    );
                }
                ports.push(*port);
            }
        }
        if let Some((_, names)) = &self.domain
            && (names.is_empty() || names.len() > 4)
        {
            let message = format!("the service is to have {} names of its own", names.len());
            stack.error("lightsail-domain", message, "give 1 to 4 names of the certificate");
        }
    }
}
