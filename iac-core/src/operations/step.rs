//! What a release does besides building and deploying.

use crate::value::{IntoPlain, Text, Value};

/// An image of somebody else's that a release copies into a repository, as it is and under its tag.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor says what the fields hold")]
#[non_exhaustive]
pub struct Copy {
    pub name: Text,
    pub source: Text,
    pub repository: Value,
}

impl Copy {
    /// A copy by a name among the images of the system, the image with its tag, and the repository that gets it.
    pub fn new(name: impl Into<Text>, source: impl Into<Text>, repository: impl IntoPlain) -> Self {
        Copy { name: name.into(), source: source.into(), repository: repository.into_plain() }
    }
}

/// Commands that a release runs at its end, from the root of the sources, with the role of the pipeline. They find the
/// tag in `TAG`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Step {
    pub name: Text,
    pub variables: Vec<(Text, Option<Value>)>,
    pub commands: Vec<Text>,
}

impl Step {
    /// A step by a name that people read.
    pub fn new(name: impl Into<Text>) -> Self {
        Step { name: name.into(), variables: Vec::new(), commands: Vec::new() }
    }

    /// A variable of the step, in capitals, with a value of the graph.
    pub fn variable(mut self, name: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.variables.push((name.into(), Some(value.into_plain())));
        self
    }

    /// A variable that a person gives to the environment in GitHub.
    pub fn asked(mut self, name: impl Into<Text>) -> Self {
        self.variables.push((name.into(), None));
        self
    }

    /// A command, after those before it.
    pub fn run(mut self, command: impl Into<Text>) -> Self {
        self.commands.push(command.into());
        self
    }
}
