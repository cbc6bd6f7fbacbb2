//! What is wrong with a template, and where.

use super::tree::{At, Flaws};
use crate::diagnostic::Diagnostic;
use crate::place::{FileName, Place};

pub(super) struct Findings {
    file: FileName,
    /// What is being read, such as `template/Network`.
    pub(super) path: String,
    pub(super) all: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn new(file: FileName, path: impl Into<String>) -> Self {
        Findings { file, path: path.into(), all: Vec::new() }
    }

    pub(super) fn place(&self, at: At) -> Place {
        Place::in_file(self.file, at.line, at.column)
    }

    pub(super) fn error(&mut self, code: &'static str, at: At, message: impl Into<String>, help: impl Into<String>) {
        let place = Some(self.place(at));
        self.all.push(Diagnostic::error(code, &*self.path, message).at(place).help(help));
    }

    pub(super) fn warning(&mut self, code: &'static str, at: At, message: impl Into<String>, help: impl Into<String>) {
        let place = Some(self.place(at));
        self.all.push(Diagnostic::warning(code, &*self.path, message).at(place).help(help));
    }
}

impl Flaws for Findings {
    fn wrong(&mut self, code: &'static str, at: At, message: &str, help: &str) {
        self.error(code, at, message, help);
    }

    /// CloudFormation takes the last one, so that a mistake is made where the first one said something else.
    fn repeated(&mut self, key: &str, at: At, first: At, is_harmless: bool) {
        let message = format!("the key `{key}` stands twice in one object");
        let [place, first] = [at, first].map(|at| Some(self.place(at)));
        let made = if is_harmless { Diagnostic::warning } else { Diagnostic::error };
        self.all.push(
            made("duplicate-key", &self.path, message)
                .at(place)
                .also(first, format!("the first `{key}` is here"))
                .help("give each key once; the last one counts"),
        );
    }
}
