#![doc = include_str!("../README.md")]

mod reachability;
mod references;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    reachability::closed_port::CLOSED_PORT,
    references::wrong_reference::WRONG_REFERENCE,
];
