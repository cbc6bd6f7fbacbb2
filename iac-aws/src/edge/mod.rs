//! The edge: balancers and their routes, certificates, names, web access control lists, content delivery.

mod routing;

pub use routing::{RoutingTarget, TargetGroups, Traffic, TrafficShift};
