//! The same program writes the same bytes from other folders, for other users, in other time zones.
#![cfg(test)]

use std::path::Path;
use std::process::{Command, Output};

fn synth(out: &Path, folder: &Path, variables: &[(&str, &str)], more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stacks"));
    command.args(["synth", "--all", "--out"]).arg(out).args(more);
    command.current_dir(folder).env_clear().envs(variables.iter().copied());
    command.output().unwrap()
}

#[test]
fn other_processes_make_the_same_bytes() {
    let (out, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = synth(out.path(), out.path(), &[], &[]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let surroundings: [&[(&str, &str)]; 4] = [
        &[],
        &[("TZ", "Pacific/Kiritimati"), ("HOME", "/nonexistent"), ("USER", "somebody")],
        &[("TZ", "America/Anchorage"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("AWS_REGION", "ap-south-2"), ("AWS_PROFILE", "another"), ("TERM", "xterm-256color")],
    ];
    for variables in surroundings {
        let again = synth(out.path(), elsewhere.path(), variables, &["--check"]);
        assert!(again.status.success(), "{variables:?}: {}", String::from_utf8_lossy(&again.stdout));
    }
    assert_eq!(elsewhere.path().read_dir().unwrap().count(), 0);
}
