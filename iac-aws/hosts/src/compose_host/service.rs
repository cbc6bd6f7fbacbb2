//! One service of a compose file.

use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_core::prelude::*;
use iac_core::{Field, IntoPlain, Text, Value};

/// One service of a [`ComposeHost`](super::ComposeHost): it is started again whenever it ends, and its output goes to the
/// host's log group.
/// Source: <https://docs.docker.com/reference/compose-file/services/>
#[derive(Clone, Debug)]
pub struct ComposeService {
    pub(super) name: Text,
    pub(super) image: Image,
    pub(super) published: Vec<(u16, u16)>,
    pub(super) secrets: Vec<(Text, SecretRef)>,
    pub(super) configs: Vec<(Text, Value)>,
    command: Vec<Text>,
    environment: Vec<(Text, Value)>,
    volumes: Vec<(Text, Text)>,
    after: Vec<Text>,
    health: Option<Text>,
}

impl ComposeService {
    /// A service, which the others reach by its name.
    pub fn new(name: impl Into<Text>, image: Image) -> Self {
        ComposeService {
            name: name.into(),
            image,
            published: Vec::new(),
            secrets: Vec::new(),
            configs: Vec::new(),
            command: Vec::new(),
            environment: Vec::new(),
            volumes: Vec::new(),
            after: Vec::new(),
            health: None,
        }
    }

    /// What runs instead of the image's own command.
    pub fn command<T: Into<Text>>(mut self, command: impl IntoIterator<Item = T>) -> Self {
        self.command = command.into_iter().map(Into::into).collect();
        self
    }

    /// Publishes a port of the container on a port of the host. Who reaches that is said with
    /// [`ComposeHost::open`](super::ComposeHost::open).
    pub fn publish(mut self, host: u16, container: u16) -> Self {
        self.published.push((host, container));
        self
    }

    /// An environment variable, which stands in the template.
    pub fn env(mut self, name: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.environment.push((name.into(), value.into_plain()));
        self
    }

    /// An environment variable from a secret of one line: the host fetches it when it starts and hands it to Docker. It
    /// stands in no template and no file that outlives a start; a secret that changes reaches the next host.
    pub fn secret(mut self, name: impl Into<Text>, secret: SecretRef) -> Self {
        self.secrets.push((name.into(), secret));
        self
    }

    /// Keeps a folder of the container on the host's volume for data, in a folder of this name.
    pub fn data(mut self, folder: impl Into<Text>, path: impl Into<Text>) -> Self {
        self.volumes.push((folder.into(), path.into()));
        self
    }

    /// A file of the container, by its path, with a text that stands in the template.
    pub fn file(mut self, path: impl Into<Text>, text: impl IntoPlain) -> Self {
        self.configs.push((path.into(), text.into_plain()));
        self
    }

    /// Starts after another service.
    pub fn after(mut self, service: impl Into<Text>) -> Self {
        self.after.push(service.into());
        self
    }

    /// A line of shell that ends with 0 when the service works. The host counts as started once all are healthy.
    pub fn health(mut self, line: impl Into<Text>) -> Self {
        self.health = Some(line.into());
        self
    }

    /// The file that the host writes this service's secrets to, in memory.
    pub(super) fn secret_file(&self) -> String {
        format!("/run/compose/{}.env", self.name)
    }

    /// The name of a config among those of all services.
    pub(super) fn config_name(&self, at: usize) -> String {
        format!("{}-{at}", self.name)
    }

    pub(super) fn definition(&self, logs: &LogGroupHandle) -> Value {
        let text = |text: &str| Value::Str(Text::Owned(literal(text)));
        let list = |all: &[Text]| Value::List(all.iter().map(|one| text(one)).collect());
        let mut fields = vec![
            ("image", self.image.reference().into_plain_value()),
            ("restart", Value::Str(Text::Borrowed("always"))),
        ];
        if !self.command.is_empty() {
            fields.push(("command", list(&self.command)));
        }
        if !self.environment.is_empty() {
            let variable = |(name, value): &(Text, Value)| Field::new(name.clone(), escaped(value));
            fields.push(("environment", Value::Map(self.environment.iter().map(variable).collect())));
        }
        if !self.secrets.is_empty() {
            let file = Value::map([("path", text(&self.secret_file())), ("format", text("raw"))]);
            fields.push(("env_file", Value::List(vec![file])));
        }
        if !self.published.is_empty() {
            let port = |(host, container): &(u16, u16)| Value::Str(format!("{host}:{container}").into());
            fields.push(("ports", Value::List(self.published.iter().map(port).collect())));
        }
        if !self.volumes.is_empty() {
            let volume = |(folder, path): &(Text, Text)| Value::Str(format!("/data/{folder}:{path}").into());
            fields.push(("volumes", Value::List(self.volumes.iter().map(volume).collect())));
        }
        if !self.configs.is_empty() {
            let config = |(at, (path, _)): (usize, &(Text, Value))| {
                Value::map([("source", text(&self.config_name(at))), ("target", text(path))])
            };
            fields.push(("configs", Value::List(self.configs.iter().enumerate().map(config).collect())));
        }
        if !self.after.is_empty() {
            fields.push(("depends_on", list(&self.after)));
        }
        if let Some(line) = &self.health {
            let test = Value::List(vec![text("CMD-SHELL"), text(line)]);
            fields.push((
                "healthcheck",
                Value::map([("test", test), ("interval", text("30s")), ("retries", Value::Int(3))]),
            ));
        }
        let options = [
            ("awslogs-group", logs.name().into_plain_value()),
            ("awslogs-region", region().into_plain_value()),
            ("tag", Value::Str(format!("{}/{{{{.ID}}}}", self.name).into())),
            ("mode", text("non-blocking")),
        ];
        fields.push(("logging", Value::map([("driver", text("awslogs")), ("options", Value::map(options))])));
        Value::map(fields)
    }
}

/// Compose fills in variables where it finds a `$`: here it finds none.
fn literal(text: &str) -> String {
    text.replace('$', "$$")
}

pub(super) fn escaped(value: &Value) -> Value {
    match value.as_str() {
        Some(text) => Value::Str(Text::Owned(literal(text))),
        None => value.clone(),
    }
}
