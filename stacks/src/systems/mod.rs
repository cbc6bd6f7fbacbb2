//! The systems and their environments.

pub mod cloud_optimizer;
pub mod cti_scraper;
pub mod lifetime_circle;
pub mod mail_mind;
pub mod open_threat;

use iac_core::Environment;

/// Every environment of every system: what `list` shows and `synth` writes.
pub const ENVIRONMENTS: &[Environment] = &[
    open_threat::LIGHTSAIL,
    open_threat::EC2,
    open_threat::DEV,
    open_threat::STAGING,
    open_threat::PROD,
    lifetime_circle::STAGING,
    lifetime_circle::PROD,
    cti_scraper::DEV,
    cti_scraper::PROD,
    mail_mind::PROD,
    cloud_optimizer::TRIAL,
    cloud_optimizer::STAGING,
    cloud_optimizer::PROD,
    cloud_optimizer::SELLER,
];
