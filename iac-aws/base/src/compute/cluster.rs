//! What others need of a cluster.

use iac_aws_cfn::ecs;
use iac_aws_cfn::kind::EcsCluster;
use iac_core::prelude::*;

/// A cluster in a stack.
#[derive(Clone, Copy, Debug)]
pub struct ClusterHandle {
    /// The resource.
    pub cluster: ecs::ClusterRef,
}

impl ClusterHandle {
    /// The cluster's name.
    pub fn name(&self) -> Val<Name<EcsCluster>> {
        self.cluster.cluster_name()
    }

    /// The cluster's ARN.
    pub fn arn(&self) -> Val<Arn<EcsCluster>> {
        self.cluster.arn()
    }
}
