//! Reading templates, tried through the public interface.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod bounds;
mod choices;
mod documents;
mod findings;
mod functions;
mod no_panic;
mod places;
#[path = "../core/program.rs"]
mod program;
mod reading;
mod round_trip;
mod sections;
mod snapshots;
#[path = "../core/support.rs"]
#[expect(dead_code, reason = "it serves other tests, too")]
mod support;
