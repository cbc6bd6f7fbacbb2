#![doc = include_str!("README.md")]

mod alarms;
mod asked;
mod choices;
mod dashboard;
mod data;
mod delivery;
mod model;
mod network;
mod operations;
mod recovery;
mod registry;
mod services;
mod system;
mod warnings;

use iac_core::{Environment, Region};

/// For development: small, one zone's NAT gateway, no model, no replica.
pub const DEV: Environment =
    Environment { system: "cti-scraper", name: "dev", regions: &[Region::US_EAST_1], app: system::dev };

/// What analysts use; in the region of the copies when its own is lost.
pub const PROD: Environment = Environment {
    system: "cti-scraper",
    name: "prod",
    regions: &[Region::US_EAST_1, Region::US_WEST_2],
    app: system::prod,
};
