//! What a service is made of.

use super::infrastructure_role::infrastructure_role;
use super::scaling::Scaling;
use super::{FargateService, FargateServiceHandle, ServiceKind};
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::network::SecurityGroupHandle;
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup, family, whole_seconds};
use iac_aws_cfn::ecs::service::{
    AssignPublicIp, AvailabilityZoneRebalancing, AwsVpcConfiguration, LaunchType, NetworkConfiguration, PropagateTags,
};
use iac_aws_cfn::ecs::task_definition::{EphemeralStorage, NetworkMode, RequiresCompatibilities, RuntimePlatform};
use iac_aws_cfn::{ecs, iam};
use iac_aws_containers::shared::{execution_role, task_role};
use iac_aws_containers::{Cluster, Container};
use iac_core::prelude::*;

impl<K: ServiceKind> Construct for FargateService<K> {
    type Handle = FargateServiceHandle<K>;
    const SEALED: bool = true;

    fn build(mut self, stack: &mut Stack) -> FargateServiceHandle<K> {
        let metrics_log_group = self.collect(stack);
        self.check(stack);
        self.check_memory(stack);
        let cluster = self.cluster.unwrap_or_else(|| stack.add("Cluster", Cluster::new()));
        let group = OwnSecurityGroup::new(&self.subnets, format!("Tasks of {}", stack.logical_id()), self.outbound);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        let log_group = stack.add("LogGroup", self.logs());
        let containers: Vec<&Container> = [&self.container].into_iter().chain(&self.sidecars).collect();
        let execution_role = execution_role(stack, &containers, &log_group);
        let task_role = task_role(stack, std::mem::take(&mut self.permissions), self.exec);
        let family = family(stack, &cluster);
        let task_definition =
            self.task_definition(stack, family.clone(), &containers, &log_group, execution_role, task_role);
        let infrastructure_role = self.deployment.shifts_traffic().then(|| infrastructure_role(stack));
        let service = self.service(stack, &cluster, group, task_definition);
        self.publish(stack, service, &log_group);
        let grace_period = whole_seconds(stack, "the grace period", self.grace_period, 0, i32::MAX as u32);
        FargateServiceHandle {
            service,
            task_definition,
            family,
            image: self.container.image.reference(),
            task_role,
            execution_role,
            infrastructure_role,
            log_group,
            metrics_log_group,
            cluster,
            security_group: group,
            scaling: self.scaling.map(|scaling| scaling.build(stack, service, &cluster)),
            kind: self.kind,
            container_name: self.container.name,
            subnets: self.subnets,
            public_address: self.public_address,
            grace_period,
            discovery: self.discovery,
        }
    }
}

impl<K: ServiceKind> FargateService<K> {
    fn check(&self, stack: &mut Stack) {
        if self.kind.port() == Some(0) {
            stack.error("bad-port", "a service cannot listen on port 0", "give the port that the program listens on");
        }
        self.subnets.require(stack, "the service", 1);
        let containers = || [&self.container].into_iter().chain(&self.sidecars);
        for (index, sidecar) in self.sidecars.iter().enumerate() {
            if containers().take(index + 1).any(|earlier| earlier.name == sidecar.name) {
                let message = format!("the task has two containers named `{}`", sidecar.name);
                stack.error("duplicate-container", message, "give each container a name of its own");
            }
        }
        let closed = !self.public_address && !self.subnets.has_way_out();
        for container in containers() {
            if let Some(registry) = container.image.registry_outside()
                && closed
            {
                let message = format!(
                    "the image of the container `{}` lies in `{registry}`, and nothing leads there from the tasks' \
                     subnets: their VPC has no NAT gateway",
                    container.name
                );
                let help = "give the VPC one with `.nat(Nat::One)`, or run the tasks in `vpc.public()`; endpoints reach \
                            repositories of the stack's own region only";
                stack.error("no-way-to-registry", message, help);
            }
            if self.exec && container.read_only_root {
                let message =
                    format!("the container `{}` has a read-only file system, and ECS Exec is on", container.name);
                stack.error(
                    "exec-needs-writing",
                    message,
                    "ECS Exec writes into the container: leave out one of the two",
                );
            }
        }
        if let (None, Some(scaling)) = (self.kind.port(), &self.scaling) {
            scaling.check_without_balancer(stack);
        }
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
        if self.deployment.shifts_traffic() && self.scaling.as_ref().is_some_and(Scaling::counts_requests) {
            stack.error(
                "requests-move",
                "the service is scaled by the requests of its target group, and its deployments move them to another",
                "scale by `cpu_percent` instead, or deploy with `Deployment::rolling()`",
            );
        }
        if let (Some(desired), Some(scaling)) = (self.desired, &self.scaling)
            && !scaling.tasks.contains(&desired)
        {
            let message = format!(
                "{desired} tasks are desired, and the service is scaled between {} and {}",
                scaling.tasks.start(),
                scaling.tasks.end()
            );
            stack.error("desired-out-of-range", message, "leave `desired` out: scaling decides");
        }
    }

    /// A log group that keeps logs as long as the service's, under the same key.
    pub(super) fn logs(&self) -> OwnLogGroup {
        OwnLogGroup::new(self.log_retention, self.encryption_key.as_ref())
    }

    fn task_definition(
        &self,
        stack: &mut Stack,
        family: Val<Str>,
        containers: &[&Container],
        logs: &LogGroupHandle,
        execution_role: iam::RoleRef,
        task_role: iam::RoleRef,
    ) -> ecs::TaskDefinitionRef {
        let platform = RuntimePlatform::new().cpu_architecture(self.architecture).operating_system_family("LINUX");
        let containers: Vec<_> = containers.iter().map(|container| container.definition(stack, logs)).collect();
        let mut definition = ecs::TaskDefinition::new(containers)
            .family(family)
            .cpu(&self.size.cpu)
            .memory(&self.size.memory)
            .network_mode(NetworkMode::Awsvpc)
            .requires_compatibilities([RequiresCompatibilities::Fargate])
            .runtime_platform(platform)
            .execution_role_arn(execution_role.arn())
            .task_role_arn(task_role.arn());
        if let Some(size) = self.ephemeral_storage {
            let (least, most) = (gib(21), gib(200));
            if size < least || size > most || !size.as_mib().is_multiple_of(1024) {
                let message = format!("the tasks' scratch disk is to have {} MiB", size.as_mib());
                stack.error("bad-ephemeral-storage", message, "give whole GiB from `gib(21)` to `gib(200)`");
            }
            let size = size.clamp(least, most).as_gib() as i64;
            definition = definition.ephemeral_storage(EphemeralStorage::new().size_in_gib(size));
        }
        stack.add("TaskDefinition", definition)
    }

    fn service(
        &self,
        stack: &mut Stack,
        cluster: &iac_aws_base::compute::ClusterHandle,
        group: SecurityGroupHandle,
        task_definition: ecs::TaskDefinitionRef,
    ) -> ecs::ServiceRef {
        let address = if self.public_address { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled };
        let network = AwsVpcConfiguration::new()
            .assign_public_ip(address)
            .subnets(self.subnets.ids())
            .security_groups([group.group_id()]);
        // Rebalancing starts a task before it stops another, which a singleton must not.
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
        let rebalancing = match K::SINGLE {
            true => AvailabilityZoneRebalancing::Disabled,
            false => AvailabilityZoneRebalancing::Enabled,
        };
        let mut service = ecs::Service::new()
            .cluster(cluster.name())
            .task_definition(task_definition.task_definition_arn())
            .launch_type(LaunchType::Fargate)
            .platform_version("LATEST")
            .network_configuration(NetworkConfiguration::new().awsvpc_configuration(network))
            .deployment_configuration(self.deployment.configuration(stack, K::SINGLE))
            .availability_zone_rebalancing(rebalancing)
            .enable_ecs_managed_tags(true)
            .propagate_tags(PropagateTags::Service);
        // Without a number, an update of the stack leaves the one that scaling has chosen.
        if let Some(tasks) = self.desired.or(if self.scaling.is_some() { None } else { Some(1) }) {
            service = service.desired_count(tasks);
        }
        if self.exec {
            service = service.enable_execute_command(true);
        }
        let service = stack.add("", service);
        // A task that starts before its way to the registry is there cannot pull its image.
        self.subnets.created_before(stack, service);
        service
    }
}
