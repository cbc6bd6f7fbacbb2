//! What a command touches of the world besides files: two streams, a working folder, an exit code.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The streams and the folder that a command works with.
pub struct Io<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings and what went wrong.
    pub err: &'a mut dyn Write,
    /// Whether a person watches `err`: progress is shown.
    pub terminal: bool,
    /// Whether `err` may be coloured.
    pub colour: bool,
    /// The folder that relative paths start from. Empty: the process's own.
    pub folder: PathBuf,
}

impl Io<'_> {
    pub(crate) fn print(&mut self, text: impl AsRef<[u8]>) -> io::Result<()> {
        heard(self.out.write_all(text.as_ref()))
    }

    pub(crate) fn tell(&mut self, text: impl AsRef<[u8]>) -> io::Result<()> {
        heard(self.err.write_all(text.as_ref()).and_then(|()| self.err.flush()))
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        heard(self.out.flush())
    }
}

/// A reader that has gone, as `head` does, changes neither what is done nor how it ends.
fn heard(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Success,
    /// There are findings that are errors, or files that differ: 1.
    Findings,
    /// The command could not be carried out: 2.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Success => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        })
    }
}
