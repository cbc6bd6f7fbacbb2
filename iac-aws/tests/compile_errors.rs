//! What the compiler says to a mistake, word for word: `ui/*.rs` with the reviewed text beside each in `ui/*.stderr`.
//!
//! Another compiler words its own part differently, so the texts are compared with the recorded one only. After a
//! change: `TRYBUILD=overwrite cargo test -p iac-aws --test compile_errors`, then read every text as a user would.

use std::process::Command;

/// The compiler whose texts are recorded.
const RUSTC: &str = "rustc 1.95.0";

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn are_what_was_promised() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler that built this test can be run");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(RUSTC) {
        eprintln!("skipped: the texts of the compile errors are those of {RUSTC}, this is {}", version.trim());
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
