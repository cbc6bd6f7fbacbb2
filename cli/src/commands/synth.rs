//! `synth`: environments as files.

mod compile;
mod output;
mod written;

use crate::documents::Pages;
use crate::files;
use crate::io::{Exit, Io};
use crate::manifest::{self, Entry, File, Manifest};
use crate::problem::{Problem, Stop};
use crate::render::Notation;
use crate::selector;
use crate::threads;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use compile::{Compiled, Compiler};
use iac_core::{Environment, Platform};
use output::Output;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::thread::{self, ScopedJoinHandle};

pub(crate) const NAME: &str = "synth";

pub(crate) struct Options {
    selectors: Vec<String>,
    all: bool,
    out: PathBuf,
    stdout: bool,
    check: bool,
    prove: bool,
    pub(crate) formats: Formats,
    notation: Notation,
}

/// What is written.
#[derive(Clone, Copy)]
pub(crate) struct Formats {
    pub(crate) cloudformation: bool,
    pub(crate) terraform: bool,
    /// Pages and pipelines.
    pub(crate) documents: bool,
    /// What constructs write beside the templates.
    pub(crate) files: bool,
}

impl Formats {
    /// Whether a file of the manifest is one of these.
    fn has(self, file: &File) -> bool {
        match &*file.format {
            "terraform" => self.terraform,
            "pipeline" => self.documents,
            "document" if is_in_docs(file) => self.documents,
            "document" => self.files,
            _ => self.cloudformation,
        }
    }
}

/// Whether a document is of an environment's pages: no construct may write to their folder.
fn is_in_docs(file: &File) -> bool {
    file.path.split('/').nth(2) == Some("docs")
}

pub(crate) fn command(program: &str) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let command = Command::new(NAME)
        .about("Writes the templates of environments, all of them or, when one has an error, none")
        .arg(Arg::new("selector").value_name("SELECTOR").num_args(0..).help(
            "An environment (prod), a system (cloud-optimizer), both (cloud-optimizer/prod) or a pattern (*/prod)",
        ))
        .arg(flag("all").conflicts_with("selector").help("Every environment of every system"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["cloudformation", "terraform", "all"])
                .default_value("all")
                .help("The templates to write; the other format's files stay as they are"),
        )
        .arg(flag("no-documents").help("Leave pages and pipelines alone"))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .default_value("out")
                .value_parser(value_parser!(PathBuf))
                .help("The folder to write to"),
        )
        .arg(
            flag("stdout")
                .conflicts_with_all(["out", "check"])
                .help("Print the template, or with `--format terraform` the module, instead of writing it; one file must be selected"),
        )
        .arg(flag("no-proof").help("Skip the rules of `check`, and the pages that tell what they proved; what cannot be written is still refused"))
        .arg(flag("check").help("Write nothing; fail when the files in the folder are not what would be written"));
    #[cfg(feature = "yaml")]
    let command = command.arg(flag("yaml").help("Write <stack>.yaml instead of <stack>.json"));
    command.after_help(format!(
        "Files:\n  \
           <DIR>/manifest.json                                    what was written, with checksums\n  \
           <DIR>/<system>/<environment>/cloudformation/<stack>.json\n  \
           <DIR>/<system>/<environment>/terraform/main.tf.json      every stack of the environment\n  \
           <DIR>/<system>/<environment>/docs/                     runbook, rollback, recovery, secrets, hand-offs …\n  \
           <DIR>/<system>/pipeline/                               GitHub workflows and the scripts that they call\n\n\
         Examples:\n  \
           {program} synth prod                            every system's environment `prod`\n  \
           {program} synth cloud-optimizer --out build     every environment of one system, to build/\n  \
           {program} synth '*/prod' '*/staging' --yaml     two environments of every system, as YAML\n  \
           {program} synth cloud-optimizer/trial --stdout  one template, to the terminal or a pipe\n  \
           {program} synth --all --check                   in a pipeline: exit code 1 when out/ is out of date"
    ))
}

impl Options {
    pub(crate) fn read(matches: &ArgMatches) -> Self {
        let format = matches.get_one::<String>("format").map_or("all", String::as_str);
        let stdout = matches.get_flag("stdout");
        Options {
            // One file can be printed: the template, unless the module is asked for.
            formats: Formats {
                cloudformation: format != "terraform",
                terraform: format != "cloudformation" && (!stdout || format == "terraform"),
                documents: cfg!(feature = "documents")
                    && !(stdout || matches.get_flag("no-documents") || matches.get_flag("no-proof")),
                files: !stdout,
            },
            selectors: matches.get_many::<String>("selector").into_iter().flatten().cloned().collect(),
            all: matches.get_flag("all"),
            out: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
            stdout,
            check: matches.get_flag("check"),
            prove: !matches.get_flag("no-proof"),
            #[cfg(feature = "yaml")]
            notation: if matches.get_flag("yaml") { Notation::Yaml } else { Notation::Json },
            #[cfg(not(feature = "yaml"))]
            notation: Notation::Json,
        }
    }
}

pub(crate) fn run(
    platform: &Platform,
    table: &[Environment],
    options: &Options,
    io: &mut Io<'_>,
) -> Result<Exit, Stop> {
    let chosen = selector::select(table, &options.selectors, options.all).map_err(Stop::Problems)?;
    let everything = chosen.len() == table.len();
    let Options { mut formats, notation, .. } = *options;
    let prove = options.prove && !platform.rules.is_empty();
    // Pages tell what was proven.
    formats.documents &= Pages::exist(platform) && prove;
    // Parsed by the thread of the pipelines, while environments are proven.
    let pages = formats.documents.then(|| LazyLock::new(Pages::new as fn() -> _));
    let compiler = Compiler { platform, formats, notation, prove, pages };
    // A system's pipeline waits for no proof of its environments; where one fails, it is thrown away.
    let (compiled, pipelines) = thread::scope(|scope| {
        let pipelines = threads::spawn(scope, || compiler.pipelines(table, &chosen));
        (compiler.compile(&chosen, io), pipelines.map(ScopedJoinHandle::join))
    });
    let (mut compiled, findings) = compiled?;
    if options.prove && !prove {
        io.tell(Problem::unproven().render_warning(io.colour))?;
    }
    io.tell(findings.render(&io.folder, io.colour))?;
    if findings.has_errors() {
        return Ok(Exit::Findings);
    }
    if options.stdout {
        return print(&compiled, io);
    }
    compiled.extend(pipelines?.unwrap_or_else(|panic| resume_unwind(panic))?);
    let systems = table.iter().map(|environment| manifest::pipeline_of(environment.system));
    let order: Vec<String> = table.iter().map(selector::name).chain(systems).collect();
    let folder = io.folder.join(&options.out);
    // The manifest is read, changed and written as if at once.
    let _lock = (!options.check).then(|| files::lock(&folder));
    let (old, note) = output::manifest(&folder)?;
    if let Some(note) = note {
        io.tell(note)?;
    }
    let made = compiled.iter().map(|made| made.entry.clone().with_others_of(&old, formats)).collect();
    let next = old.merged(made, &order, !everything);
    let output = Output::new(&options.out, compiled, &old, &next);
    if options.check { output.check(io) } else { output.write(io) }
}

impl Entry {
    /// The entry with the files of the formats that this run does not write.
    fn with_others_of(mut self, old: &Manifest, formats: Formats) -> Self {
        let before = old.environments.iter().find(|entry| entry.name() == self.name());
        let others = before.into_iter().flat_map(|entry| &entry.files).filter(|file| !formats.has(file));
        self.files.extend(others.cloned());
        self.files.sort_by_key(|file| match &*file.format {
            "cloudformation" => 0,
            "terraform" => 1,
            "document" if !is_in_docs(file) => 3,
            _ => 2,
        });
        self
    }
}

/// Prints the only file.
fn print(compiled: &[Compiled], io: &mut Io<'_>) -> Result<Exit, Stop> {
    if let [one] = compiled
        && let [bytes] = &*one.contents
    {
        io.print(bytes)?;
        return Ok(Exit::Success);
    }
    let stacks = compiled.iter().flat_map(|Compiled { entry, .. }| {
        entry
            .files
            .iter()
            .map(move |file| format!("{}: {}", entry.name(), file.stack.as_deref().unwrap_or("every stack")))
    });
    let stacks: Vec<String> = stacks.collect();
    let problem = Problem::new(format!("`--stdout` prints one stack, but {} are selected", stacks.len()));
    let problem = problem.note(format!("these are selected:\n{}", stacks.join("\n")));
    Err(problem.help("select an environment with one stack, or write files with `--out DIR`").into())
}
