//! One container of a service on Lightsail.

use iac_aws_base::compute::Image;
use iac_aws_cfn::lightsail::container as c;
use iac_core::prelude::*;
use iac_core::{IntoPlain, IntoSecret, Text, Value};

/// What a port of a container speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightsailProtocol {
    /// HTTP: the public address can lead to it.
    Http,
    /// HTTPS: the public address can lead to it.
    Https,
    /// TCP, for other containers.
    Tcp,
    /// UDP, for other containers.
    Udp,
}

/// How Lightsail finds out whether the public container works.
#[derive(Clone, Debug)]
pub struct LightsailHealth {
    pub(super) path: Text,
    codes: Text,
    interval: Duration,
    timeout: Duration,
    healthy: u32,
    unhealthy: u32,
}

impl LightsailHealth {
    /// A path that answers with a status of 200 to 299: every 10 s, 5 s to answer, 2 tries either way.
    pub fn path(path: impl Into<Text>) -> Self {
        LightsailHealth {
            path: path.into(),
            codes: Text::Borrowed("200-299"),
            interval: seconds(10),
            timeout: seconds(5),
            healthy: 2,
            unhealthy: 2,
        }
    }

    /// The statuses that mean healthy, such as `200-299,401`.
    pub fn success_codes(mut self, codes: impl Into<Text>) -> Self {
        self.codes = codes.into();
        self
    }

    /// The time between two tries, 5 to 300 s, and the time to answer, 2 to 60 s and less than that.
    pub fn interval(mut self, interval: Duration, timeout: Duration) -> Self {
        (self.interval, self.timeout) = (interval, timeout);
        self
    }

    /// How many tries in a row make it healthy, and unhealthy: 2 to 10.
    pub fn thresholds(mut self, healthy: u32, unhealthy: u32) -> Self {
        (self.healthy, self.unhealthy) = (healthy, unhealthy);
        self
    }

    /// Source: <https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerServiceHealthCheckConfig.html>
    pub(super) fn config(&self, stack: &mut Stack) -> c::HealthCheckConfig {
        let [interval, timeout] = [self.interval, self.timeout].map(|time| time.as_secs());
        let tries = 2..=10;
        if !self.path.starts_with('/') {
            let message = format!("`{}` is no path that a health check could ask for", self.path);
            stack.error("lightsail-health", message, "begin it with `/`");
        }
        if !(5..=300).contains(&interval) || !(2..=60).contains(&timeout) || timeout >= interval {
            let message = format!("a health check of {timeout} s every {interval} s");
            stack.error(
                "lightsail-health",
                message,
                "ask every 5 to 300 s and give 2 to 60 s, less than that, to answer",
            );
        }
        if !tries.contains(&self.healthy) || !tries.contains(&self.unhealthy) {
            let message = format!("health that changes after {} and {} tries", self.healthy, self.unhealthy);
            stack.error("lightsail-health", message, "give 2 to 10 tries each");
        }
        c::HealthCheckConfig::new()
            .path(self.path.clone())
            .success_codes(self.codes.clone())
            .interval_seconds(interval.min(300) as i64)
            .timeout_seconds(timeout.min(60) as i64)
            .healthy_threshold(self.healthy)
            .unhealthy_threshold(self.unhealthy)
    }
}

/// One container of a service on Lightsail, for [`LightsailApp`](super::LightsailApp).
#[derive(Clone, Debug)]
pub struct LightsailContainer {
    pub(super) name: Text,
    pub(super) image: Image,
    pub(super) ports: Vec<(u16, LightsailProtocol)>,
    command: Vec<Text>,
    environment: Vec<(Text, Value)>,
}

impl LightsailContainer {
    /// A container of an image of a public registry. Names have lower-case letters, digits and hyphens.
    pub fn new(name: impl Into<Text>, image: Image) -> Self {
        LightsailContainer { name: name.into(), image, ports: Vec::new(), command: Vec::new(), environment: Vec::new() }
    }

    /// Opens a port for HTTP; no two containers can have the same. The first is the one that the public address leads to.
    pub fn port(self, port: u16) -> Self {
        self.port_of(port, LightsailProtocol::Http)
    }

    /// Opens a port.
    pub fn port_of(mut self, port: u16, protocol: LightsailProtocol) -> Self {
        self.ports.push((port, protocol));
        self
    }

    /// What runs instead of the image's own command.
    pub fn command<T: Into<Text>>(mut self, command: impl IntoIterator<Item = T>) -> Self {
        self.command = command.into_iter().map(Into::into).collect();
        self
    }

    /// An environment variable.
    pub fn env(mut self, name: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.environment.push((name.into(), value.into_plain()));
        self
    }

    /// An environment variable from a secret: its value stands in no template, but Lightsail shows it to whoever may call
    /// `GetContainerServices`, and Terraform keeps it in its state. Terraform takes it only from a parameter.
    pub fn secret(mut self, name: impl Into<Text>, secret: impl IntoSecret) -> Self {
        self.environment.push((name.into(), secret.into_value()));
        self
    }

    pub(super) fn definition(&self, stack: &mut Stack) -> c::ContainerProperty {
        self.check(stack);
        let mut container = c::ContainerProperty::new().container_name(self.name.clone()).image(self.image.reference());
        if !self.command.is_empty() {
            container = container.command(self.command.clone());
        }
        if !self.environment.is_empty() {
            let variable = |(name, value): &(Text, Value)| {
                c::EnvironmentVariable::new().variable(name.clone()).value(Val::<Str>::of(value.clone()))
            };
            container = container.environment(self.environment.iter().map(variable).collect::<Vec<_>>());
        }
        if !self.ports.is_empty() {
            let port = |(port, protocol): &(u16, LightsailProtocol)| {
                let protocol = format!("{protocol:?}").to_ascii_uppercase();
                c::PortInfo::new().port(port.to_string()).protocol(protocol)
            };
            container = container.ports(self.ports.iter().map(port).collect::<Vec<_>>());
        }
        container
    }

    fn check(&self, stack: &mut Stack) {
        self.image.check(stack);
        let name = &self.name;
        let characters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty()
            || name.len() > 53
            || !name.bytes().all(characters)
            || name.starts_with('-')
            || name.ends_with('-')
        {
            let message = format!("`{name}` cannot be the name of a container on Lightsail");
            stack.error("bad-container-name", message, "use 1 to 53 lower-case letters, digits and hyphens inside");
        }
        for (at, (variable, _)) in self.environment.iter().enumerate() {
            let first = |c: char| c.is_ascii_alphabetic() || c == '_';
            let all = variable.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !variable.starts_with(first) || !all {
                let message = format!("`{variable}` cannot be the name of an environment variable");
                stack.error("bad-variable-name", message, "use letters, digits and underscores, and no digit in front");
            }
            if self.environment.iter().take(at).any(|(earlier, _)| earlier == variable) {
                let message = format!("the container `{name}` has two environment variables named `{variable}`");
                stack.error("duplicate-variable", message, "set it once, either with `env` or with `secret`");
            }
        }
    }
}
