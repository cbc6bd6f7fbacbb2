#![doc = include_str!("../README.md")]

mod args;
mod commands;
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

pub use io::{Exit, Io};

use iac_core::Environment;
use problem::Stop;
use std::ffi::OsString;
use std::io::{BufWriter, ErrorKind, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the command line of a program whose environments these are: the whole `main` of an app.
///
/// Arguments come from the process, output goes to its streams. The exit code is 0 when all is well, 1 when there are
/// findings or differences, 2 when the command could not be carried out.
pub fn run(environments: &[Environment]) -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut err = std::io::stderr().lock();
    let terminal = err.is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let mut io = Io { out: &mut out, terminal, colour: terminal && !plain, err: &mut err, folder: PathBuf::new() };
    run_with(environments, std::env::args_os(), &mut io).into()
}

/// Runs one command line, the program's name first, against the given streams and folder: for tests.
///
/// ```
/// use cli::{Exit, Io, run_with};
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: ".".into() };
/// assert_eq!(run_with(&[], ["stacks", "--version"].map(Into::into), &mut io), Exit::Success);
/// assert!(out.starts_with(b"iac "));
/// ```
pub fn run_with(environments: &[Environment], args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Exit {
    let result = args::parse(args).map_err(Stop::from).and_then(|request| commands::run(environments, request, io));
    match result.and_then(|exit| Ok(io.out.flush().map(|()| exit)?)) {
        Ok(exit) => exit,
        Err(stop) => explain(stop, io),
    }
}

/// Says why a command stopped. Where nobody listens any more there is nothing to say.
fn explain(stop: Stop, io: &mut Io<'_>) -> Exit {
    match stop {
        Stop::Output(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Success,
        Stop::Output(error) => {
            let _ = writeln!(io.err, "error: cannot write the output: {error}");
            Exit::Failure
        }
        Stop::Usage(message) => {
            let (stream, exit): (&mut dyn std::io::Write, _) = match message.use_stderr() {
                true => (&mut *io.err, Exit::Failure),
                false => (&mut *io.out, Exit::Success),
            };
            let _ = write!(stream, "{}", message.render()).and_then(|()| stream.flush());
            exit
        }
        Stop::Problems(problems) => {
            let text: String = problems.iter().map(|problem| problem.render(io.colour)).collect();
            let _ = io.err.write_all(text.as_bytes());
            Exit::Failure
        }
    }
}
