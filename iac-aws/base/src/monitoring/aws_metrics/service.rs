//! What ECS measures of a service.

use crate::monitoring::Metric;
use iac_aws_cfn::ecs;
use iac_aws_cfn::kind::{EcsCluster, EcsService};
use iac_core::prelude::*;

/// The metrics of an ECS service. They are free.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>
#[derive(Clone, Debug)]
pub struct EcsServiceMetrics {
    cluster: Val<Name<EcsCluster>>,
    service: Val<Name<EcsService>>,
}

impl EcsServiceMetrics {
    /// Of a service in this app.
    pub fn of(cluster: ecs::ClusterRef, service: ecs::ServiceRef) -> Self {
        EcsServiceMetrics::named(cluster.cluster_name(), service.name())
    }

    /// Of a service by its name and that of its cluster.
    pub fn named(cluster: Val<Name<EcsCluster>>, service: Val<Name<EcsService>>) -> Self {
        EcsServiceMetrics { cluster, service }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("ClusterName", self.cluster.clone()).dimension("ServiceName", self.service.clone())
    }

    /// How many tasks run, counted by the data points that they send: the number of samples of a minute.
    pub fn running_tasks(&self) -> Metric {
        use crate::monitoring::{Period, Statistic};
        self.cpu_utilization().statistic(Statistic::SampleCount).period(Period::minutes(1)).label("Running tasks")
    }
}

super::metrics! { EcsServiceMetrics in "AWS/ECS":
    /// CPU in use, in percent of what the tasks reserve.
    cpu_utilization "CPUUtilization" Average;
    /// Memory in use, in percent of what the tasks reserve.
    memory_utilization "MemoryUtilization" Average;
}
