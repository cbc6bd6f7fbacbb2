//! Capacity providers: where the machines of tasks come from.

use crate::prelude::*;

pub(super) const CAPACITY_PROVIDER: ResourceMap =
    ResourceMap::new("AWS::ECS::CapacityProvider", "aws_ecs_capacity_provider")
        .reference("name")
        .name(Name::Required("name", 255))
        .properties(&[
            (
                "AutoScalingGroupProvider",
                To::Block("auto_scaling_group_provider", &[("AutoScalingGroupArn", To::By(group_arn))]),
            ),
            ("ClusterName", To::Attribute("cluster")),
            (
                "ManagedInstancesProvider",
                To::Block(
                    "managed_instances_provider",
                    &[("InstanceLaunchTemplate", To::Block("instance_launch_template", LAUNCH_TEMPLATE))],
                ),
            ),
        ]);

const LAUNCH_TEMPLATE: &[(&str, To)] = &[
    ("InstanceRequirements", To::Block("instance_requirements", REQUIREMENTS)),
    (
        "StorageConfiguration",
        To::Block("storage_configuration", &[("StorageSizeGiB", To::Attribute("storage_size_gib"))]),
    ),
];

const REQUIREMENTS: &[(&str, To)] = &[
    ("AcceleratorTotalMemoryMiB", To::Block("accelerator_total_memory_mib", &[])),
    ("MemoryGiBPerVCpu", To::Block("memory_gib_per_vcpu", &[])),
    ("MemoryMiB", To::Block("memory_mib", &[])),
    ("VCpuCount", To::Block("vcpu_count", &[])),
];

/// CloudFormation takes a group's name too.
fn group_arn<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let term = match s.term(&field.value) {
        Term::Expression(text) if text.starts_with("aws_autoscaling_group.") => {
            Term::Expression(text.strip_suffix(".name").map_or(text.clone(), |group| format!("{group}.arn")))
        }
        term => term,
    };
    s.set("auto_scaling_group_arn", term);
}
