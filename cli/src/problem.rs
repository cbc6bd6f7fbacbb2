//! Why a command could not be carried out.

use crate::style::{Style, plain};
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

    /// What is written without a proof must not look proven.
    pub(crate) fn unproven() -> Self {
        Problem::new("nothing is proven: this program was built without rules")
            .help("build it with the feature `check` of `iac-aws`, or say with `--no-proof` that it is meant")
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
        self.told(style, &style.error("error"))
    }

    /// For what is told, and done nevertheless.
    pub(crate) fn render_warning(&self, colour: bool) -> String {
        let style = Style::new(colour);
        self.told(style, &style.warning("warning"))
    }

    fn told(&self, style: Style, word: &str) -> String {
        let mut text = format!("{word}: {}\n", style.bold(&plain(&self.message, &[])));
        for note in &self.notes {
            text += &format!("  = note: {}\n", plain(note, &['\n']).replace('\n', "\n    "));
        }
        if let Some(help) = &self.help {
            text += &format!("  = help: {}\n", plain(help, &[]));
        }
        text
    }
}

/// What is wrong with one file after another.
#[derive(Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// A full disk is one problem for every file; nobody reads all of them.
    const MOST: usize = 20;

    /// What was asked for, or one more problem, unless another file has told it.
    pub(crate) fn of<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => return Some(value),
            Err(problem) if self.0.contains(&problem) => {}
            Err(problem) => self.0.push(problem),
        }
        None
    }

    /// Goes on if there is none.
    pub(crate) fn none(mut self) -> Result<(), Stop> {
        let more = self.0.len().saturating_sub(Self::MOST);
        self.0.truncate(Self::MOST);
        match self.0.pop() {
            None => return Ok(()),
            Some(last) if more > 0 => self.0.push(last.note(format!("and {more} more like it"))),
            Some(last) => self.0.push(last),
        }
        Err(Stop::Problems(self.0))
    }
}
