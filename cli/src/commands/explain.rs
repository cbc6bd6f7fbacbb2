//! `explain`: what a rule finds, why that is wrong, and what to do.

use crate::io::{Exit, Io};
use crate::problem::{Problem, Stop};
use crate::table::columns;
use clap::{Arg, ArgMatches, Command};
use iac_core::Platform;

pub(crate) const NAME: &str = "explain";

pub(crate) struct Options {
    code: Option<String>,
}

pub(crate) fn command(program: &str) -> Command {
    Command::new(NAME)
        .about("Says what a rule finds, why that is wrong and what to do; lists the rules without a code")
        .arg(Arg::new("code").value_name("CODE").help("The code of a finding, such as closed-port"))
        .after_help(format!("Examples:\n  {program} explain\n  {program} explain closed-port"))
}

impl Options {
    pub(crate) fn read(matches: &ArgMatches) -> Self {
        Options { code: matches.get_one::<String>("code").cloned() }
    }
}

pub(crate) fn run(platform: &Platform, options: &Options, io: &mut Io<'_>) -> Result<Exit, Stop> {
    if platform.rules.is_empty() {
        return Err(Problem::without_rules().into());
    }
    let Some(code) = &options.code else {
        let rows: Vec<[String; 3]> = platform
            .rules
            .iter()
            .map(|rule| {
                let first = rule.text().lines().next().unwrap_or_default().to_owned();
                [rule.code.to_owned(), rule.severity.to_string(), first]
            })
            .collect();
        io.print(columns(&rows, &[]))?;
        return Ok(Exit::Success);
    };
    let Some(rule) = platform.rules.iter().find(|rule| rule.code == code) else {
        let near = platform
            .rules
            .iter()
            .map(|rule| rule.code)
            .max_by(|a, b| strsim::jaro_winkler(a, code).total_cmp(&strsim::jaro_winkler(b, code)));
        let mut problem = Problem::new(format!("there is no rule `{code}`"));
        if let Some(near) = near {
            problem = problem.note(format!("the most like it is `{near}`"));
        }
        return Err(problem.help("`explain` without a code lists the rules").into());
    };
    io.print(format!("{}[{}]\n\n{}", rule.severity, rule.code, rule.text()))?;
    Ok(Exit::Success)
}
