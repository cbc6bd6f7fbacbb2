//! The same program gives the same bytes and the same findings.

use crate::program::Program;
use iac_core::backend::cloudformation;
use iac_core::prelude::*;
use iac_core::{json, resolve::resolve};
use proptest::prelude::*;

proptest! {
    #[test]
    fn of_bytes_and_findings(parts in prop::array::uniform2(prop::collection::vec(any::<u8>(), 0..200))) {
        let build = || {
            let (mut base, mut main, mut program) = (Stack::new("base"), Stack::new("main"), Program::wild());
            program.run(&mut base, &parts[0]);
            program.run(&mut main, &parts[1]);
            let (graph, diagnostics) = resolve(App::new().with(main).with(base), "test-dev");
            let bytes = |stack| json::to_bytes(&cloudformation::template(stack), json::Layout::Indented);
            (graph.stacks.iter().map(bytes).collect::<Vec<_>>(), diagnostics)
        };
        prop_assert_eq!(build(), build());
    }
}
