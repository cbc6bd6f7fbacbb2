#![doc = include_str!("README.md")]

mod alarms;
mod backups;
mod operations;
mod prod;
mod secrets;
mod services;

use iac_core::{Environment, Region};

/// Production, the one environment of the plan. It names no region; its users and documents are German.
pub const PROD: Environment =
    Environment { system: "mail-mind", name: "prod", regions: &[Region::EU_CENTRAL_1], app: prod::prod };
