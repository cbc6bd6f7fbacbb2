#![doc = include_str!("../README.md")]

mod compose_host;
mod lightsail_app;

pub use compose_host::{ComposeHost, ComposeHostHandle, ComposeService, HostInstanceType};
pub use lightsail_app::{
    LightsailApp, LightsailAppHandle, LightsailContainer, LightsailDatabase, LightsailDatabaseBundle,
    LightsailDatabaseHandle, LightsailHealth, LightsailPostgres, LightsailPower, LightsailProtocol,
};
