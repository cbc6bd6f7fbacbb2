//! Environments as bytes: everything that can go wrong with a program goes wrong here, before a file is touched.

use super::Formats;
use super::written::{Written, file};
use crate::documents::{self, Described, Page, Pages};
use crate::io::Io;
use crate::manifest::{self, Entry, File};
use crate::problem::{Problem, Stop};
use crate::progress::Progress;
use crate::render::{self, Notation};
use crate::report::Findings;
use crate::selector;
use crate::threads;
use iac_core::backend::cloudformation;
use iac_core::check::{Report, check};
use iac_core::graph::StackGraph;
use iac_core::{Diagnostic, Environment, Graph, Platform, Severity};
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// An environment's entry of the manifest, and the contents of its files in the same order.
pub(super) struct Compiled {
    pub(super) entry: Entry,
    pub(super) contents: Vec<Vec<u8>>,
}

/// What is compiled, and how.
pub(super) struct Compiler<'a> {
    pub(super) platform: &'a Platform,
    pub(super) formats: Formats,
    pub(super) notation: Notation,
    /// The rules are asked too.
    pub(super) prove: bool,
    /// What pages are made with, or why they cannot be; none where there are to be none.
    pub(super) pages: Option<LazyLock<Result<Pages, String>>>,
}

impl Compiler<'_> {
    /// Compiles every environment, also after one that has an error, so that all findings come in one run. An
    /// environment's graph is dropped once its bytes are there.
    pub(super) fn compile(
        &self,
        environments: &[&Environment],
        io: &mut Io<'_>,
    ) -> Result<(Vec<Compiled>, Findings), Stop> {
        let mut progress = Progress::start();
        let mut findings = Findings::default();
        let mut compiled = Vec::with_capacity(environments.len());
        for (index, environment) in environments.iter().enumerate() {
            let name = selector::name(environment);
            progress.step(io, &format!("{name} ({} of {})", index + 1, environments.len()))?;
            let (graph, mut diagnostics) = environment.resolve();
            let is_broken = |found: &[Diagnostic]| found.iter().any(|one| one.severity == Severity::Error);
            let rendered = self.render(environment, &name, &graph, !is_broken(&diagnostics))?;
            let Rendered { proven, templates, module, described } = rendered;
            diagnostics.extend(proven);
            let broken = is_broken(&diagnostics);
            findings.add(&name, diagnostics);
            if broken {
                continue;
            }
            let mut written = Written { name: &name, findings: &mut findings, files: Vec::new(), contents: Vec::new() };
            templates.into_iter().for_each(|template| written.template(template));
            module.into_iter().for_each(|module| written.module(module));
            if let Some(pages) = &self.pages
                && let Ok(described) = described.recv()
            {
                let pages = LazyLock::force(pages).as_ref().map_err(String::clone);
                let lengths = self.lengths(&graph, &written.files);
                match pages.and_then(|pages| pages.of(environment, &graph, described, &lengths)) {
                    Ok(pages) => written.pages("document", pages),
                    Err(error) => written.broken(&error),
                }
            }
            let files = graph.stacks.iter().filter(|_| self.formats.files).flat_map(|stack| &stack.files);
            let files = files.map(|file| Page { path: format!("{name}/{}", file.path), text: file.text.clone() });
            written.pages("document", files.collect());
            let Written { files, contents, .. } = written;
            let regions = environment.regions.iter().map(|region| region.code().to_owned()).collect();
            let (system, environment) = (environment.system.to_owned(), environment.name.to_owned());
            compiled.push(Compiled { entry: Entry { system, environment, regions, files }, contents });
        }
        progress.end(io)?;
        Ok((compiled, findings))
    }

    /// What the rules say, the templates, the module and what pages are told. All of them only read the graph, so that
    /// none waits for the others; what is rendered of a graph that proves to be wrong is thrown away.
    fn render(
        &self,
        environment: &Environment,
        name: &str,
        graph: &Graph,
        is_whole: bool,
    ) -> Result<Rendered, Problem> {
        let (to_templates, templates) = channel();
        let (to_module, module) = channel();
        let (to_pages, described) = channel();
        let proven = thread::scope(|scope| {
            if self.formats.terraform && is_whole {
                threads::spawn(scope, move || {
                    render::terraform(graph, environment, self.platform, |(module, diagnostics)| {
                        let path = format!("{name}/terraform/main.tf.json");
                        let module =
                            module.map(|(bytes, resources)| (file(path, "terraform", &bytes, resources), bytes));
                        drop(to_module.send((module, diagnostics)));
                    });
                })?;
            }
            let to_templates = move || {
                for stack in graph.stacks.iter().filter(|_| self.formats.cloudformation && is_whole) {
                    drop(to_templates.send(template(name, stack, self.notation)));
                }
            };
            if !self.prove {
                to_templates();
                return Ok(Vec::new());
            }
            threads::spawn(scope, to_templates)?;
            let (to_ways, ways) = channel();
            if self.pages.is_some() && is_whole {
                threads::spawn(scope, move || {
                    let flows = || ways.recv().unwrap_or_default();
                    drop(to_pages.send(documents::describe(self.platform, environment, graph, &flows)));
                })?;
            }
            let Report { findings, flows, .. } = check(graph, self.platform.rules);
            drop(to_ways.send(flows.into_iter().collect()));
            Ok::<_, Problem>(findings)
        })?;
        Ok(Rendered { proven, templates, module, described })
    }

    /// How long the template of each stack is as JSON: one that was written so need not be written again to know.
    fn lengths(&self, graph: &Graph, files: &[File]) -> Vec<usize> {
        let length = |stack: &StackGraph| {
            let written = files.iter().find(|file| file.stack.as_deref() == Some(&*stack.name));
            match (written, self.notation) {
                (Some(file), Notation::Json) => file.bytes as usize,
                _ => render::json(&cloudformation::template(stack)).len(),
            }
        };
        graph.stacks.iter().map(length).collect()
    }

    /// The pipelines of the systems that were compiled. All environments of a system have a part in its pipeline, also
    /// those that were not asked for.
    pub(super) fn pipelines(&self, table: &[Environment], chosen: &[&Environment]) -> Result<Vec<Compiled>, Problem> {
        let Some(pages) = &self.pages else { return Ok(Vec::new()) };
        let broken = |error: &String| Problem::new(format!("a page is broken: {error}"));
        let pages = LazyLock::force(pages).as_ref().map_err(broken)?;
        let mut made = Vec::new();
        for system in table.iter().map(|environment| environment.system) {
            let done = made.iter().any(|made: &Compiled| made.entry.system == system);
            if done || !chosen.iter().any(|environment| environment.system == system) {
                continue;
            }
            let environments: Vec<&Environment> = table.iter().filter(|one| one.system == system).collect();
            let name = manifest::pipeline_of(system);
            let pipeline = documents::pipeline(pages, &environments);
            let pipeline = pipeline.map_err(|error| Problem::new(format!("`{name}` cannot be written: {error}")))?;
            let mut findings = Findings::default();
            let mut written = Written { name: &name, findings: &mut findings, files: Vec::new(), contents: Vec::new() };
            written.pages("pipeline", pipeline);
            let Written { files, contents, .. } = written;
            made.push(Compiled { entry: Entry::pipeline(system, files), contents });
        }
        Ok(made)
    }
}

/// What is made of a graph.
struct Rendered {
    proven: Vec<Diagnostic>,
    templates: Receiver<Template>,
    module: Receiver<Module>,
    described: Receiver<Described>,
}

/// A template, or why it cannot be written.
pub(super) type Template = Result<(File, Vec<u8>), Box<Diagnostic>>;

/// A module, and what there is to say of it.
pub(super) type Module = (Option<(File, Vec<u8>)>, Vec<Diagnostic>);

fn template(environment: &str, stack: &StackGraph, notation: Notation) -> Template {
    let bytes = render::cloudformation(stack, notation)?;
    let path = format!("{environment}/cloudformation/{}.{}", stack.name, notation.extension());
    let file = file(path, "cloudformation", &bytes, stack.resources.len());
    let region = stack.region.map(|region| region.code().to_owned());
    Ok((File { stack: Some(stack.name.to_string()), region, ..file }, bytes))
}
