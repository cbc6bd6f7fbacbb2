//! The same program writes the same bytes: many times, from other folders, for other users, in other time zones.
#![cfg(test)]

use cli::{Exit, Io, run_with};
use std::path::Path;
use std::process::Command;

/// Compares what `synth --all` would write with what is in the folder; the first run finds it empty and writes.
fn synth(out: &Path, more: &[&str]) -> Exit {
    let args = ["stacks", "synth", "--all", "--out"].map(Into::into).into_iter().chain([out.as_os_str().to_owned()]);
    let (mut text, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut text, err: &mut err, terminal: false, colour: false, folder: out.to_owned() };
    run_with(&iac_aws::PLATFORM, stacks::ENVIRONMENTS, args.chain(more.iter().map(Into::into)), &mut io)
}

#[test]
fn a_hundred_runs_make_the_same_bytes() {
    let out = tempfile::tempdir().unwrap();
    assert_eq!(synth(out.path(), &[]), Exit::Success);
    // Rules read and write nothing: the first run and the other processes ask them.
    for _ in 1..100 {
        assert_eq!(synth(out.path(), &["--check", "--no-proof"]), Exit::Success);
    }
}

#[test]
fn other_processes_make_the_same_bytes() {
    let (out, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(synth(out.path(), &[]), Exit::Success);
    let surroundings: [&[(&str, &str)]; 4] = [
        &[],
        &[("TZ", "Pacific/Kiritimati"), ("HOME", "/nonexistent"), ("USER", "somebody")],
        &[("TZ", "America/Anchorage"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("AWS_REGION", "ap-south-2"), ("AWS_PROFILE", "another"), ("TERM", "xterm-256color")],
    ];
    for variables in surroundings {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stacks"));
        command.args(["synth", "--all", "--check", "--out"]).arg(out.path());
        command.current_dir(elsewhere.path()).env_clear().envs(variables.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{variables:?}: {}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!(elsewhere.path().read_dir().unwrap().count(), 0);
}
