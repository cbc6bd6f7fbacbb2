//! A reader that goes away, as `head` does, changes neither what is done nor how it ends.

use crate::support::{BROKEN, Folder, TABLE, environment, stack};
use cli::{Exit, Io, run_with};
use iac_core::Environment;
use std::io::{self, ErrorKind, Write};

struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::BrokenPipe.into())
    }
}

fn run(folder: &Folder, environments: &[Environment], args: &[&str]) -> Exit {
    let (out, err) = (&mut Gone, &mut Gone);
    let mut io = Io { out, err, terminal: false, colour: false, folder: folder.path().to_owned() };
    run_with(&iac_core::Platform::NONE, environments, ["stacks"].iter().chain(args).map(Into::into), &mut io)
}

#[test]
fn what_prints_ends_well() {
    for args in [&["list"][..], &["synth", "mail-mind", "--stdout"], &["schema", "manifest"], &["--help"]] {
        assert_eq!(run(&Folder::new(), TABLE, args), Exit::Success, "{args:?}");
    }
}

#[test]
fn files_are_written() {
    let warned = environment("warned", "prod", || {
        let mut stack = stack("main", "value");
        stack.warn("costly", "this costs money", "take less");
        stack.into()
    });
    let folder = Folder::new();
    assert_eq!(run(&folder, &[warned], &["synth", "--all"]), Exit::Success);
    let made = ["out/warned/prod/cloudformation/main.json", "out/warned/prod/terraform/main.tf.json"];
    assert_eq!(folder.files(), ["out/manifest.json", made[0], made[1]]);
}

#[test]
fn findings_and_failures_stay() {
    assert_eq!(run(&Folder::new(), TABLE, &["synth", "--all", "--check"]), Exit::Findings);
    assert_eq!(run(&Folder::new(), &[BROKEN], &["synth", "--all"]), Exit::Findings);
    assert_eq!(run(&Folder::new(), TABLE, &["synth", "nowhere"]), Exit::Failure);
}

#[test]
fn an_output_that_fails_otherwise_is_a_failure() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut err = Vec::new();
    let mut io = Io { out: &mut Full, err: &mut err, terminal: false, colour: false, folder: ".".into() };
    assert_eq!(run_with(&iac_core::Platform::NONE, TABLE, ["stacks", "list"].map(Into::into), &mut io), Exit::Failure);
    assert!(err.starts_with(b"error: cannot write the output: "));
}
