//! Services that need a GPU: ECS on machines of EC2.

mod build;
mod handle;
mod instance_type;
mod machines;

pub use handle::GpuServiceHandle;
pub use instance_type::GpuInstanceType;

use super::fargate_service::scaling::Scaling;
use super::service_namespace::Discovery;
use super::{ScalingPolicy, ServiceNamespaceHandle};
use iac_aws_base::compute::{ClusterHandle, Image};
use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::{Outbound, PrivateSubnets, Subnets};
use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_containers::{Container, HealthCheck};
use iac_core::prelude::*;
use iac_core::{IntoPlain, IntoVal, Text, Value};
use std::ops::RangeInclusive;

/// A service whose tasks have a GPU (`AWS::ECS::Service` on `AWS::EC2` machines), which Fargate does not offer: machines
/// of one type in an Auto Scaling group that a capacity provider of ECS fills as tasks need it, one task for each GPU.
///
/// Machines are what costs, by the second from their start to their end, see [`GpuInstanceType`]; with no task there is
/// no machine, some 15 minutes later. The first task waits for its machine, about five minutes.
///
/// Defaults: one task; a deployment stops the old task before it starts the new one, because a second machine for both
/// would cost as much again; each machine has 100 GiB of encrypted gp3, on which the folder of models outlives tasks but
/// not the machine; the newest image of ECS for GPUs when a machine starts; no SSH and no ports open, a shell through Session Manager, tasks do not see the
/// machine's role; logs for 30 days; HTTPS goes out, to fetch models.
/// Sources: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html>,
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let names = stack.add("Names", ServiceNamespace::new());
/// let image = Image::registry("ollama/ollama:0.12.6");
/// let ollama = GpuService::new(vpc.private(), GpuInstanceType::G4DN_XLARGE, image, 11434)
///     .models("/root/.ollama")
///     .discoverable(&names, "ollama");
/// let ollama = stack.add("Ollama", ollama);
/// let image = Image::registry("ghcr.io/acme/shop:1.4.2");
/// let backend = FargateService::web(vpc.private(), image, Fargate::Cpu512(Mem512::Gb1), 8000);
/// let backend = stack.add("Backend", backend);
/// let address = backend.calls(&mut stack, &ollama);
/// backend.add_environment(&mut stack, "OLLAMA_URL", join!["http://", address]);
/// ```
#[derive(Clone, Debug)]
pub struct GpuService {
    subnets: Subnets,
    instance: GpuInstanceType,
    container: Container,
    port: u16,
    gpus: u32,
    models: Option<Text>,
    storage: Size,
    cluster: Option<ClusterHandle>,
    outbound: Outbound,
    log_retention: Retention,
    encryption_key: Option<EncryptionKeyHandle>,
    permissions: Vec<Statement>,
    desired: Option<Value>,
    scaling: Option<Scaling>,
    machines: Option<u32>,
    rolling: bool,
    protected: bool,
    discovery: Option<Discovery>,
}

macro_rules! of_the_container {
    ($($(#[$doc:meta])* $name:ident $(<$T:ident: $bound:path>)? ($($arg:ident: $kind:ty),*);)*) => { $(
        $(#[$doc])*
        pub fn $name $(<$T: $bound>)? (mut self, $($arg: $kind),*) -> Self {
            self.container = self.container.$name($($arg),*);
            self
        }
    )* };
}

impl GpuService {
    /// A service that listens on a port of its tasks. Tasks on machines of EC2 have no public address, so they run in
    /// private subnets.
    pub fn new(subnets: PrivateSubnets, instance: GpuInstanceType, image: Image, port: u16) -> Self {
        let mut container = Container::new("app", image).essential();
        container.port = Some(port);
        GpuService {
            subnets: iac_aws_base::network::TaskSubnets::into_subnets(subnets),
            instance,
            container,
            port,
            gpus: 1,
            models: None,
            storage: gib(100),
            cluster: None,
            outbound: Outbound::Https,
            log_retention: Retention::Days30,
            encryption_key: None,
            permissions: Vec::new(),
            desired: None,
            scaling: None,
            machines: None,
            rolling: false,
            protected: false,
            discovery: None,
        }
    }

    of_the_container! {
        /// An environment variable. Whoever may describe the task definition reads it.
        env(name: impl Into<Text>, value: impl IntoPlain);
        /// An environment variable from a secret, which ECS reads when a task starts.
        secret(name: impl Into<Text>, secret: SecretRef);
        /// What runs instead of the image's own entry point, with the command behind it.
        entry_point<T: Into<Text>>(program: impl IntoIterator<Item = T>);
        /// What runs instead of the image's own command.
        command<T: Into<Text>>(command: impl IntoIterator<Item = T>);
        /// A check that ECS runs inside the container; none by default.
        container_health(check: HealthCheck);
        /// The time between the signal to stop and the kill, 2 to 120 s; 30 s by default.
        stop_timeout(timeout: Duration);
    }

    /// The container's name; `app` by default.
    pub fn container_name(mut self, name: impl Into<Text>) -> Self {
        self.container.name = name.into();
        self
    }

    /// How many GPUs each task gets; one by default.
    pub fn gpus(mut self, count: u32) -> Self {
        self.gpus = count;
        self
    }

    /// The folder of the container that keeps models on the machine's disk, so that a new task finds what the last one
    /// fetched. A new machine fetches them again.
    pub fn models(mut self, folder: impl Into<Text>) -> Self {
        self.models = Some(folder.into());
        self
    }

    /// The size of a machine's disk, `gib(30)` to `gib(16_384)`; 100 GiB, about 8 $ a month, by default.
    pub fn storage(mut self, size: Size) -> Self {
        self.storage = size;
        self
    }

    /// The cluster that it runs in, which must have no other capacity providers; one of its own by default.
    pub fn cluster(mut self, cluster: &ClusterHandle) -> Self {
        self.cluster = Some(*cluster);
        self
    }

    /// What tasks may reach besides declared connections; HTTPS everywhere by default.
    pub fn outbound(mut self, outbound: Outbound) -> Self {
        self.outbound = outbound;
        self
    }

    /// How long its logs are kept; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.log_retention = retention;
        self
    }

    /// Encrypts its logs with a customer key, which must be usable by CloudWatch Logs.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.encryption_key = Some(*key);
        self
    }

    /// Lets the program call AWS: adds a statement to the policy of the task's role.
    pub fn grant(mut self, statement: Statement) -> Self {
        self.permissions.push(statement);
        self
    }

    /// How many tasks run; one by default. Zero costs nothing. A parameter may decide it.
    pub fn desired(mut self, tasks: impl IntoVal<Int>) -> Self {
        self.desired = Some(tasks.into_value());
        self
    }

    /// Keeps the number of tasks within a range, as policies ask for. A range that begins at 0 needs a policy on a metric
    /// that has data while no task runs; no balancer routes to the service, so requests decide nothing.
    pub fn scale(mut self, tasks: RangeInclusive<u32>, policies: impl Into<Vec<ScalingPolicy>>) -> Self {
        self.scaling = Some(Scaling { tasks, policies: policies.into() });
        self
    }

    /// The most machines; what the most tasks need by default.
    pub fn max_machines(mut self, count: u32) -> Self {
        self.machines = Some(count);
        self
    }

    /// Starts the new task before a deployment stops the old one: nobody waits, and a second machine runs meanwhile.
    pub fn start_before_stop(mut self) -> Self {
        self.rolling = true;
        self
    }

    /// Ends no machine on which a task runs, whoever scales the group in. Without it, tasks are moved first (managed
    /// draining). The deletion of the stack then waits for somebody to lift the protection of machines that still run.
    pub fn termination_protection(mut self) -> Self {
        self.protected = true;
        self
    }

    /// Lets other services of a namespace find it by this name.
    pub fn discoverable(mut self, namespace: &ServiceNamespaceHandle, name: impl Into<Text>) -> Self {
        let name = name.into();
        self.container.port_name = Some(name.clone());
        self.discovery = Some(Discovery { namespace: *namespace, name, port: self.port });
        self
    }
}
