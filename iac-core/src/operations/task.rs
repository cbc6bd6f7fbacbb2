//! What runs once before a release.

use super::Service;
use crate::value::{IntoPlain, Text, Value};

/// A task that runs once.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructors say what the fields hold")]
#[non_exhaustive]
pub struct Task {
    pub name: Text,
    pub work: Work,
}

/// What a task does.
#[derive(Clone, Debug)]
pub enum Work {
    /// A command in a task of the new revision of a service.
    Command(Text, Vec<Text>),
    /// What `aws ecs run-task --cli-input-json` takes.
    Input(Value),
}

impl Task {
    /// A task by its name, the service whose new image, secrets, subnets and role it has, and the command.
    pub fn new<T: Into<Text>>(name: impl Into<Text>, service: &Service, command: impl IntoIterator<Item = T>) -> Self {
        let command = command.into_iter().map(Into::into).collect();
        Task { name: name.into(), work: Work::Command(service.name.clone(), command) }
    }

    /// A task that the stack describes, such as a dump of the database: what `aws ecs run-task --cli-input-json` takes.
    /// It fails where one of its containers does.
    pub fn described(name: impl Into<Text>, input: impl IntoPlain) -> Self {
        Task { name: name.into(), work: Work::Input(input.into_plain()) }
    }
}
