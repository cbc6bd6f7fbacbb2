//! What a service with GPUs is made of.

use super::machines::Machines;
use super::{GpuService, GpuServiceHandle};
use crate::Deployment;
use crate::service_namespace::{check_name, publish};
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::network::SecurityGroupHandle;
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup, family};
use iac_aws_cfn::ecs::service::{
    AwsVpcConfiguration, CapacityProviderStrategyItem, NetworkConfiguration, PropagateTags,
};
use iac_aws_cfn::ecs::task_definition::{
    HostVolumeProperties, MountPoint, NetworkMode, RequiresCompatibilities, ResourceRequirement,
    ResourceRequirementType, Volume,
};
use iac_aws_cfn::{ecs, iam};
use iac_aws_containers::Cluster;
use iac_aws_containers::shared::{execution_role, task_role};
use iac_core::Value;
use iac_core::prelude::*;

impl Construct for GpuService {
    type Handle = GpuServiceHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> GpuServiceHandle {
        self.check(stack);
        let cluster = self.cluster.unwrap_or_else(|| stack.add("Cluster", Cluster::new()));
        let group = OwnSecurityGroup::new(&self.subnets, format!("Tasks of {}", stack.logical_id()), self.outbound);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        let log_group = OwnLogGroup::new(self.log_retention, self.encryption_key.as_ref());
        let log_group = stack.add("LogGroup", log_group);
        let execution_role = execution_role(stack, &[&self.container], &log_group);
        let task_role = task_role(stack, self.permissions.clone(), false);
        let family = family(stack, &cluster);
        let task_definition = self.task_definition(stack, family, &log_group, execution_role, task_role);
        let machines = self.machines(stack, &cluster, self.most_machines());
        let service = self.service(stack, &cluster, group, task_definition, &machines);
        if let Some(at) = &self.discovery {
            check_name(stack, &at.name);
            publish(stack, service, &log_group, at);
        }
        GpuServiceHandle {
            service,
            task_definition,
            task_role,
            execution_role,
            log_group,
            cluster,
            security_group: group,
            machines: machines.group,
            launch_template: machines.template,
            machine_role: machines.role,
            capacity_provider: machines.provider,
            scaling: self.scaling.map(|scaling| scaling.build(stack, service, &cluster)),
            port: self.port,
            discovery: self.discovery,
        }
    }
}

impl GpuService {
    fn check(&self, stack: &mut Stack) {
        self.subnets.require(stack, "the service", 1);
        if self.port == 0 {
            stack.error("bad-port", "a service cannot listen on port 0", "give the port that the program listens on");
        }
        if self.gpus == 0 || self.gpus > self.instance.gpus {
            let message = format!(
                "each task is to have {} GPUs, and `{}` has {}",
                self.gpus, self.instance.name, self.instance.gpus
            );
            stack.error("gpu-count", message, "choose a machine with as many GPUs as a task needs");
        }
        if self.models.as_ref().is_some_and(|folder| !folder.starts_with('/')) {
            stack.error("gpu-models", "the folder of the models is no path", "begin it with `/`");
        }
        if self.machines == Some(0) {
            stack.error("gpu-machines", "no machine may run", "allow at least one; `.desired(0)` runs none");
        }
        if !self.subnets.has_way_out() {
            stack.error(
                "no-way-to-registry",
                "a machine fetches its image and joins its cluster through the internet, and nothing leads there",
                "give the VPC a way out with `.nat(Nat::One)`",
            );
        }
        if let Some(scaling) = &self.scaling {
            scaling.check_without_balancer(stack);
        }
        if self.scaling.is_some() && self.desired.is_some() {
            let message = "a number of tasks is desired, and scaling decides how many run";
            stack.error("desired-out-of-range", message, "leave `desired` out");
        }
        if self.machines.is_none() && matches!(self.desired, Some(Value::Expr(_))) {
            let message = "how many machines may run follows from the number of tasks, which only the deployment knows";
            stack.error("gpu-machines", message, "say the most with `.max_machines(1)`");
        }
    }

    /// What the most tasks need, and one more where a deployment starts the new one first.
    fn most_machines(&self) -> u32 {
        let desired = match self.desired {
            Some(Value::Int(tasks)) => u32::try_from(tasks).unwrap_or(1),
            _ => 1,
        };
        let tasks = self.scaling.as_ref().map_or(desired, |scaling| *scaling.tasks.end()).max(1);
        let tasks_on_one = (self.instance.gpus / self.gpus.max(1)).max(1);
        self.machines.unwrap_or_else(|| (tasks + u32::from(self.rolling)).div_ceil(tasks_on_one))
    }

    fn task_definition(
        &self,
        stack: &mut Stack,
        family: Val<Str>,
        logs: &LogGroupHandle,
        execution_role: iam::RoleRef,
        task_role: iam::RoleRef,
    ) -> ecs::TaskDefinitionRef {
        // The machine itself and the agent take some; what is reserved may be exceeded.
        let share = self.instance.memory / self.instance.gpus * self.gpus;
        let mut container = self
            .container
            .definition(stack, logs)
            .memory_reservation(share * 3 / 4)
            .resource_requirements([ResourceRequirement::new(ResourceRequirementType::Gpu, self.gpus.to_string())]);
        if let Some(folder) = &self.models {
            container =
                container.mount_points([MountPoint::new().source_volume("models").container_path(folder.clone())]);
        }
        let mut definition = ecs::TaskDefinition::new([container])
            .family(family)
            .network_mode(NetworkMode::Awsvpc)
            .requires_compatibilities([RequiresCompatibilities::Ec2])
            .execution_role_arn(execution_role.arn())
            .task_role_arn(task_role.arn());
        if self.models.is_some() {
            let host = HostVolumeProperties::new().source_path("/var/lib/models");
            definition = definition.volumes([Volume::new().name("models").host(host)]);
        }
        stack.add("TaskDefinition", definition)
    }

    fn service(
        &self,
        stack: &mut Stack,
        cluster: &ClusterHandle,
        group: SecurityGroupHandle,
        task_definition: ecs::TaskDefinitionRef,
        machines: &Machines,
    ) -> ecs::ServiceRef {
        let network = AwsVpcConfiguration::new().subnets(self.subnets.ids()).security_groups([group.group_id()]);
        let strategy = CapacityProviderStrategyItem::new().capacity_provider(machines.provider.name()).weight(1);
        let mut service = ecs::Service::new()
            .cluster(cluster.name())
            .task_definition(task_definition.task_definition_arn())
            .capacity_provider_strategy([strategy])
            .network_configuration(NetworkConfiguration::new().awsvpc_configuration(network))
            .deployment_configuration(Deployment::rolling().configuration(stack, !self.rolling))
            .enable_ecs_managed_tags(true)
            .propagate_tags(PropagateTags::Service);
        // Without a number, an update of the stack leaves the one that scaling has chosen.
        if self.scaling.is_none() {
            service = service.desired_count(Val::<Int>::of(self.desired.clone().unwrap_or(Value::Int(1))));
        }
        let service = stack.add("", service);
        self.subnets.created_before(stack, service);
        stack.depends_on(service, machines.association);
        service
    }
}
