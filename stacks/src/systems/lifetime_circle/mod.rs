#![doc = include_str!("README.md")]

mod api;
mod app;
mod choices;
mod data;
mod operations;
mod site;
mod watch;

use iac_core::{Environment, Region};

/// Where users are, and where the certificate of a distribution must be.
const REGIONS: &[Region] = &[Region::EU_CENTRAL_1];

/// The rehearsal.
pub const STAGING: Environment =
    Environment { system: "lifetime-circle", name: "staging", regions: REGIONS, app: || app::app(choices::staging()) };

/// What users reach.
pub const PROD: Environment =
    Environment { system: "lifetime-circle", name: "prod", regions: REGIONS, app: || app::app(choices::prod()) };
