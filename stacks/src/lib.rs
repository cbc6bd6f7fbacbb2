//! The systems and their environments.

pub mod cloud_optimizer;
pub mod cti_scraper;
pub mod open_threat;
pub mod mail_mind;

use iac_core::Environment;

/// Every environment of every system: what `list` shows and `synth` writes.
pub const ENVIRONMENTS: &[Environment] =
    &[cloud_optimizer::TRIAL, cloud_optimizer::STAGING, cloud_optimizer::PROD, cti_scraper::DEV, cti_scraper::PROD];
pub const ENVIRONMENTS: &[Environment] = &[
    cloud_optimizer::TRIAL,
    cloud_optimizer::STAGING,
    cloud_optimizer::PROD,
    open_threat::LIGHTSAIL,
    open_threat::EC2,
    open_threat::DEV,
    open_threat::STAGING,
    open_threat::PROD,
];
pub const ENVIRONMENTS: &[Environment] = &[cloud_optimizer::TRIAL, cloud_optimizer::STAGING, cloud_optimizer::PROD, mail_mind::PROD];
    &[cloud_optimizer::TRIAL, cloud_optimizer::STAGING, cloud_optimizer::PROD, cloud_optimizer::SELLER];
