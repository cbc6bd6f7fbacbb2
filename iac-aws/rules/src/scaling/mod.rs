//! What grows and shrinks.

pub(crate) mod capacity;
pub(crate) mod group;
pub(crate) mod launch;
pub(crate) mod policy;
pub(crate) mod request_label;
pub(crate) mod scalable_target;
pub(crate) mod steps;
pub(crate) mod target;
