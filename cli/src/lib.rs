#![doc = include_str!("../README.md")]

mod args;
mod commands;
#[cfg(feature = "documents")]
mod documents;
#[cfg(not(feature = "documents"))]
#[path = "documents/none.rs"]
mod documents;
mod files;
mod io;
mod manifest;
mod problem;
mod progress;
mod render;
mod report;
mod selector;
mod style;
mod table;
mod threads;
#[cfg(feature = "yaml")]
mod yaml;

pub use io::{Exit, Io};

use iac_core::{Environment, Platform};
use problem::Stop;
use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the command line of a program whose environments these are: the whole `main` of an app. The platform is what the
/// library of constructs knows of the cloud.
///
/// Arguments come from the process, output goes to its streams. The exit code is 0 when all is well, 1 when there are
/// findings or differences, 2 when the command could not be carried out.
pub fn run(platform: &Platform, environments: &[Environment]) -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut err = std::io::stderr().lock();
    let terminal = err.is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let mut io = Io { out: &mut out, terminal, colour: terminal && !plain, err: &mut err, folder: PathBuf::new() };
    run_with(platform, environments, std::env::args_os(), &mut io).into()
}

/// Runs one command line, the program's name first, against the given streams and folder: for tests.
///
/// ```
/// use cli::{Exit, Io, run_with};
/// use iac_core::Platform;
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: ".".into() };
/// assert_eq!(run_with(&Platform::NONE, &[], ["stacks", "--version"].map(Into::into), &mut io), Exit::Success);
/// assert!(out.starts_with(b"iac "));
/// ```
pub fn run_with(
    platform: &Platform,
    environments: &[Environment],
    args: impl IntoIterator<Item = OsString>,
    io: &mut Io<'_>,
) -> Exit {
    let run = |request| commands::run(platform, environments, request, io);
    let result = args::parse(args).map_err(Stop::from).and_then(run);
    match result.and_then(|exit| Ok(io.flush().map(|()| exit)?)) {
        Ok(exit) => exit,
        Err(stop) => explain(stop, io),
    }
}

/// Says why a command stopped. A stream that cannot even take that is not spoken of.
fn explain(stop: Stop, io: &mut Io<'_>) -> Exit {
    match stop {
        Stop::Usage(message) if !message.use_stderr() => {
            let _ = io.print(message.render().to_string()).and_then(|()| io.flush());
            return Exit::Success;
        }
        Stop::Usage(message) => drop(io.tell(message.render().to_string())),
        Stop::Output(error) => drop(io.tell(format!("error: cannot write the output: {error}\n"))),
        Stop::Problems(problems) => {
            drop(io.tell(problems.iter().map(|problem| problem.render(io.colour)).collect::<String>()));
        }
    }
    Exit::Failure
}
