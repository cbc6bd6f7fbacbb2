//! Environments whose lines the findings name: a line added above them changes the snapshots.

use iac_aws::cfn::logs::LogGroup;
use iac_core::prelude::*;

const REGIONS: &[Region] = &[Region::EU_CENTRAL_1, Region::US_EAST_1];

const fn environment(name: &'static str, app: fn() -> App) -> Environment {
    Environment { system: "shop", name, regions: REGIONS, app }
}

pub(crate) const TABLE: &[Environment] = &[
    environment("staging", || small("main").into()),
    environment("prod", || small("main").into()),
    environment("archive", || App::new().with(large("main")).with(small("edge").in_region(Region::US_EAST_1))),
];

pub(crate) const BROKEN: &[Environment] = &[environment("prod", broken), environment("trial", broken)];

fn small(name: &'static str) -> Stack {
    let mut stack = Stack::new(name).description("One parameter, one resource, one output");
    let size = stack.add("Size", Parameter::string().default("small").allowed_values(["small", "large"]));
    stack.add("Logs", LogGroup::new().retention_in_days(30));
    stack.output("ChosenSize", size);
    stack
}

fn large(name: &'static str) -> Stack {
    let mut stack = small(name);
    for index in 0..60 {
        stack.output(format!("Text{index}"), "x".repeat(1_000));
    }
    stack
}

fn broken() -> App {
    let mut stack = small("main");
    stack.output("ChosenSize", "again");
    stack.add("bad id", Parameter::string());
    stack.warn("costly", "this costs money", "take less of it");
    stack.into()
}
