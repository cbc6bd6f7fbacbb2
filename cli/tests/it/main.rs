//! The command line in process: arguments in; files, text and exit codes out. One binary, since each costs a link.
#![cfg(test)]

mod check;
mod gone;
mod list;
mod prove;
mod schema;
#[cfg(feature = "documents")]
mod scripts;
mod selectors;
mod support;
mod synth;
mod terraform;
#[cfg(feature = "yaml")]
mod yaml;
