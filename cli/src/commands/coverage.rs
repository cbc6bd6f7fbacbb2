//! `coverage`: how much of each CloudFormation type has a place in Terraform.

use crate::io::{Exit, Io};
use crate::problem::Stop;
use crate::table::{columns, count, thousands};
use clap::{Arg, ArgAction, ArgMatches, Command};
use iac_core::Platform;
use iac_core::backend::terraform::{Coverage, PropertyState, coverage};
use std::fmt::Write as _;

pub(crate) const NAME: &str = "coverage";

pub(crate) struct Options {
    types: Vec<String>,
    properties: bool,
}

pub(crate) fn command(program: &str) -> Command {
    Command::new(NAME)
        .about("Counts, per resource type, the properties that are mapped, ignored with a reason, lacking and missing")
        .arg(Arg::new("format").value_name("FORMAT").value_parser(["terraform"]).required(true).help("The back end"))
        .arg(
            Arg::new("type")
                .value_name("TYPE")
                .num_args(0..)
                .help("Types to show, whole or in part: AWS::EC2::VPC, S3; every type without one"),
        )
        .arg(
            Arg::new("properties")
                .long("properties")
                .action(ArgAction::SetTrue)
                .help("Also list what is ignored, with the reason, what is lacking and what is missing"),
        )
        .after_help(format!(
            "Of what is lacking, the provider has no counterpart; what is missing should have a place.\n\
             Either is an error when a program sets it: nothing is left out silently.\n\n\
             Examples:\n  \
               {program} coverage terraform                        every type\n  \
               {program} coverage terraform S3 --properties        one service, with every gap"
        ))
}

impl Options {
    pub(crate) fn read(matches: &ArgMatches) -> Self {
        Options {
            types: matches.get_many::<String>("type").into_iter().flatten().cloned().collect(),
            properties: matches.get_flag("properties"),
        }
    }
}

pub(crate) fn run(platform: &Platform, options: &Options, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let wanted = |coverage: &Coverage| {
        options.types.is_empty() || options.types.iter().any(|part| coverage.cloudformation.contains(part.as_str()))
    };
    let all: Vec<Coverage> = coverage(&platform.terraform).into_iter().filter(wanted).collect();
    let mut rows = vec![["TYPE", "TERRAFORM", "MAPPED", "IGNORED", "LACKING", "MISSING", "RETAIN"].map(str::to_owned)];
    let mut total = [0; 4];
    let mut whole = 0;
    for one in &all {
        let counts = counts(one);
        whole += usize::from(counts[2] + counts[3] == 0);
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let [mapped, ignored, lacking, missing] = counts.map(thousands);
        rows.push([
            one.cloudformation.to_owned(),
            one.terraform.to_owned(),
            mapped,
            ignored,
            lacking,
            missing,
            one.kept_by.to_owned(),
        ]);
    }
    let mut text = columns(&rows, &[2, 3, 4, 5]);
    if options.properties {
        all.iter().for_each(|one| gaps(one, &mut text));
    }
    let [mapped, ignored, lacking, missing] = total.map(thousands);
    let types = count(all.len(), "type");
    let _ = writeln!(
        text,
        "{types}, {whole} of them whole: {mapped} properties mapped, {ignored} ignored, {lacking} lacking, {missing} missing"
    );
    io.print(text)?;
    Ok(Exit::Success)
}

fn counts(one: &Coverage) -> [usize; 4] {
    let mut counts = [0; 4];
    for (_, state) in &one.properties {
        let at = match state {
            PropertyState::Mapped => 0,
            PropertyState::Ignored(_) => 1,
            PropertyState::Lacking => 2,
            PropertyState::Missing => 3,
        };
        counts[at] += 1;
    }
    counts
}

fn gaps(one: &Coverage, text: &mut String) {
    for (path, state) in &one.properties {
        let _ = match state {
            PropertyState::Mapped => Ok(()),
            PropertyState::Ignored(reason) => writeln!(text, "ignored {} {path}: {reason}", one.cloudformation),
            PropertyState::Lacking => writeln!(text, "lacking {} {path}", one.cloudformation),
            PropertyState::Missing => writeln!(text, "missing {} {path}", one.cloudformation),
        };
    }
    for attribute in &one.missing_attributes {
        let _ = writeln!(text, "missing {} attribute {attribute}", one.cloudformation);
    }
}
