//! Services that find each other by name: Service Connect.

use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::network::{Connects, Listens};
use iac_aws_cfn::ecs::service::{
    LogConfiguration, ServiceConnectClientAlias, ServiceConnectConfiguration, ServiceConnectService,
};
use iac_aws_cfn::{ecs, service_discovery};
use iac_aws_containers::shared::log_options;
use iac_core::prelude::*;
use iac_core::{Field, IntoVal, Text, Value};

/// The names under which services of ECS find each other (`AWS::ServiceDiscovery::HttpNamespace`, Service Connect).
///
/// A service in it is reached at its name and port, such as `http://ollama:11434`. A proxy in each task knows where the
/// tasks of the others are, spreads connections over them and measures; nothing of it leaves the VPC, and nothing but
/// declared calls gets through the security groups. The namespace costs nothing; the proxy takes of the task's CPU and
/// memory, about 0.25 vCPU and 64 MiB under load.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let names = stack.add("Names", ServiceNamespace::new());
/// let (size, image) = (Fargate::Cpu512(Mem512::Gb1), || Image::registry("ghcr.io/acme/shop:1.4.2"));
/// let prices = FargateService::web(vpc.private(), image(), size, 8000).discoverable(&names, "prices");
/// let prices = stack.add("Prices", prices);
/// let shop = stack.add("Shop", FargateService::worker(vpc.private(), image(), size));
/// let address = shop.calls(&mut stack, &prices); // `prices:8000`
/// shop.add_environment(&mut stack, "PRICES_URL", join!["http://", address]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ServiceNamespace {
    name: Option<Text>,
}

impl ServiceNamespace {
    /// A namespace with the stack's name in front of its own id.
    pub fn new() -> Self {
        ServiceNamespace::default()
    }

    /// A name of your own, unique among the namespaces of the account and region.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// A namespace in a stack.
#[derive(Clone, Copy, Debug)]
pub struct ServiceNamespaceHandle {
    /// The resource.
    pub namespace: service_discovery::HttpNamespaceRef,
}

impl Construct for ServiceNamespace {
    type Handle = ServiceNamespaceHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> ServiceNamespaceHandle {
        let name = match self.name {
            Some(name) => name.into_value(),
            None => join![stack_name(), "-", stack.logical_id()].into_plain_value(),
        };
        let namespace = service_discovery::HttpNamespace::new(Val::<Str>::of(name));
        ServiceNamespaceHandle { namespace: stack.add("", namespace) }
    }
}

/// Where a service is found.
#[derive(Clone, Debug)]
pub struct Discovery {
    pub(super) namespace: ServiceNamespaceHandle,
    pub(super) name: Text,
    pub(super) port: u16,
}

/// A service that others may find by name.
pub trait Discoverable: Listens {
    /// Where it is found; nowhere unless it says so, such as with
    /// [`FargateService::discoverable`](super::FargateService::discoverable).
    fn discovery(&self) -> Option<&Discovery>;

    /// The service.
    fn service(&self) -> ecs::ServiceRef;
}

/// Reports a name that cannot be one.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html>
pub(super) fn check_name(stack: &mut Stack, name: &str) {
    let characters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty()
        || name.len() > 64
        || !name.bytes().all(characters)
        || name.starts_with('-')
        || name.ends_with('-')
    {
        let message = format!("`{name}` cannot be the name of a service");
        stack.error("service-name", message, "use 1 to 64 lower-case letters, digits and hyphens inside");
    }
}

/// Lets a service be found by others.
pub(super) fn publish(stack: &mut Stack, service: ecs::ServiceRef, logs: &LogGroupHandle, at: &Discovery) {
    let alias = ServiceConnectClientAlias::new(at.port).dns_name(at.name.clone());
    let entry = ServiceConnectService::new(at.name.clone()).client_aliases([alias]);
    let configuration = member(at.namespace, logs).services([entry]);
    stack.modify(service, |service| service.service_connect_configuration(configuration));
}

fn member(namespace: ServiceNamespaceHandle, logs: &LogGroupHandle) -> ServiceConnectConfiguration {
    let log = LogConfiguration::new().log_driver("awslogs").options(log_options("service-connect", logs));
    ServiceConnectConfiguration::new(true).namespace(namespace.namespace.arn().untyped::<Str>()).log_configuration(log)
}

/// Lets a service call another: as a member of its namespace, through both security groups, and created after it,
/// because a task learns of the names that exist when its deployment begins.
#[track_caller]
pub(super) fn call(
    stack: &mut Stack,
    caller: &impl Connects,
    service: ecs::ServiceRef,
    logs: &LogGroupHandle,
    server: &impl Discoverable,
) -> Val<Str> {
    caller.connects_to(stack, server);
    let Some(at) = server.discovery() else {
        let message = "the service that is to be called has no name";
        stack.error("not-discoverable", message, "give it one with `.discoverable(&namespace, \"…\")`");
        return Val::imported("unknown");
    };
    let own = |fields: &[Field]| fields.iter().find(|field| field.name == "Namespace").map(|field| field.value.clone());
    let other = at.namespace.namespace.arn().into_plain_value();
    match stack.property(service, "ServiceConnectConfiguration") {
        None => {
            let configuration = member(at.namespace, logs);
            stack.modify(service, |service| service.service_connect_configuration(configuration));
        }
        Some(Value::Map(fields)) if own(fields).as_ref() == Some(&other) => {}
        Some(_) => stack.error(
            "two-namespaces",
            format!("the service is to call `{}`, which is in another namespace than itself", at.name),
            "put both into one namespace",
        ),
    }
    stack.depends_on(service, server.service());
    Val::imported(format!("{}:{}", at.name, at.port))
}
