//! How a version comes into an environment.

use crate::value::Text;

/// What brings a version into an environment.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructors and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Release {
    pub trigger: Trigger,
    pub approver: Option<Text>,
    pub ephemeral: bool,
    pub tests: Option<Checks>,
}

/// What starts a release. Every release can also be started by hand: one on tags for a tag only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A push to this branch.
    Branch(Text),
    /// A tag of this pattern.
    Tag(Text),
    /// Nothing but a person.
    Manual,
}

impl Release {
    fn new(trigger: Trigger) -> Self {
        Release { trigger, approver: None, ephemeral: false, tests: None }
    }

    /// Each push to a branch. Images are tagged `sha-` and the commit.
    pub fn on_branch(branch: impl Into<Text>) -> Self {
        Release::new(Trigger::Branch(branch.into()))
    }

    /// Each tag of a pattern of letters, digits, `.`, `_`, `-` and `*`, such as `v*`. Images are tagged like the sources.
    pub fn on_tag(pattern: impl Into<Text>) -> Self {
        Release::new(Trigger::Tag(pattern.into()))
    }

    /// Only a person starts it. Images are tagged `sha-` and the commit.
    pub fn manual() -> Self {
        Release::new(Trigger::Manual)
    }

    /// Somebody must agree first, by role: GitHub asks the required reviewers of the environment.
    pub fn approved_by(mut self, role: impl Into<Text>) -> Self {
        self.approver = Some(role.into());
        self
    }

    /// The version stays only as long as its tests run, then what ran before comes back.
    pub fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Runs against the environment once the version answers; it is rolled back where they fail. They find its address
    /// in the variable `BASE_URL`.
    pub fn tests(mut self, tests: Checks) -> Self {
        self.tests = Some(tests);
        self
    }
}

/// Commands that must pass.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the constructor and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Checks {
    pub name: Text,
    pub language: Language,
    pub folder: Text,
    pub commands: Vec<Text>,
}

/// What commands need to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python in this version.
    Python(&'static str),
    /// Node.js in this version.
    Node(&'static str),
    /// Only what the machine has.
    Shell,
}

impl Checks {
    /// Checks by a name, with the language that their commands need.
    pub fn new(name: impl Into<Text>, language: Language) -> Self {
        Checks { name: name.into(), language, folder: Text::Borrowed("."), commands: Vec::new() }
    }

    /// The folder that the commands run in; the root of the sources by default.
    pub fn folder(mut self, folder: impl Into<Text>) -> Self {
        self.folder = folder.into();
        self
    }

    /// A command, after those before it.
    pub fn run(mut self, command: impl Into<Text>) -> Self {
        self.commands.push(command.into());
        self
    }
}
