//! AWS's own metrics, so that neither a name nor a dimension can be misspelt.

mod balancer;
mod cache;
mod database;
mod nat_gateway;
mod queue;
mod service;

pub use balancer::{LoadBalancerMetrics, TargetGroupMetrics};
pub use cache::CacheNodeMetrics;
pub use database::DbInstanceMetrics;
pub use nat_gateway::NatGatewayMetrics;
pub use queue::QueueMetrics;
pub use service::EcsServiceMetrics;

/// Methods that return a metric each: documentation, method, CloudWatch's name, usual statistic.
macro_rules! metrics {
    ($owner:ident in $namespace:literal: $($(#[doc = $doc:literal])+ $method:ident $name:literal $statistic:ident;)*) => {
        impl $owner {
            $(
                $(#[doc = $doc])+
                pub fn $method(&self) -> crate::monitoring::Metric {
                    let metric = crate::monitoring::Metric::new($namespace, $name);
                    self.found_by(metric).statistic(crate::monitoring::Statistic::$statistic)
                }
            )*
        }
    };
}
use metrics;
