//! Arbitrary bytes as a template, proven with every rule. Run with `cargo +nightly fuzz run prove`, from `iac-core`, with
//! templates as a corpus.

#![no_main]

use iac_core::check::check;
use iac_core::{FileName, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(graph) = read::template(FileName::of(&"template.yaml"), bytes).0 {
        check(&graph, iac_aws_rules::RULES);
    }
});
