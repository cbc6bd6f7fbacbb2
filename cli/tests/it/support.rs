//! A command line in process, in a folder of its own.

use cli::{Exit, Io, run_with};
use iac_core::Platform;
use iac_core::prelude::*;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a command did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder that goes away at the end of the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn run(&self, environments: &[Environment], args: &[&str]) -> Outcome {
        let args: Vec<OsString> = ["stacks"].iter().chain(args).map(OsString::from).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let folder = self.path().to_owned();
        let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder };
        let exit = run_with(&Platform::NONE, environments, args, &mut io);
        Outcome { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// Runs a command that must do well, and gives what it printed.
    #[track_caller]
    pub(crate) fn ok(&self, environments: &[Environment], args: &[&str]) -> String {
        let outcome = self.run(environments, args);
        assert_eq!(outcome.exit, Exit::Success, "{}", outcome.err);
        outcome.out
    }

    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Every file below the folder, with `/`, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut folders: Vec<PathBuf> = vec![self.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => files.push(path.strip_prefix(self.path()).unwrap().to_str().unwrap().replace('\\', "/")),
                }
            }
        }
        files.sort();
        files
    }

    #[track_caller]
    pub(crate) fn manifest(&self) -> serde_json::Value {
        serde_json::from_str(&self.read("out/manifest.json")).unwrap()
    }
}

/// A stack with one output.
pub(crate) fn stack(name: &'static str, value: &'static str) -> Stack {
    let mut stack = Stack::new(name);
    stack.output("Value", value);
    stack
}

pub(crate) const fn environment(system: &'static str, name: &'static str, app: fn() -> App) -> Environment {
    Environment { system, name, regions: &[Region::EU_CENTRAL_1, Region::US_EAST_1], app }
}

/// Two systems; `shop/prod` has two stacks, one of them tied to a region.
pub(crate) const TABLE: &[Environment] = &[
    environment("shop", "staging", || stack("main", "shop staging").into()),
    environment("shop", "prod", || {
        App::new().with(stack("main", "shop prod")).with(stack("edge", "shop edge").in_region(Region::US_EAST_1))
    }),
    environment("mail-mind", "prod", || stack("main", "mail prod").into()),
];

/// The same id twice: an error at a line of this file.
pub(crate) const BROKEN: Environment = environment("broken", "prod", || {
    let mut stack = stack("main", "first");
    stack.output("Value", "second");
    stack.into()
});
