//! Arbitrary bytes as a template, read, written, read again and proven. Run with `cargo +nightly fuzz run read`, from `iac-core`.

#![no_main]

use iac_core::backend::cloudformation;
use iac_core::check::{Findings, World, check};
use iac_core::json::{Layout, to_bytes};
use iac_core::{FileName, read};
use libfuzzer_sys::fuzz_target;

iac_core::rule! {
    /// Every value is evaluated, and every text is at fault: what brings it is followed through the choices.
    EVERYTHING: "everything", Error, everything
}

fn everything<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (stack, graph) in world.graph.stacks.iter().enumerate() {
        graph.outputs.values().for_each(|output| drop(world.eval(stack, &output.value)));
    }
    world.each(|res| {
        for field in &res.node().properties {
            if let Some(text) = res.get(&field.name).text() {
                findings.at(res, &field.name, text, "another");
            }
        }
    });
    for res in world.resources() {
        let known = res.node().properties.iter().filter(|field| res.get(&field.name).text().is_some()).count();
        findings.at(res, "", format!("{known} known"), "fewer");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| read::template(FileName::of(&"template.yaml"), bytes);
    let (graph, findings) = read(bytes);
    for finding in &findings {
        assert!(finding.help.is_some(), "{finding}");
    }
    let Some(graph) = graph else { return assert!(!findings.is_empty()) };
    check(&graph, &[EVERYTHING]);
    let written = |graph: &iac_core::Graph| to_bytes(&cloudformation::template(&graph.stacks[0]), Layout::Compact);
    let once = written(&graph);
    let again = read(&once).0.map(|graph| written(&graph));
    assert_eq!(again, Some(once), "what was read is written, and that is read again");
});
