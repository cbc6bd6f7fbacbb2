//! The arguments, as clap reads them. The builder instead of the derive: it halves what clap costs a cold build.

use crate::commands::{check, coverage, explain, list, schema, synth};
use clap::Command;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::path::Path;

/// What is asked for.
pub(crate) enum Request {
    Check(check::Options),
    Coverage(coverage::Options),
    Explain(explain::Options),
    List(list::Options),
    Schema,
    Synth(synth::Options),
}

pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Request, clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    let program = args.first().and_then(|path| Path::new(path).file_stem()?.to_str()).unwrap_or("stacks").to_owned();
    let mut command = command(&program);
    let matches = command.try_get_matches_from_mut(args)?;
    match matches.subcommand() {
        Some((check::NAME, matches)) => Ok(Request::Check(check::Options::read(matches))),
        Some((explain::NAME, matches)) => Ok(Request::Explain(explain::Options::read(matches))),
        Some((coverage::NAME, matches)) => Ok(Request::Coverage(coverage::Options::read(matches))),
        Some((list::NAME, matches)) => Ok(Request::List(list::Options::read(matches))),
        Some((schema::NAME, _)) => Ok(Request::Schema),
        Some((synth::NAME, matches)) => Ok(Request::Synth(synth::Options::read(matches))),
        _ => Err(command.error(ErrorKind::MissingSubcommand, "a command is needed")),
    }
}

fn command(program: &str) -> Command {
    Command::new("iac")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Writes the infrastructure of every system and environment as templates")
        .after_help(format!(
            "Examples:\n  \
               {program} list                       what exists\n  \
               {program} synth prod                 write every system's `prod` to out/\n  \
               {program} synth --all --check        fail when out/ is not up to date\n\n\
             Exit code: 0 all is well, 1 findings or differences, 2 the command could not be carried out."
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            list::command(program),
            check::command(program),
            synth::command(program),
            explain::command(program),
            coverage::command(program),
            schema::command(),
        ])
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::command("stacks").debug_assert();
    }
}
