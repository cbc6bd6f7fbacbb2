//! Says what takes long, on a terminal only.

use crate::io::Io;
use std::io;
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);

/// One line that is overwritten, and wiped at the end.
pub(crate) struct Progress {
    started: Instant,
    shown: bool,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Progress { started: Instant::now(), shown: false }
    }

    pub(crate) fn step(&mut self, io: &mut Io<'_>, what: &str) -> io::Result<()> {
        if !io.terminal || self.started.elapsed() < PATIENCE {
            return Ok(());
        }
        self.shown = true;
        write!(io.err, "\r\x1b[2K{what}")?;
        io.err.flush()
    }

    pub(crate) fn end(self, io: &mut Io<'_>) -> io::Result<()> {
        if self.shown { write!(io.err, "\r\x1b[2K") } else { Ok(()) }
    }
}
