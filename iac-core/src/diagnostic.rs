//! What is wrong, where, and what to change.

use crate::place::Place;
use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to cost money, safety or sleep.
    Warning,
    /// Breaks the deployment, breaks the running system, loses data or opens it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A short stable name of the kind of finding, such as `duplicate-id`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The stack and the construct, such as `main/Network/Public1`.
    pub path: String,
    /// The line of the program that is to be changed.
    pub place: Option<Place>,
    /// Other lines that take part, each with what it has to do with it.
    pub related: Vec<(Place, String)>,
    /// What is wrong, with the value given.
    pub message: String,
    /// What to change, with the values allowed.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a construct.
    pub fn error(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            path: path.into(),
            place: None,
            related: Vec::new(),
            message: message.into(),
            help: None,
        }
    }

    /// A warning at a construct.
    pub fn warning(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, path, message) }
    }

    /// Says which line is to be changed.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// Says what to change.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names another line that takes part.
    pub fn also(mut self, place: Option<Place>, what: impl Into<String>) -> Self {
        self.related.extend(place.map(|place| (place, what.into())));
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(place) = self.place {
            write!(f, "\n  --> {place}")?;
        }
        if !self.path.is_empty() {
            write!(f, "\n  in {}", self.path)?;
        }
        for (place, what) in &self.related {
            write!(f, "\n  {place}: {what}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}
