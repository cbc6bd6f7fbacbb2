//! What `iac-core` promises, tried through its public interface.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod conditions;
mod cross_stack;
mod cycles;
mod determinism;
mod files;
mod ids;
mod intrinsics;
mod json_text;
mod limits;
mod no_panic;
mod operations;
mod parameters;
mod places;
mod program;
mod resources;
mod secrets;
mod support;
mod tags;
mod terraform;
mod terraform_text;
