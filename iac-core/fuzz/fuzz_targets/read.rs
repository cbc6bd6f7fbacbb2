//! Arbitrary bytes as a template. Run with `cargo +nightly fuzz run read`, from `iac-core`.

#![no_main]

use iac_core::backend::cloudformation;
use iac_core::json::{Layout, to_bytes};
use iac_core::{FileName, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| read::template(FileName::of(&"template.yaml"), bytes);
    let (graph, findings) = read(bytes);
    for finding in &findings {
        assert!(finding.help.is_some(), "{finding}");
    }
    let Some(graph) = graph else { return assert!(!findings.is_empty()) };
    let written = |graph: &iac_core::Graph| to_bytes(&cloudformation::template(&graph.stacks[0]), Layout::Compact);
    let once = written(&graph).expect("a document has keys of text only");
    let again = read(&once).0.and_then(|graph| written(&graph).ok());
    assert_eq!(again, Some(once), "what was read is written, and that is read again");
});
