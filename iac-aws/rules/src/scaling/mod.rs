//! What grows and shrinks.

pub(crate) mod capacity;
pub(crate) mod group;
pub(crate) mod image_architecture;
pub(crate) mod launch;
pub(crate) mod policy;
pub(crate) mod request_label;
pub(crate) mod scalable_target;
pub(crate) mod signal;
pub(crate) mod steps;
pub(crate) mod target;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    capacity::CAPACITY,
    scalable_target::SCALABLE_TARGET,
    policy::SCALING_POLICY,
    request_label::REQUEST_LABEL,
    steps::SCALING_STEPS,
    group::SCALING_GROUP,
    launch::LAUNCH_SETUP,
    image_architecture::IMAGE_ARCHITECTURE,
    signal::SIGNAL,
];
