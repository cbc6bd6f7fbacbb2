//! A service with GPUs in a stack.

use super::super::service_namespace::call;
use super::super::{Discoverable, Discovery, ScalingHandle};
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::monitoring::{EcsServiceMetrics, LogGroupHandle};
use iac_aws_base::network::{Connectable, Listens, OpenedRules, SecurityGroupHandle};
use iac_aws_cfn::kind::EcsService;
use iac_aws_cfn::{auto_scaling, ec2, ecs, iam};
use iac_core::prelude::*;

/// A service with GPUs in a stack.
#[derive(Clone, Debug)]
pub struct GpuServiceHandle {
    /// The service.
    pub service: ecs::ServiceRef,
    /// What its tasks are made of.
    pub task_definition: ecs::TaskDefinitionRef,
    /// What the program in the tasks may do.
    pub task_role: iam::RoleRef,
    /// What ECS needs to start a task.
    pub execution_role: iam::RoleRef,
    /// Where its containers write.
    pub log_group: LogGroupHandle,
    /// The cluster that it runs in.
    pub cluster: ClusterHandle,
    /// What protects its tasks.
    pub security_group: SecurityGroupHandle,
    /// The machines.
    pub machines: auto_scaling::AutoScalingGroupRef,
    /// What a machine is made of.
    pub launch_template: ec2::LaunchTemplateRef,
    /// What the machines themselves may do.
    pub machine_role: iam::RoleRef,
    /// What adds and ends machines as tasks need them.
    pub capacity_provider: ecs::CapacityProviderRef,
    /// What scales it, where something does.
    pub scaling: Option<ScalingHandle>,
    pub(super) port: u16,
    pub(super) discovery: Option<Discovery>,
}

impl GpuServiceHandle {
    /// The service's name.
    pub fn name(&self) -> Val<Name<EcsService>> {
        self.service.name()
    }

    /// What ECS measures of it, for alarms and dashboards.
    pub fn metrics(&self) -> EcsServiceMetrics {
        EcsServiceMetrics::of(self.cluster.cluster, self.service)
    }

    /// Lets this call another service by its name, as
    /// [`FargateServiceHandle::calls`](crate::FargateServiceHandle::calls) does.
    #[track_caller]
    pub fn calls(&self, stack: &mut Stack, server: &impl Discoverable) -> Val<Str> {
        call(stack, self, self.service, &self.log_group, server)
    }
}

impl Connectable for GpuServiceHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }

    fn opened(&self, stack: &mut Stack, rules: OpenedRules) {
        rules.created_before(stack, self.service);
    }
}

impl Listens for GpuServiceHandle {
    fn port(&self) -> u16 {
        self.port
    }
}

impl Discoverable for GpuServiceHandle {
    fn discovery(&self) -> Option<&Discovery> {
        self.discovery.as_ref()
    }

    fn service(&self) -> ecs::ServiceRef {
        self.service
    }
}
