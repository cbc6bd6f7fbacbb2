#![doc = include_str!("README.md")]

mod alarms;
mod choices;
mod dashboards;
mod delivery;
mod jobs;
mod listing;
mod operations;
mod seller;
mod service;
mod standing;
mod trial;
mod usage;

pub use listing::Listing;

use iac_core::{Environment, Region};

/// What a buyer deploys, in the regions in which CloudFront's VPC origins and their address lists are known.
pub const TRIAL: Environment =
    Environment { system: "cloud-optimizer", name: "trial", regions: trial::REGIONS, app: trial::app };

/// The seller's rehearsal.
pub const STAGING: Environment =
    Environment { system: "cloud-optimizer", name: "staging", regions: &[Region::US_EAST_1], app: choices::staging };

/// The seller's own production.
pub const PROD: Environment = Environment {
    system: "cloud-optimizer",
    name: "prod",
    regions: &[Region::US_EAST_1, Region::EU_CENTRAL_1],
    app: choices::prod,
};

/// What the seller's account has once: who delivers, the state of Terraform, the listing's files and its events.
pub const SELLER: Environment =
    Environment { system: "cloud-optimizer", name: "seller", regions: &[Region::US_EAST_1], app: seller::app };
