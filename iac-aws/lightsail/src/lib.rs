#![doc = include_str!("../README.md")]

mod lightsail_app;

pub use lightsail_app::{
    LightsailApp, LightsailAppHandle, LightsailContainer, LightsailDatabase, LightsailDatabaseBundle,
    LightsailDatabaseHandle, LightsailHealth, LightsailPostgres, LightsailPower, LightsailProtocol,
};
