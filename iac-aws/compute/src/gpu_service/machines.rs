//! The machines of a service with GPUs.

use super::GpuService;
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::network::Outbound;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::shared::OwnSecurityGroup;
use iac_aws_cfn::auto_scaling::{self, auto_scaling_group as g};
use iac_aws_cfn::ec2::{self, launch_template as t};
use iac_aws_cfn::ecs::{self, capacity_provider as c, cluster_capacity_provider_associations as a};
use iac_aws_cfn::iam::{self, role::Policy};
use iac_aws_cfn::kind;
use iac_core::prelude::*;

/// AWS's own image for GPUs, by the name of the parameter that holds its id; looked up whenever a machine starts.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html>
const IMAGE: &str = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id";

/// The machines, and what ties them to the cluster.
pub(super) struct Machines {
    pub(super) group: auto_scaling::AutoScalingGroupRef,
    pub(super) template: ec2::LaunchTemplateRef,
    pub(super) role: iam::RoleRef,
    pub(super) provider: ecs::CapacityProviderRef,
    pub(super) association: ecs::ClusterCapacityProviderAssociationsRef,
}

impl GpuService {
    pub(super) fn machines(&self, stack: &mut Stack, cluster: &ClusterHandle, most: u32) -> Machines {
        let role = machine_role(stack, cluster);
        let template = self.template(stack, cluster, role);
        let version = template.latest_version_number();
        let group = auto_scaling::AutoScalingGroup::new(most.to_string(), "0")
            .vpc_zone_identifier(self.subnets.ids())
            .launch_template(
                g::LaunchTemplateSpecification::new(version).launch_template_id(template.launch_template_id()),
            )
            .new_instances_protected_from_scale_in(self.protected)
            .tags([
                g::TagProperty::new("Name", true, join![stack_name(), "/", stack.logical_id()]),
                // ECS sets it anyway; where Terraform does not know of it, it takes it away again.
                // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
                g::TagProperty::new("AmazonECSManaged", true, "true"),
            ]);
        let group = stack.add("Machines", group);
        self.subnets.created_before(stack, group);
        let protection = match self.protected {
            true => c::ManagedTerminationProtection::Enabled,
            false => c::ManagedTerminationProtection::Disabled,
        };
        let scaling = c::ManagedScaling::new().status(c::ManagedScalingStatus::Enabled).target_capacity(100);
        let provider = ecs::CapacityProvider::new().auto_scaling_group_provider(
            c::AutoScalingGroupProvider::new(group.auto_scaling_group_arn())
                .managed_scaling(scaling)
                .managed_draining(c::ManagedDraining::Enabled)
                .managed_termination_protection(protection),
        );
        let provider = stack.add("CapacityProvider", provider);
        let strategy = a::CapacityProviderStrategy::new(provider.name()).weight(1);
        let association = ecs::ClusterCapacityProviderAssociations::new(cluster.name(), [strategy])
            .capacity_providers([provider.name()]);
        let association = stack.add("CapacityProviders", association);
        Machines { group, template, role, provider, association }
    }

    fn template(&self, stack: &mut Stack, cluster: &ClusterHandle, role: iam::RoleRef) -> ec2::LaunchTemplateRef {
        let profile = stack.add("MachineProfile", iam::InstanceProfile::new([role.role_name()]));
        let description = format!("Machines of {}", stack.logical_id());
        let group = OwnSecurityGroup::new(&self.subnets, description, Outbound::Https);
        let group = stack.add("MachineSecurityGroup", group);
        let (least, most) = (gib(30), gib(16_384));
        if self.storage < least || self.storage > most || !self.storage.as_mib().is_multiple_of(1024) {
            let message = format!("a machine's disk is to have {} MiB", self.storage.as_mib());
            stack.error("gpu-storage", message, "give whole GiB from `gib(30)` to `gib(16_384)`");
        }
        let disk = t::Ebs::new()
            .volume_size(self.storage.clamp(least, most).as_gib() as i64)
            .volume_type(t::VolumeType::Gp3)
            .encrypted(true)
            .delete_on_termination(true);
        // Tasks keep their own role: they do not reach the machine's one through its metadata.
        let settings = join![
            "#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'EOF'\nECS_CLUSTER=",
            cluster.name(),
            "\nECS_ENABLE_GPU_SUPPORT=true\nECS_AWSVPC_BLOCK_IMDS=true\nECS_IMAGE_PULL_BEHAVIOR=prefer-cached\nEOF\n"
        ];
        let data = t::LaunchTemplateData::new()
            .image_id(IMAGE)
            .instance_type(self.instance.name)
            .iam_instance_profile(t::IamInstanceProfile::new().arn(profile.arn()))
            .security_group_ids([group.group_id()])
            .block_device_mappings([t::BlockDeviceMapping::new().device_name("/dev/xvda").ebs(disk)])
            .metadata_options(
                t::MetadataOptions::new()
                    .http_tokens(t::HttpTokens::Required)
                    .http_put_response_hop_limit(1)
                    .http_endpoint(t::HttpEndpoint::Enabled),
            )
            .monitoring(t::Monitoring::new().enabled(true))
            .user_data(iac_core::base64(settings));
        stack.add("MachineTemplate", ec2::LaunchTemplate::new(data))
    }
}

/// What the agent of ECS needs, for this cluster.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html>
fn machine_role(stack: &mut Stack, cluster: &ClusterHandle) -> iam::RoleRef {
    let instances =
        join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":container-instance/", cluster.name(), "/*"];
    let may = PolicyDocument::new([
        Statement::allow(["ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"])
            .sid("JoinCluster")
            .on(cluster.arn()),
        Statement::allow(["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"])
            .sid("TakeTasks")
            .on(instances),
        Statement::allow([
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange",
        ])
        .sid("TellOfTasks")
        .on(cluster.arn()),
        Statement::allow(["ecs:DiscoverPollEndpoint"]).sid("FindEndpoint").on("*"),
    ]);
    // A shell through Session Manager, whose agent is part of the image.
    let managed = join!["arn:", partition(), ":iam::aws:policy/AmazonSSMManagedInstanceCore"];
    let role = iam::Role::new(PolicyDocument::trusts("ec2.amazonaws.com"))
        .description("Takes tasks of one cluster of ECS")
        .managed_policy_arns([managed.untyped::<Arn<kind::IamManagedPolicy>>()])
        .policies([Policy::new(may, "Machine")]);
    stack.add("MachineRole", role)
}
