//! `schema`: the formats that other tools may rely on.

use crate::io::{Exit, Io};
use crate::manifest;
use crate::problem::Stop;
use clap::{Arg, Command};

pub(crate) const NAME: &str = "schema";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Prints the JSON schema of a file that `synth` writes")
        .arg(Arg::new("document").required(true).value_parser(["manifest"]).help("The file: out/manifest.json"))
}

pub(crate) fn run(io: &mut Io<'_>) -> Result<Exit, Stop> {
    io.print(manifest::SCHEMA)?;
    Ok(Exit::Success)
}
