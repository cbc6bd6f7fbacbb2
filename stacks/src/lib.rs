//! The systems and their environments.

pub mod cloud_optimizer;

use iac_core::Environment;

/// Every environment of every system: what `list` shows and `synth` writes.
pub const ENVIRONMENTS: &[Environment] =
    &[cloud_optimizer::TRIAL, cloud_optimizer::STAGING, cloud_optimizer::PROD, cloud_optimizer::SELLER];
