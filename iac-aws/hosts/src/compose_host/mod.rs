//! One machine that runs a compose file.

mod build;
mod handle;
mod instance_type;
mod machine;
mod roles;
mod script;
mod service;

pub use handle::ComposeHostHandle;
pub use instance_type::HostInstanceType;
pub use service::ComposeService;

use iac_aws_base::monitoring::{AlarmTopicHandle, Retention};
use iac_aws_base::network::{Outbound, Subnets, TaskSubnets};
use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::OnDelete;
use iac_aws_monitoring::{Notified, Severity};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// One machine of EC2 that runs a compose file: an Auto Scaling group of exactly one, so that a machine that fails is
/// replaced, with a volume for data that goes from one machine to the next.
///
/// A change of what runs replaces the machine: the old one ends, the volume moves, the new one starts everything; for
/// three to five minutes nothing answers. A deployment is done when all services are up and healthy, and rolled back when
/// they are not within 15 minutes. Nothing is more available than one machine in one zone.
///
/// Amazon Linux 2023 in its newest release when the machine starts; metadata only with a token and not from containers;
/// no SSH: Session Manager of Systems Manager opens a shell for whoever is allowed to; nothing comes in but what is
/// opened, HTTPS and HTTP go out to fetch software, images and secrets; logs of all services for 30 days; both disks are
/// encrypted gp3. In public subnets it has an address of its own (3.65 $ a month) that stays the same.
/// Sources: <https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html>,
/// <https://docs.docker.com/compose/>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::None));
/// let login = stack.add("Login", Secret::generated("password"));
/// let web = ComposeService::new("web", Image::registry("ghcr.io/acme/shop:1.4.2"))
///     .publish(80, 8000)
///     .env("STAGE", "prod")
///     .secret("PASSWORD", login.field("password"))
///     .data("uploads", "/var/uploads");
/// let host = ComposeHost::new(vpc.public(), HostInstanceType::T3_MEDIUM, OnDelete::Snapshot)
///     .service(web)
///     .open("Http", Cidr::ANYWHERE, 80, "Everybody, to be redirected to HTTPS");
/// let host = stack.add("Host", host);
/// ```
#[derive(Clone, Debug)]
pub struct ComposeHost {
    subnets: Subnets,
    public: bool,
    instance: HostInstanceType,
    on_delete: OnDelete,
    services: Vec<ComposeService>,
    file: Option<Value>,
    storage: Size,
    root: Size,
    opened: Vec<(&'static str, Cidr, u16, Text)>,
    outbound: Outbound,
    log_retention: Retention,
    key: Option<EncryptionKeyHandle>,
    permissions: Vec<Statement>,
    zone: Option<Value>,
    lifetime: Option<Duration>,
    topics: Vec<(Severity, AlarmTopicHandle)>,
}

impl ComposeHost {
    /// A machine in the first of these subnets, and what becomes of its data when the stack is deleted.
    pub fn new<S: TaskSubnets>(subnets: S, instance: HostInstanceType, on_delete: OnDelete) -> Self {
        ComposeHost {
            subnets: subnets.into_subnets(),
            public: S::PUBLIC_ADDRESS,
            instance,
            on_delete,
            services: Vec::new(),
            file: None,
            storage: gib(20),
            root: gib(30),
            opened: Vec::new(),
            outbound: Outbound::Anything,
            log_retention: Retention::Days30,
            key: None,
            permissions: Vec::new(),
            zone: None,
            lifetime: None,
            topics: Vec::new(),
        }
    }

    /// Runs a service.
    pub fn service(mut self, service: ComposeService) -> Self {
        self.services.push(service);
        self
    }

    /// A compose file of your own, read after the services: it adds to them and wins. It stands in the template, so it
    /// must hold no secrets; those of a service are in `/run/compose/<service>.env`, data belongs below `/data`.
    pub fn file(mut self, yaml: impl IntoVal<Str>) -> Self {
        self.file = Some(yaml.into_value());
        self
    }

    /// The size of the volume for data, `gib(1)` to `gib(16_384)`; 20 GiB by default. It can grow and never shrinks; its
    /// file system grows with the next machine.
    pub fn storage(mut self, size: Size) -> Self {
        self.storage = size;
        self
    }

    /// The size of the disk for the system and the images, `gib(8)` to `gib(16_384)`; 30 GiB by default.
    pub fn system_storage(mut self, size: Size) -> Self {
        self.root = size;
        self
    }

    /// Lets a network reach a published port. The id names the rule; the console shows why.
    pub fn open(mut self, id: &'static str, network: Cidr, port: u16, why: impl Into<Text>) -> Self {
        self.opened.push((id, network, port, why.into()));
        self
    }

    /// What the machine may reach besides declared connections; everything by default, because software comes over HTTP
    /// and names are resolved.
    pub fn outbound(mut self, outbound: Outbound) -> Self {
        self.outbound = outbound;
        self
    }

    /// How long logs are kept; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.log_retention = retention;
        self
    }

    /// Encrypts logs and data with a customer key, which must be usable by CloudWatch Logs.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// Lets the programs call AWS with the machine's role, which all containers then share.
    pub fn grant(mut self, statement: Statement) -> Self {
        self.permissions.push(statement);
        self
    }

    /// The zone of the first subnet, where the subnets are imported.
    pub fn zone(mut self, zone: impl IntoVal<Str>) -> Self {
        self.zone = Some(zone.into_value());
        self
    }

    /// Replaces the machine after this time, 1 to 365 whole days, with the newest release of its system: the patches of
    /// the time since. It happens at any hour. Never by default.
    pub fn replace_every(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Tells a topic when the machine fails its status checks, while it is being replaced, and of its CPU being busy for
    /// a quarter of an hour.
    pub fn notify(mut self, severity: Severity, notified: &impl Notified) -> Self {
        self.topics.push((severity, notified.topic(severity)));
        self
    }
}
