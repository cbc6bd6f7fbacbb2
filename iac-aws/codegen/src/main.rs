//! `cargo codegen [fetch | --check]`; see the crate's documentation.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use iac_aws_codegen::{Result, cache, check, generate, sources};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(text) => {
            // A closed pipe must not turn a finished run into a failure.
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(text) => {
            let _ = writeln!(std::io::stderr(), "error: {text}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match args {
        ["fetch"] => sources::fetch(&cache(&root)),
        [] => {
            let lines: Result<Vec<_>> = generate(&root)?.iter().map(|folder| check::write(&root, folder)).collect();
            Ok(lines?.join("\n"))
        }
        ["--check"] => check::compare(&root, &generate(&root)?),
        _ => Err("usage: cargo codegen [fetch | --check]".into()),
    }
}
