//! Reading templates, tried through the public interface.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod documents;
mod findings;
mod functions;
mod places;
mod snapshots;
mod support;
