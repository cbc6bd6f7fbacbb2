//! What `iac-core` promises, tried through its public interface.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod conditions;
mod cross_stack;
mod cycles;
mod depth;
mod determinism;
mod files;
mod ids;
mod intrinsics;
mod json_text;
mod limits;
mod mappings;
mod no_panic;
mod operations;
mod outputs;
mod parameters;
mod places;
mod program;
mod resources;
mod secrets;
mod support;
mod tag_limits;
mod tags;
mod terraform;
mod terraform_text;
