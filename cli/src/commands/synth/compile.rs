//! Environments as bytes: everything that can go wrong with a program goes wrong here, before a file is touched.

use crate::io::Io;
use crate::manifest::{Entry, File};
use crate::progress::Progress;
use crate::render::{self, Notation};
use crate::report::Findings;
use crate::selector;
use iac_core::graph::StackGraph;
use iac_core::{Environment, Severity};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io;

/// An environment's entry of the manifest, and the contents of its files in the same order.
pub(super) struct Compiled {
    pub(super) entry: Entry,
    pub(super) contents: Vec<Vec<u8>>,
}

/// Compiles every environment, also after one that has an error, so that all findings come in one run. A stack's graph
/// is dropped once its bytes are there.
pub(super) fn compile(
    environments: &[&Environment],
    notation: Notation,
    io: &mut Io<'_>,
) -> io::Result<(Vec<Compiled>, Findings)> {
    let mut progress = Progress::start();
    let mut findings = Findings::default();
    let mut compiled = Vec::with_capacity(environments.len());
    for (index, environment) in environments.iter().enumerate() {
        let name = selector::name(environment);
        progress.step(io, &format!("{name} ({} of {})", index + 1, environments.len()))?;
        let (graph, diagnostics) = environment.resolve();
        let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        findings.add(&name, diagnostics);
        if broken {
            continue;
        }
        let mut files = Vec::with_capacity(graph.stacks.len());
        let mut contents = Vec::with_capacity(graph.stacks.len());
        for stack in graph.stacks {
            match render::cloudformation(&stack, notation) {
                Ok(bytes) => {
                    files.push(file(&name, &stack, notation, &bytes));
                    contents.push(bytes);
                }
                Err(diagnostic) => findings.add(&name, [*diagnostic]),
            }
        }
        let regions = environment.regions.iter().map(|region| region.code().to_owned()).collect();
        let (system, environment) = (environment.system.to_owned(), environment.name.to_owned());
        compiled.push(Compiled { entry: Entry { system, environment, regions, files }, contents });
    }
    progress.end(io)?;
    Ok((compiled, findings))
}

fn file(environment: &str, stack: &StackGraph, notation: Notation, bytes: &[u8]) -> File {
    File {
        path: format!("{environment}/cloudformation/{}.{}", stack.name, notation.extension()),
        format: "cloudformation".to_owned(),
        stack: stack.name.to_string(),
        region: stack.region.map(|region| region.code().to_owned()),
        sha256: hex(&Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        resources: stack.resources.len() as u64,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
