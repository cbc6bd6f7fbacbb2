//! The command line in process: arguments in; files, text and exit codes out. One binary, since each costs a link.
#![cfg(test)]

mod blocked;
mod check;
mod gone;
mod list;
#[cfg(feature = "documents")]
mod pages;
mod prove;
mod schema;
#[cfg(feature = "documents")]
mod scripts;
mod selectors;
mod support;
mod synth;
mod terminal;
mod terraform;
mod together;
mod unproven;
#[cfg(feature = "yaml")]
mod yaml;
