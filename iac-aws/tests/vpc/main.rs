//! VPCs as templates. The expected templates are meant to be read: one line for each resource.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod growth;
mod routes;
mod subnet;
mod templates;

use iac_aws::prelude::*;

fn stack(vpc: Vpc) -> Stack {
    let mut stack = Stack::new("main");
    stack.add("Network", vpc);
    stack
}
