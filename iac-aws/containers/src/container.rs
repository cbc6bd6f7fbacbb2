//! One container of a task.

use crate::HealthCheck;
use crate::environment::{check_variable, secret_variable, text, variable};
use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::shared::whole_seconds;
use iac_aws_cfn::ecs::task_definition::{
    ContainerDefinition, ContainerDependency, ContainerDependencyCondition, LinuxParameters, LogConfiguration,
    PortMapping, PortMappingProtocol,
};
use iac_core::prelude::*;
use iac_core::{Field, IntoPlain, Text, Value};

/// A container beside the main one of a service's tasks, for `FargateService::sidecar`.
///
/// It shares the task's CPU, memory and network address with the main container; it writes to the same log group.
///
/// ```
/// use iac_aws::compute::{Container, Image};
/// use iac_aws::prelude::*;
/// let tracing = Container::new("xray", Image::registry("public.ecr.aws/xray/aws-xray-daemon:3.3.14")).memory(mib(128));
/// # let _ = tracing;
/// ```
#[derive(Clone, Debug)]
pub struct Container {
    #[doc(hidden)]
    pub name: Text,
    #[doc(hidden)]
    pub image: Image,
    #[doc(hidden)]
    pub essential: bool,
    #[doc(hidden)]
    pub port: Option<u16>,
    #[doc(hidden)]
    pub port_name: Option<Text>,
    #[doc(hidden)]
    pub secrets: Vec<(Text, SecretRef)>,
    #[doc(hidden)]
    pub read_only_root: bool,
    environment: Vec<(Text, Value)>,
    entry_point: Vec<Text>,
    command: Vec<Text>,
    user: Option<Text>,
    #[doc(hidden)]
    pub memory: Option<Size>,
    starts_after: Option<Text>,
    health: Option<HealthCheck>,
    stop_timeout: Option<Duration>,
    init_process: bool,
}

/// Docker reserves as much for every container.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const LEAST_MEMORY: Size = mib(6);

impl Container {
    /// A container without which the task goes on: see [`Container::essential`].
    pub fn new(name: impl Into<Text>, image: Image) -> Self {
        Container {
            name: name.into(),
            image,
            essential: false,
            port: None,
            port_name: None,
            secrets: Vec::new(),
            read_only_root: false,
            environment: Vec::new(),
            entry_point: Vec::new(),
            command: Vec::new(),
            user: None,
            memory: None,
            starts_after: None,
            health: None,
            stop_timeout: None,
            init_process: false,
        }
    }

    /// Ends the task, and has it replaced, when this container ends.
    pub fn essential(mut self) -> Self {
        self.essential = true;
        self
    }

    /// The most memory that the container may use, 6 MiB at least; all of the task's by default.
    pub fn memory(mut self, size: Size) -> Self {
        self.memory = Some(size);
        self
    }

    /// An environment variable. Whoever may describe the task definition reads it.
    pub fn env(mut self, name: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.environment.push((name.into(), value.into_plain()));
        self
    }

    /// An environment variable from a secret. ECS reads it once, when a task starts: a secret that changes reaches the
    /// program with its next task.
    pub fn secret(mut self, name: impl Into<Text>, secret: SecretRef) -> Self {
        self.secrets.push((name.into(), secret));
        self
    }

    /// What runs instead of the image's own entry point, with the command behind it: a shell, where the image begins with a
    /// program of its own.
    pub fn entry_point<T: Into<Text>>(mut self, program: impl IntoIterator<Item = T>) -> Self {
        self.entry_point = program.into_iter().map(Into::into).collect();
        self
    }

    /// What runs instead of the image's own command.
    pub fn command<T: Into<Text>>(mut self, command: impl IntoIterator<Item = T>) -> Self {
        self.command = command.into_iter().map(Into::into).collect();
        self
    }

    /// The user that it runs as, by name or number, such as `1000` or `1000:1000`; the image's own by default.
    pub fn user(mut self, user: impl Into<Text>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// A check that ECS runs inside the container.
    pub fn container_health(mut self, check: HealthCheck) -> Self {
        self.health = Some(check);
        self
    }

    /// The time between the signal to stop and the kill, 2 to 120 s; 30 s by default. Requests that are running longer
    /// than that are cut off by a deployment.
    pub fn stop_timeout(mut self, timeout: Duration) -> Self {
        self.stop_timeout = Some(timeout);
        self
    }

    /// Makes the container's own file system read-only.
    pub fn read_only_root(mut self) -> Self {
        self.read_only_root = true;
        self
    }

    /// Runs a small `init` as process 1, which hands on signals and clears away children that have ended.
    pub fn init_process(mut self) -> Self {
        self.init_process = true;
        self
    }

    /// Starts once another container of the task has started, and stops before that one does.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>
    pub fn starts_after(mut self, container: impl Into<Text>) -> Self {
        self.starts_after = Some(container.into());
        self
    }

    #[doc(hidden)]
    pub fn definition(&self, stack: &mut Stack, logs: &LogGroupHandle) -> ContainerDefinition {
        self.check(stack);
        let mut definition =
            ContainerDefinition::new(self.image.reference(), text(&self.name)).essential(self.essential);
        if let Some(port) = self.port {
            let mut mapping = PortMapping::new().container_port(port).protocol(PortMappingProtocol::Tcp);
            if let Some(name) = &self.port_name {
                mapping = mapping.name(text(name));
            }
            definition = definition.port_mappings([mapping]);
        }
        if !self.entry_point.is_empty() {
            definition = definition.entry_point(self.entry_point.iter().map(text).collect::<Vec<_>>());
        }
        if !self.command.is_empty() {
            definition = definition.command(self.command.iter().map(text).collect::<Vec<_>>());
        }
        if let Some(user) = &self.user {
            definition = definition.user(text(user));
        }
        if let Some(memory) = self.memory {
            definition = definition.memory(memory.as_mib() as i64);
        }
        if let Some(other) = &self.starts_after {
            let started = ContainerDependency::new().container_name(text(other));
            definition = definition.depends_on([started.condition(ContainerDependencyCondition::Start)]);
        }
        if let Some(health) = &self.health {
            definition = definition.health_check(health.definition(stack));
        }
        if let Some(timeout) = self.stop_timeout {
            definition = definition.stop_timeout(whole_seconds(stack, "the stop timeout", timeout, 2, 120));
        }
        if self.read_only_root {
            definition = definition.readonly_root_filesystem(true);
        }
        if self.init_process {
            definition = definition.linux_parameters(LinuxParameters::new().init_process_enabled(true));
        }
        if !self.environment.is_empty() {
            let variables = self.environment.iter().map(|(name, value)| variable(name.clone(), value.clone()));
            definition = definition.environment(variables.collect::<Vec<_>>());
        }
        if !self.secrets.is_empty() {
            let secrets = self.secrets.iter().map(|(name, secret)| secret_variable(name.clone(), secret));
            definition = definition.secrets(secrets.collect::<Vec<_>>());
        }
        definition.log_configuration(log_configuration(&self.name, logs))
    }

    fn check(&self, stack: &mut Stack) {
        self.image.check(stack);
        let characters = self.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if self.name.is_empty() || self.name.len() > 255 || !characters {
            let message = format!("`{}` cannot be the name of a container", self.name);
            stack.error("bad-container-name", message, "use 1 to 255 letters, digits, hyphens and underscores");
        }
        if let Some(memory) = self.memory
            && memory < LEAST_MEMORY
        {
            let message = format!(
                "the container `{}` may use {} MiB, and Docker starts none with less than {}",
                self.name,
                memory.as_mib(),
                LEAST_MEMORY.as_mib()
            );
            let help = "give at least `mib(6)`, or leave it out: the container then shares the task's memory";
            stack.error("bad-container-memory", message, help);
        }
        let mut names: Vec<&Text> = Vec::new();
        for name in self.environment.iter().map(|(name, _)| name).chain(self.secrets.iter().map(|(name, _)| name)) {
            check_variable(stack, name, names.contains(&name));
            names.push(name);
        }
    }
}

/// Logs never hold up the program: what CloudWatch does not take in time is dropped once 25 MB are waiting.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>
fn log_configuration(name: &Text, logs: &LogGroupHandle) -> LogConfiguration {
    LogConfiguration::new("awslogs").options(log_options(name.clone(), logs))
}

/// What the driver `awslogs` is told: a group, and what its streams begin with.
pub fn log_options(prefix: impl Into<Text>, logs: &LogGroupHandle) -> Val<Map<Str>> {
    let option = |name: &'static str, value: Value| Field::new(Text::Borrowed(name), value);
    Val::of(Value::Map(vec![
        option("awslogs-group", logs.name().into_plain_value()),
        option("awslogs-region", region().into_plain_value()),
        option("awslogs-stream-prefix", Value::Str(prefix.into())),
        option("mode", Value::Str(Text::Borrowed("non-blocking"))),
        option("max-buffer-size", Value::Str(Text::Borrowed("25m"))),
    ]))
}
