//! `check`: proves environments, and templates whoever wrote them.

mod format;
mod subject;

use crate::io::{Exit, Io};
use crate::problem::{Problem, Stop};
use crate::report::Findings;
use crate::selector;
use crate::style::plain;
use crate::table::count;
use clap::{Arg, ArgAction, ArgMatches, Command};
use format::Format;
use iac_core::{Environment, Platform, Severity};
use std::fmt::Write as _;
use subject::Subject;

pub(crate) const NAME: &str = "check";

pub(crate) struct Options {
    targets: Vec<String>,
    all: bool,
    format: Format,
    flows: bool,
}

pub(crate) fn command(program: &str) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new(NAME)
        .about("Proves environments or CloudFormation templates before they are deployed")
        .arg(Arg::new("target").value_name("SELECTOR|FILE").num_args(0..).help(
            "An environment, system or pattern as for `synth`, or templates in JSON or YAML, whoever wrote them",
        ))
        .arg(flag("all").conflicts_with("target").help("Every environment of every system"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "json", "sarif", "github"])
                .default_value("text")
                .help("Text for people; JSON, SARIF or GitHub annotations for programs, on standard output"),
        )
        .arg(flag("flows").help("List who can talk to whom, and what was assumed"))
        .after_help(format!(
            "What nobody can know before the deployment is assumed and listed, never failed. What depends on parameters \
             is tried for every choice that they permit.\n\n\
             Examples:\n  \
               {program} check prod                    every system's environment `prod`\n  \
               {program} check template.yaml           a template that somebody else wrote\n  \
               {program} check --all --format sarif    for a code scanner\n  \
               {program} explain closed-port           what a finding means\n\n\
             Exit code: 0 no error, 1 errors, 2 something could not be read."
        ))
}

impl Options {
    pub(crate) fn read(matches: &ArgMatches) -> Self {
        Options {
            targets: matches.get_many::<String>("target").into_iter().flatten().cloned().collect(),
            all: matches.get_flag("all"),
            format: Format::of(matches.get_one::<String>("format").map_or("text", String::as_str)),
            flows: matches.get_flag("flows"),
        }
    }
}

pub(crate) fn run(
    platform: &Platform,
    table: &[Environment],
    options: &Options,
    io: &mut Io<'_>,
) -> Result<Exit, Stop> {
    if platform.rules.is_empty() {
        return Err(Problem::without_rules().into());
    }
    let is_file = |target: &&String| io.folder.join(target).is_file() || has_ending(target);
    let (files, selectors): (Vec<&String>, Vec<&String>) = options.targets.iter().partition(is_file);
    let mut subjects = Vec::new();
    if !selectors.is_empty() || files.is_empty() {
        let selectors: Vec<String> = selectors.into_iter().cloned().collect();
        let chosen = selector::select(table, &selectors, options.all).map_err(Stop::Problems)?;
        subjects.extend(chosen.into_iter().map(|environment| Subject::environment(environment, platform)));
    }
    for file in files {
        subjects.push(Subject::file(file, platform, io)?);
    }
    let errors = subjects.iter().map(|subject| subject.count(Severity::Error)).sum::<usize>();
    match options.format {
        Format::Text => {
            let mut findings = Findings::default();
            subjects.iter().for_each(|subject| findings.add(&subject.name, subject.findings.iter().cloned()));
            io.tell(findings.render_checked(&io.folder, io.colour))?;
            io.print(&*plain(&summary(&subjects, options.flows), &['\n']))?;
        }
        other => io.print(other.document(&subjects, platform))?,
    }
    Ok(if errors > 0 { Exit::Findings } else { Exit::Success })
}

/// Whether a target looks like a template, so that one that is not there is told as a missing file.
fn has_ending(target: &str) -> bool {
    [".json", ".yaml", ".yml", ".template"].iter().any(|ending| target.ends_with(ending))
}

/// What was proven, for people.
fn summary(subjects: &[Subject], flows: bool) -> String {
    let mut text = String::new();
    for subject in subjects {
        let proven = subject.flows.iter().filter(|flow| flow.declared).count();
        let open = subject.flows.len() - proven;
        let resources = count(subject.resources, "resource");
        let choices = count(subject.choices, "choice");
        let _ = writeln!(
            text,
            "{}: {}, {} in {}; {} proven, {open} open without need, {} assumed",
            subject.name,
            verdict(subject),
            resources,
            choices,
            count(proven, "flow"),
            subject.assumed.len()
        );
        if subject.bounded {
            text += "  more combinations of parameters are permitted than were tried: each value, and as many pairs as fit\n";
        }
        for suppressed in &subject.suppressed {
            let _ = writeln!(text, "  suppressed {} at {}: {}", suppressed.code, suppressed.path, suppressed.reason);
        }
        if flows {
            for flow in &subject.flows {
                let sort = if flow.declared { "proven" } else { "open" };
                let _ = writeln!(text, "  {sort}: {} -> {}: {}", flow.from, flow.to, flow.over);
            }
            for assumed in &subject.assumed {
                let _ = writeln!(text, "  assumed: {}: {}", assumed.path, assumed.what);
            }
        }
    }
    text
}

fn verdict(subject: &Subject) -> String {
    let told = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, name)| (subject.count(severity), name))
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| count(number, name))
        .collect::<Vec<_>>();
    if told.is_empty() { "nothing wrong".to_owned() } else { told.join(", ") }
}
