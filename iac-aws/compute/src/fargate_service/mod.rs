//! Services on Fargate.

mod build;
mod deployment;
mod discovery;
mod events;
mod handle;
mod infrastructure_role;
mod kind;
mod metered;
mod routing;
pub(crate) mod scaling;
mod tasks;
mod telemetry;

pub use deployment::Deployment;
pub use handle::FargateServiceHandle;
pub use iac_aws_cfn::ecs::task_definition::CpuArchitecture;
pub use kind::{Replicated, ServiceKind, Singleton, Web, Worker};
pub use scaling::{
    ScalingHandle, ScalingPolicy, ServiceMetric, backlog_per_task, cpu_percent, memory_percent, requests_per_target,
    track_metric,
};

use super::OtelCollector;
use super::service_namespace::Discovery;
use iac_aws_base::compute::{ClusterHandle, Image};
use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::{Outbound, Subnets, TaskSubnets};
use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_containers::{Container, FargateSize, HealthCheck};
use iac_core::prelude::*;
use iac_core::{IntoPlain, Text};
use scaling::Scaling;
use std::ops::RangeInclusive;

/// A service on Fargate (`AWS::ECS::Service`) with its task definition, roles, log group and security group.
///
/// [`FargateService::web`] takes requests on a port, [`FargateService::worker`] has none, and
/// [`FargateService::singleton`] never runs twice. What runs is billed by the second, see [`Fargate`](iac_aws_containers::Fargate).
///
/// Defaults: one task; rolling deployments that start new tasks before old ones stop, and that are rolled back when
/// the new tasks do not come up; logs for 30 days; nothing comes in but declared connections, and HTTPS goes out; the
/// task's role may do nothing; a cluster of its own with enhanced Container Insights, which cost.
///
/// ```
/// use iac_aws::compute::{Fargate, FargateService, HealthCheck, Image, Mem1024, cpu_percent};
/// use iac_aws::prelude::*;
///
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let login = stack.add("Login", Secret::generated("password").field("username", "app"));
/// let image = Image::registry("ghcr.io/acme/api:1.4.2");
/// let service = FargateService::web(vpc.private(), image, Fargate::Cpu1024(Mem1024::Gb2), 8000)
///     .health("/health")
///     .env("STREAMING_ENABLED", true)
///     .secret("DATABASE_PASSWORD", login.field("password"))
///     .container_health(HealthCheck::shell("curl -f http://localhost:8000/health || exit 1"))
///     .scale(2..=10, cpu_percent(70));
/// let app = stack.add("App", service);
/// stack.output("ServiceName", app.name());
/// ```
#[derive(Clone, Debug)]
pub struct FargateService<K> {
    kind: K,
    subnets: Subnets,
    public_address: bool,
    size: FargateSize,
    container: Container,
    sidecars: Vec<Container>,
    telemetry: Option<OtelCollector>,
    cluster: Option<ClusterHandle>,
    outbound: Outbound,
    log_retention: Retention,
    encryption_key: Option<EncryptionKeyHandle>,
    architecture: CpuArchitecture,
    ephemeral_storage: Option<Size>,
    permissions: Vec<Statement>,
    exec: bool,
    desired: Option<u32>,
    scaling: Option<Scaling>,
    deployment: Deployment,
    grace_period: Duration,
    discovery: Option<Discovery>,
}

impl FargateService<Web> {
    /// A service that takes requests on a port of its tasks. Nothing reaches it before a balancer routes to it or
    /// another construct connects to it.
    pub fn web<S: TaskSubnets>(subnets: S, image: Image, size: impl Into<FargateSize>, port: u16) -> Self {
        FargateService::new(Web { port, health_path: Text::Borrowed("/") }, subnets, image, size.into())
    }

    /// The path that answers a balancer's health check with status 200; `/` by default.
    pub fn health(mut self, path: impl Into<Text>) -> Self {
        self.kind.health_path = path.into();
        self
    }

    /// The time after the start of a task in which a balancer's health checks do not count against it; 60 s by default.
    pub fn grace_period(mut self, period: Duration) -> Self {
        self.grace_period = period;
        self
    }

    /// How a new version replaces the old one; rolling by default.
    pub fn deployment(mut self, deployment: Deployment) -> Self {
        self.deployment = deployment;
        self
    }
}

impl FargateService<Worker> {
    /// A service that works in the background: it has no port, and nothing connects to it.
    pub fn worker<S: TaskSubnets>(subnets: S, image: Image, size: impl Into<FargateSize>) -> Self {
        FargateService::new(Worker, subnets, image, size.into())
    }
}

impl FargateService<Singleton> {
    /// A worker that never runs twice, such as a scheduler: a deployment stops the old task before the new one starts,
    /// so that for a minute or so none runs.
    pub fn singleton<S: TaskSubnets>(subnets: S, image: Image, size: impl Into<FargateSize>) -> Self {
        FargateService::new(Singleton, subnets, image, size.into())
    }
}

macro_rules! of_the_main_container {
    ($($(#[$doc:meta])* $name:ident $(<$T:ident: $bound:path>)? ($($arg:ident: $kind:ty),*);)*) => { $(
        $(#[$doc])*
        pub fn $name $(<$T: $bound>)? (mut self, $($arg: $kind),*) -> Self {
            self.container = self.container.$name($($arg),*);
            self
        }
    )* };
}

impl<K: ServiceKind> FargateService<K> {
    fn new<S: TaskSubnets>(kind: K, subnets: S, image: Image, size: FargateSize) -> Self {
        let mut container = Container::new("app", image).essential();
        container.port = kind.port();
        FargateService {
            kind,
            subnets: subnets.into_subnets(),
            public_address: S::PUBLIC_ADDRESS,
            size,
            container,
            sidecars: Vec::new(),
            telemetry: None,
            cluster: None,
            outbound: Outbound::Https,
            log_retention: Retention::Days30,
            encryption_key: None,
            architecture: CpuArchitecture::X86_64,
            ephemeral_storage: None,
            permissions: Vec::new(),
            exec: false,
            desired: None,
            scaling: None,
            deployment: Deployment::rolling(),
            grace_period: seconds(60),
            discovery: None,
        }
    }

    of_the_main_container! {
        /// An environment variable. Whoever may describe the task definition reads it.
        env(name: impl Into<Text>, value: impl IntoPlain);
        /// An environment variable from a secret. ECS reads it once, when a task starts: a secret that changes reaches
        /// the program with its next task. The execution role may read this secret and no other.
        secret(name: impl Into<Text>, secret: SecretRef);
        /// What runs instead of the image's own command.
        command<T: Into<Text>>(command: impl IntoIterator<Item = T>);
        /// The user that it runs as, by name or number, such as `1000`; the image's own by default.
        user(user: impl Into<Text>);
        /// A check that ECS runs inside the container; none by default.
        container_health(check: HealthCheck);
        /// The time between the signal to stop and the kill, 2 to 120 s; 30 s by default.
        stop_timeout(timeout: Duration);
        /// Makes the container's own file system read-only. ECS Exec does not work with it.
        read_only_root();
        /// Runs a small `init` as process 1, which hands on signals and clears away children that have ended.
        init_process();
    }

    /// The main container's name; `app` by default.
    pub fn container_name(mut self, name: impl Into<Text>) -> Self {
        self.container.name = name.into();
        self
    }

    /// A container beside the main one in every task.
    pub fn sidecar(mut self, container: Container) -> Self {
        self.sidecars.push(container);
        self
    }

    /// The cluster that it runs in; one of its own by default.
    pub fn cluster(mut self, cluster: &ClusterHandle) -> Self {
        self.cluster = Some(*cluster);
        self
    }

    /// What tasks may reach besides declared connections; HTTPS everywhere by default, which AWS's own APIs need.
    pub fn outbound(mut self, outbound: Outbound) -> Self {
        self.outbound = outbound;
        self
    }

    /// How long its logs are kept; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.log_retention = retention;
        self
    }

    /// Encrypts its logs with a customer key instead of AWS's own one. The key must be usable by CloudWatch Logs.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.encryption_key = Some(*key);
        self
    }

    /// The processor that the image is built for; x86 by default. `Arm64` costs about a fifth less.
    pub fn architecture(mut self, architecture: CpuArchitecture) -> Self {
        self.architecture = architecture;
        self
    }

    /// The size of each task's scratch disk, `gib(21)` to `gib(200)`; 20 GiB, which cost nothing, by default.
    pub fn ephemeral_storage(mut self, size: Size) -> Self {
        self.ephemeral_storage = Some(size);
        self
    }

    /// Lets the program call AWS: adds a statement to the policy of the task's role.
    pub fn grant(mut self, statement: Statement) -> Self {
        self.permissions.push(statement);
        self
    }

    /// Lets those who have the permission open a shell in a running task (ECS Exec). Off by default.
    pub fn exec(mut self) -> Self {
        self.exec = true;
        self
    }

    /// How many tasks run: 1 by default. With [`FargateService::scale`] it is where scaling starts, and every
    /// deployment of the stack sets the service back to it; leave it out there.
    pub fn desired(mut self, tasks: u32) -> Self
    where
        K: Replicated,
    {
        self.desired = Some(tasks);
        self
    }

    /// Keeps the number of tasks within a range, as a policy or several ask for: the one that asks for the most tasks
    /// decides. A range that is open to the top costs without bound, so it has an end. One that begins at 0 needs a policy
    /// on a metric that has data while no task runs.
    pub fn scale(mut self, tasks: RangeInclusive<u32>, policies: impl Into<Vec<ScalingPolicy>>) -> Self
    where
        K: Replicated,
    {
        self.scaling = Some(Scaling { tasks, policies: policies.into() });
        self
    }
}
