//! The systems and their environments.

use iac_core::prelude::*;

/// Every environment of every system: what the command line works on.
pub const ENVIRONMENTS: &[Environment] = &[Environment {
    system: "example",
    name: "dev",
    regions: &[Region::EU_CENTRAL_1],
    app: || {
        let mut stack = Stack::new("main").description("One parameter, one output");
        let size = stack.add("Size", Parameter::string().default("small").allowed_values(["small", "large"]));
        stack.output("ChosenSize", size);
        stack.into()
    },
}];
