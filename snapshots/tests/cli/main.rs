//! What the command line says: help, lists, summaries, errors.
#![cfg(test)]

mod example;

use cli::{Io, run_with};
use iac_core::Environment;
use std::path::Path;

/// The exit code and both streams of one command.
fn said(environments: &[Environment], folder: &Path, args: &[&str]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: folder.to_owned() };
    let exit = run_with(&iac_aws::PLATFORM, environments, ["stacks"].iter().chain(args).map(Into::into), &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    format!("$ stacks {}\n{}{}{exit:?}\n", args.join(" "), text(err), text(out))
}

/// Several commands in one folder, which is empty at first.
fn session(commands: &[&[&str]]) -> String {
    let folder = tempfile::tempdir().unwrap();
    commands.iter().map(|args| said(example::TABLE, folder.path(), args)).collect::<Vec<_>>().join("\n")
}

fn check(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../../cli", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn help() {
    check("help", &session(&[&[], &["list", "--help"], &["synth", "--help"], &["schema", "--help"]]));
}

#[test]
fn list() {
    check("list", &session(&[&["list"], &["list", "--format", "json"], &["schema", "manifest"]]));
}

#[test]
fn synth() {
    check(
        "synth",
        &session(&[
            &["synth", "shop"],
            &["synth", "shop/prod", "--check"],
            &["synth", "shop/prod", "--yaml", "--check"],
            &["synth", "shop", "--yaml"],
            &["synth", "shop", "--yaml"],
            &["synth", "shop/prod", "--stdout", "--yaml"],
        ]),
    );
}

#[test]
fn wrong_arguments() {
    check(
        "wrong_arguments",
        &session(&[
            &["synth"],
            &["synth", "prdo", "zzz*"],
            &["synth", "--all", "prod"],
            &["synth", "prod", "--format", "terraform"],
            &["synth", "shop", "--stdout"],
            &["sinth"],
            &["schema"],
        ]),
    );
}

/// The program's lines are shown where they can be read: from the root of the workspace.
#[test]
fn findings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    check("findings", &said(example::BROKEN, root, &["synth", "--all"]));
}
