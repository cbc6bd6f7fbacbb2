//! The files of an environment, as they are made.

use super::compile::{Module, Template};
use crate::documents::Page;
use crate::manifest::File;
use crate::report::Findings;
use iac_core::Diagnostic;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The files of one environment.
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    pub(super) findings: &'a mut Findings,
    pub(super) files: Vec<File>,
    pub(super) contents: Vec<Vec<u8>>,
}

impl Written<'_> {
    pub(super) fn template(&mut self, template: Template) {
        match template {
            Ok((file, bytes)) => self.file(file, bytes),
            Err(diagnostic) => self.findings.add(self.name, [*diagnostic]),
        }
    }

    pub(super) fn module(&mut self, (module, diagnostics): Module) {
        self.findings.add(self.name, diagnostics);
        if let Some((file, bytes)) = module {
            self.file(file, bytes);
        }
    }

    pub(super) fn file(&mut self, file: File, bytes: Vec<u8>) {
        self.files.push(file);
        self.contents.push(bytes);
    }

    pub(super) fn pages(&mut self, format: &str, pages: Vec<Page>) {
        for Page { path, text } in pages {
            self.file(file(path, format, text.as_bytes(), 0), text.into_bytes());
        }
    }

    pub(super) fn broken(&mut self, error: &str) {
        let fault = Diagnostic::error("unwritable", "", format!("the pages cannot be written: {error}"));
        self.findings.add(self.name, [fault]);
    }
}

pub(super) fn file(path: String, format: &str, bytes: &[u8], resources: usize) -> File {
    File {
        path,
        format: format.to_owned(),
        stack: None,
        region: None,
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        resources: resources as u64,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
