#![doc = include_str!("README.md")]

mod application;
mod asked;
mod ec2;
mod ecs;
mod lightsail;
mod operations;
mod services;
mod stores;
mod telling;
mod watching;

use iac_core::{Environment, Region};

const REGIONS: &[Region] = &[Region::EU_CENTRAL_1];

/// The first tier: containers on Lightsail.
pub const LIGHTSAIL: Environment =
    Environment { system: "open-threat", name: "lightsail", regions: REGIONS, app: lightsail::app };

/// The second tier: a compose file on one machine.
pub const EC2: Environment = Environment { system: "open-threat", name: "ec2", regions: REGIONS, app: ec2::app };

/// The third tier, for developers.
pub const DEV: Environment = Environment { system: "open-threat", name: "dev", regions: REGIONS, app: ecs::dev };

/// The third tier, for rehearsals.
pub const STAGING: Environment =
    Environment { system: "open-threat", name: "staging", regions: REGIONS, app: ecs::staging };

/// The third tier, for users.
pub const PROD: Environment = Environment { system: "open-threat", name: "prod", regions: REGIONS, app: ecs::prod };
