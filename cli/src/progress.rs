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
        io.tell(format!("\r\x1b[2K{what}"))
    }

    pub(crate) fn end(self, io: &mut Io<'_>) -> io::Result<()> {
        if self.shown { io.tell("\r\x1b[2K") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What two steps and the end print, `waited` after the start.
    fn shown(terminal: bool, waited: Duration) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut io = Io { out: &mut out, err: &mut err, terminal, colour: false, folder: Default::default() };
        let mut progress = Progress { started: Instant::now().checked_sub(waited).unwrap(), shown: false };
        progress.step(&mut io, "one").unwrap();
        progress.step(&mut io, "two").unwrap();
        progress.end(&mut io).unwrap();
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn only_long_work_on_a_terminal_is_shown_and_it_is_wiped() {
        assert_eq!(shown(true, PATIENCE), "\r\x1b[2Kone\r\x1b[2Ktwo\r\x1b[2K");
        assert_eq!(shown(false, PATIENCE), "");
        assert_eq!(shown(true, Duration::ZERO), "");
    }
}
