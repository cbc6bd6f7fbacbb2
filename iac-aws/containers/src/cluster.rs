//! ECS clusters: where services run and are watched.

use iac_aws_base::compute::ClusterHandle;
use iac_aws_cfn::ecs;
use iac_aws_cfn::ecs::cluster::ClusterSettings;
use iac_core::prelude::*;

/// How much CloudWatch records about the tasks of a cluster.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerInsights {
    /// Per task and container, with dashboards; billed per metric observed, a few dollars per month and service.
    Enhanced,
    /// Per service, billed as custom metrics.
    Enabled,
    /// Nothing besides CPU and memory per service. Container Insights writes to a log group that ECS makes itself
    /// and that the deletion of the stack leaves behind; a stack that must leave nothing turns it off.
    Disabled,
}

/// An ECS cluster (`AWS::ECS::Cluster`). It costs nothing itself; Container Insights does, and is enhanced by default.
///
/// ```
/// use iac_aws::compute::{Cluster, ContainerInsights};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let cluster = stack.add("Cluster", Cluster::new().container_insights(ContainerInsights::Disabled));
/// stack.output("ClusterName", cluster.name());
/// ```
#[derive(Clone, Debug)]
pub struct Cluster {
    insights: ContainerInsights,
}

impl Cluster {
    /// A cluster for Fargate tasks.
    pub fn new() -> Self {
        Cluster { insights: ContainerInsights::Enhanced }
    }

    /// How much is recorded about its tasks; enhanced by default.
    pub fn container_insights(mut self, insights: ContainerInsights) -> Self {
        self.insights = insights;
        self
    }
}

impl Default for Cluster {
    fn default() -> Self {
        Cluster::new()
    }
}

impl Construct for Cluster {
    type Handle = ClusterHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> ClusterHandle {
        let value = match self.insights {
            ContainerInsights::Enhanced => "enhanced",
            ContainerInsights::Enabled => "enabled",
            ContainerInsights::Disabled => "disabled",
        };
        let settings = ClusterSettings::new().name("containerInsights").value(value);
        let cluster = stack.add("", ecs::Cluster::new().cluster_settings([settings]));
        if self.insights == ContainerInsights::Disabled {
            stack.suppress(
                cluster,
                "CKV_AWS_65",
                "Container Insights writes to a log group that the deletion of the stack would leave behind",
            );
        }
        ClusterHandle { cluster }
    }
}
