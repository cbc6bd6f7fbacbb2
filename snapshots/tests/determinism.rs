//! The same program writes the same bytes, however often it runs.
#![cfg(test)]

use cli::{Exit, Io, run_with};
use snapshots::systems::ENVIRONMENTS;
use std::path::Path;

/// Compares what `synth --all` would write with what is in the folder; the first run finds it empty and writes.
fn synth(out: &Path, more: &[&str]) -> Exit {
    let args = ["stacks", "synth", "--all", "--out"].map(Into::into).into_iter().chain([out.as_os_str().to_owned()]);
    let (mut text, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut text, err: &mut err, terminal: false, colour: false, folder: out.to_owned() };
    run_with(&iac_aws::PLATFORM, ENVIRONMENTS, args.chain(more.iter().map(Into::into)), &mut io)
}

#[test]
fn a_hundred_runs_make_the_same_bytes() {
    let out = tempfile::tempdir().unwrap();
    assert_eq!(synth(out.path(), &[]), Exit::Success);
    // Rules read and write nothing: the first run asks them.
    for _ in 1..100 {
        assert_eq!(synth(out.path(), &["--check", "--no-proof"]), Exit::Success);
    }
}
