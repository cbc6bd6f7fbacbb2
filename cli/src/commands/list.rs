//! `list`: what exists.

use crate::io::{Exit, Io};
use crate::problem::Stop;
use crate::selector;
use crate::table::{columns, thousands};
use clap::{Arg, ArgMatches, Command};
use iac_core::graph::StackGraph;
use iac_core::json::{Layout, ToJson, Writer, to_bytes};
use iac_core::{Environment, Graph};

pub(crate) const NAME: &str = "list";

pub(crate) struct Options {
    json: bool,
}

pub(crate) fn command(program: &str) -> Command {
    Command::new(NAME)
        .about("Lists the environments of every system, with their regions, stacks and resources")
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "json"])
                .default_value("text")
                .help("A table for people, or JSON for programs"),
        )
        .after_help(format!(
            "Examples:\n  \
               {program} list\n  \
               {program} list --format json"
        ))
}

impl Options {
    pub(crate) fn read(matches: &ArgMatches) -> Self {
        Options { json: matches.get_one::<String>("format").is_some_and(|format| format == "json") }
    }
}

pub(crate) fn run(environments: &[Environment], options: Options, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let environments = selector::select(environments, &[], true).map_err(Stop::Problems)?;
    let listed: Vec<Listed<'_>> = environments.into_iter().map(|e| Listed(e, e.resolve().0)).collect();
    let text = if options.json { json(&listed) } else { text(&listed).into_bytes() };
    io.print(text)?;
    Ok(Exit::Success)
}

/// An environment and its stacks.
struct Listed<'a>(&'a Environment, Graph);

fn text(listed: &[Listed<'_>]) -> String {
    let mut rows = vec![["ENVIRONMENT", "STACKS", "RESOURCES", "REGIONS"].map(str::to_owned)];
    for Listed(environment, graph) in listed {
        let regions: Vec<&str> = environment.regions.iter().map(|region| region.code()).collect();
        let stacks: Vec<&str> = graph.stacks.iter().map(|stack| &*stack.name).collect();
        let resources = graph.stacks.iter().map(|stack| stack.resources.len()).sum();
        rows.push([selector::name(environment), stacks.join(", "), thousands(resources), regions.join(", ")]);
    }
    columns(&rows, &[2])
}

fn json(listed: &[Listed<'_>]) -> Vec<u8> {
    struct List<'a>(&'a [Listed<'a>]);
    impl ToJson for List<'_> {
        fn write(&self, to: &mut Writer) {
            to.map(|to| {
                to.key("version").int(1);
                to.entry("environments", self.0);
            });
        }
    }
    to_bytes(&List(listed), Layout::Indented)
}

impl ToJson for Listed<'_> {
    fn write(&self, to: &mut Writer) {
        let Listed(environment, graph) = self;
        to.map(|to| {
            to.entry("system", environment.system);
            to.entry("environment", environment.name);
            to.key("regions").items(environment.regions.iter().map(|region| region.code()));
            to.key("stacks").items(graph.stacks.iter().map(ListedStack));
        });
    }
}

struct ListedStack<'a>(&'a StackGraph);

impl ToJson for ListedStack<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("name", &self.0.name);
            to.entry("region", &self.0.region.map(|region| region.code()));
            to.entry("resources", &self.0.resources.len());
        });
    }
}
