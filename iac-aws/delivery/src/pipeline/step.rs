//! Builds that run commands.

use iac_aws_base::policy::Statement;
use iac_core::prelude::*;
use iac_core::{Field, IntoPlain, Text, Value, json_text};

/// The machine of a build.
/// Source: <https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildMachine {
    /// Two x86 CPUs.
    Small,
    /// Four x86 CPUs.
    Medium,
    /// Eight x86 CPUs.
    Large,
    /// Two ARM CPUs, for images that run on ARM.
    ArmSmall,
    /// Eight ARM CPUs.
    ArmLarge,
}

impl BuildMachine {
    /// Environment type, compute type and AWS's own image for it.
    /// Source: <https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html>
    pub(super) const fn environment(self) -> (&'static str, &'static str, &'static str) {
        const X86: (&str, &str) = ("LINUX_CONTAINER", "aws/codebuild/amazonlinux-x86_64-standard:5.0");
        const ARM: (&str, &str) = ("ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:3.0");
        let ((kind, image), size) = match self {
            BuildMachine::Small => (X86, "BUILD_GENERAL1_SMALL"),
            BuildMachine::Medium => (X86, "BUILD_GENERAL1_MEDIUM"),
            BuildMachine::Large => (X86, "BUILD_GENERAL1_LARGE"),
            BuildMachine::ArmSmall => (ARM, "BUILD_GENERAL1_SMALL"),
            BuildMachine::ArmLarge => (ARM, "BUILD_GENERAL1_LARGE"),
        };
        (kind, size, image)
    }
}

/// Commands that a build runs in the root of the source, in one shell (`bash`), one after the other until one fails.
///
/// ```
/// use iac_aws::prelude::*;
/// let tests = BuildStep::new(["npm ci", "npm test"]).env("CI", true);
/// # let _ = tests;
/// ```
#[derive(Clone, Debug)]
pub struct BuildStep {
    pub(super) commands: Vec<Text>,
    pub(super) runtimes: Vec<(Text, Text)>,
    pub(super) variables: Vec<Field>,
    pub(super) docker: bool,
    pub(super) grants: Vec<Statement>,
}

impl BuildStep {
    /// These commands.
    pub fn new<T: Into<Text>>(commands: impl IntoIterator<Item = T>) -> Self {
        BuildStep {
            commands: commands.into_iter().map(Into::into).collect(),
            runtimes: Vec::new(),
            variables: Vec::new(),
            docker: false,
            grants: Vec::new(),
        }
    }

    /// The version of a language that commands run with, such as `python` and `3.11`; the image's newest by default.
    /// Source: <https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html>
    pub fn runtime(mut self, language: impl Into<Text>, version: impl Into<Text>) -> Self {
        self.runtimes.push((language.into(), version.into()));
        self
    }

    /// An environment variable. It is shown in the console and in logs.
    pub fn env(mut self, name: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.variables.push(Field::new(name.into(), value.into_plain()));
        self
    }

    /// Lets commands use Docker, such as for a database that tests need. The build then runs privileged.
    pub fn docker(mut self) -> Self {
        self.docker = true;
        self
    }

    /// Lets commands call AWS.
    pub fn grant(mut self, statements: impl IntoIterator<Item = Statement>) -> Self {
        self.grants.extend(statements);
        self
    }

    /// The instructions of the build, with the files that it hands on.
    /// Source: <https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html>
    pub(super) fn instructions(&self, files: &[String]) -> Val<Str> {
        let list = |texts: Vec<Text>| Value::List(texts.into_iter().map(Value::Str).collect());
        let commands = list(self.commands.clone());
        let mut phases = Vec::new();
        if !self.runtimes.is_empty() {
            let version =
                |(language, version): &(Text, Text)| Field::new(language.clone(), Value::Str(version.clone()));
            let versions = Value::Map(self.runtimes.iter().map(version).collect());
            phases.push(("install", Value::map([("runtime-versions", versions)])));
        }
        phases.push(("build", Value::map([("commands", commands)])));
        let mut document = vec![
            ("version", Value::Str("0.2".into())),
            ("env", Value::map([("shell", Value::Str("bash".into()))])),
            ("phases", Value::map(phases)),
        ];
        if !files.is_empty() {
            let files = list(files.iter().map(|file| Text::Owned(file.clone())).collect());
            document.push(("artifacts", Value::map([("files", files)])));
        }
        json_text(&Value::map(document))
    }
}
