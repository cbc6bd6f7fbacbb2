//! `templates/` holds what `synth --all` writes, byte for byte.
#![cfg(test)]

use cli::{Exit, Io, run_with};
use snapshots::systems::ENVIRONMENTS;
use std::path::Path;

#[test]
fn the_committed_templates_are_what_synth_writes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: folder.path().to_owned() };
    let exit = run_with(&iac_aws::PLATFORM, ENVIRONMENTS, ["stacks", "synth", "--all"].map(Into::into), &mut io);
    assert_eq!(exit, Exit::Success, "{}", String::from_utf8_lossy(&err));
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let differences = snapshots::compare(&committed, &folder.path().join("out")).unwrap();
    assert!(differences.is_empty(), "{differences}");
}
