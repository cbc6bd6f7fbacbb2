//! The parts of a system, as people speak of them.

use super::Language;
use crate::value::{IntoPlain, Text, Value};

/// An image that the pipeline builds and pushes. Its tags never move: a commit's or a release's.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Build {
    pub name: Text,
    pub repository: Value,
    pub context: Text,
    pub dockerfile: Text,
    pub platform: Text,
    pub arguments: Vec<(Text, Text)>,
    pub scan: bool,
    pub tested_in: Option<Text>,
}

impl Build {
    /// An image by its name among those of the system, the repository that it is pushed to (`repository.uri()`, or a
    /// name without a tag), the folder that is built, and the Dockerfile; both from the root of the sources.
    pub fn new(
        name: impl Into<Text>,
        repository: impl IntoPlain,
        context: impl Into<Text>,
        dockerfile: impl Into<Text>,
    ) -> Self {
        Build {
            name: name.into(),
            repository: repository.into_plain(),
            context: context.into(),
            dockerfile: dockerfile.into(),
            platform: Text::Borrowed("linux/amd64"),
            arguments: Vec::new(),
            scan: false,
            tested_in: None,
        }
    }

    /// What it runs on: `linux/amd64` by default; Graviton needs `linux/arm64`.
    pub fn platform(mut self, platform: impl Into<Text>) -> Self {
        self.platform = platform.into();
        self
    }

    /// A build argument that everybody may read, such as the address that a frontend has built in.
    pub fn argument(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.arguments.push((name.into(), value.into()));
        self
    }

    /// The name of the repository, in the same account and region, that holds the image where it was tested: one of the
    /// commit that is released is copied from there instead of being built once more.
    pub fn tested_in(mut self, repository: impl Into<Text>) -> Self {
        self.tested_in = Some(repository.into());
        self
    }

    /// Looks for known holes before it is pushed, and stops at one that is critical or high and has a fix.
    pub fn scan(mut self) -> Self {
        self.scan = true;
        self
    }
}

/// A service that releases replace. The library of constructs makes it of a handle.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Service {
    pub sort: Text,
    pub name: Text,
    pub container: Text,
    pub image: Option<Text>,
    pub reference: Option<Value>,
    pub version: Option<Text>,
    pub at: Vec<(Text, Value)>,
}

impl Service {
    /// A service of a sort that the pages know (`ecs`), by the name that people use.
    pub fn new(sort: impl Into<Text>, name: impl Into<Text>) -> Self {
        let name = name.into();
        Service {
            sort: sort.into(),
            container: name.clone(),
            name,
            image: None,
            reference: None,
            version: None,
            at: Vec::new(),
        }
    }

    /// Where it is found, such as `Cluster` and `Service`.
    pub fn at(mut self, key: impl Into<Text>, value: impl IntoPlain) -> Self {
        self.at.push((key.into(), value.into_plain()));
        self
    }

    /// The container that runs its image, where that is not named as the service.
    pub fn container(mut self, name: impl Into<Text>) -> Self {
        self.container = name.into();
        self
    }

    /// The image as the stack gives it: what parameters it is made of must take the tags that releases push.
    pub fn image(mut self, reference: impl IntoPlain) -> Self {
        self.reference = Some(reference.into_plain());
        self
    }

    /// The variable that tells its program which version it is: a release sets it to the image's tag.
    pub fn version_in(mut self, variable: impl Into<Text>) -> Self {
        self.version = Some(variable.into());
        self
    }

    /// The image that a release gives it: the name of a [`Build`]. Without one, releases leave it alone.
    pub fn runs(mut self, build: impl Into<Text>) -> Self {
        self.image = Some(build.into());
        self
    }
}

/// Static files behind a distribution.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor says what the fields hold")]
#[non_exhaustive]
pub struct Site {
    pub name: Text,
    pub bucket: Value,
    pub distribution: Value,
    pub folder: Text,
    pub commands: Vec<Text>,
    pub files: Text,
    pub hashed: Text,
    pub language: Language,
}

impl Site {
    /// A site by its name, the bucket's name and the distribution's id.
    pub fn new(name: impl Into<Text>, bucket: impl IntoPlain, distribution: impl IntoPlain) -> Self {
        Site {
            name: name.into(),
            bucket: bucket.into_plain(),
            distribution: distribution.into_plain(),
            folder: Text::Borrowed("."),
            commands: Vec::new(),
            files: Text::Borrowed("dist"),
            hashed: Text::Borrowed("assets"),
            language: Language::Shell,
        }
    }

    /// What the commands need to run: what the machine has by default.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The folder among the files whose names have a hash of what is in them, so that browsers keep them for a year:
    /// `assets` by default, as Vite has it.
    pub fn hashed(mut self, folder: impl Into<Text>) -> Self {
        self.hashed = folder.into();
        self
    }

    /// How it is built: the folder that the commands run in, the commands, and where in that folder the files then are.
    pub fn built<T: Into<Text>>(
        mut self,
        folder: impl Into<Text>,
        commands: impl IntoIterator<Item = T>,
        files: impl Into<Text>,
    ) -> Self {
        self.folder = folder.into();
        self.commands = commands.into_iter().map(Into::into).collect();
        self.files = files.into();
        self
    }
}

/// What must hold after a disaster.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor and the methods say what the fields hold")]
#[non_exhaustive]
pub struct Recovery {
    pub rto: Text,
    pub rpo: Text,
    pub drills: Option<Text>,
    pub notes: Vec<Text>,
}

impl Recovery {
    /// How long it may take until the system runs again, and how much of the latest data may be lost, as the plan says
    /// it: `1 hour`, `15 minutes`.
    pub fn new(rto: impl Into<Text>, rpo: impl Into<Text>) -> Self {
        Recovery { rto: rto.into(), rpo: rpo.into(), drills: None, notes: Vec::new() }
    }

    /// How often a recovery is rehearsed.
    pub fn drills(mut self, drills: impl Into<Text>) -> Self {
        self.drills = Some(drills.into());
        self
    }

    /// What must be known besides.
    pub fn note(mut self, note: impl Into<Text>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// What something is expected to cost in a month, in US dollars.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor says what the fields hold")]
#[non_exhaustive]
pub struct Cost {
    pub what: Text,
    pub least: u32,
    pub most: u32,
}

impl Cost {
    /// What is paid for, and the least and the most that it is expected to cost.
    pub fn monthly(what: impl Into<Text>, least: u32, most: u32) -> Self {
        Cost { what: what.into(), least, most }
    }
}

/// Something that goes wrong.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the constructor says what the fields hold")]
#[non_exhaustive]
pub struct Trouble {
    pub symptom: Text,
    pub cause: Text,
    pub cure: Text,
}

impl Trouble {
    /// What is seen, why that is, and what to do.
    pub fn new(symptom: impl Into<Text>, cause: impl Into<Text>, cure: impl Into<Text>) -> Self {
        Trouble { symptom: symptom.into(), cause: cause.into(), cure: cure.into() }
    }
}
