//! What balancers and services know of each other.

pub(crate) mod routing;

pub use routing::{RoutingTarget, TargetGroups, Traffic, TrafficShift};
