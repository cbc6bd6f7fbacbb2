//! Why a command could not be carried out.

use crate::style::Style;
use std::io;

/// What ends a command early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The output cannot be written.
    Output(io::Error),
    /// The arguments are wrong, or ask for help.
    Usage(Box<clap::Error>),
    /// Everything that is wrong, in one run.
    Problems(Vec<Problem>),
}

/// Files are read and written with errors of their own ([`Problem`]); a bare one comes from the streams.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Output(error)
    }
}

impl From<clap::Error> for Stop {
    fn from(error: clap::Error) -> Self {
        Stop::Usage(Box::new(error))
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Stop::Problems(vec![problem])
    }
}

/// One reason, told like a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    message: String,
    notes: Vec<String>,
    help: Option<String>,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Problem { message: message.into(), notes: Vec::new(), help: None }
    }

    /// Nothing can be proven without rules, and silence would read as if all were well.
    pub(crate) fn without_rules() -> Self {
        Problem::new("this program was built without rules").help("build it with the feature `check` of `iac-aws`")
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn render(&self, colour: bool) -> String {
        let style = Style::new(colour);
        let mut text = format!("{}: {}\n", style.error("error"), style.bold(&self.message));
        for note in &self.notes {
            text += &format!("  = note: {}\n", note.replace('\n', "\n    "));
        }
        if let Some(help) = &self.help {
            text += &format!("  = help: {help}\n");
        }
        text
    }
}
