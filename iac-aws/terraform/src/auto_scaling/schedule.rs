//! What happens to a group at a time, and what happens before an instance is started or stopped.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::AutoScaling::LifecycleHook", "aws_autoscaling_lifecycle_hook")
        .reference("name")
        .properties(&[
            ("AutoScalingGroupName", To::Attribute("autoscaling_group_name")),
            ("LifecycleHookName", To::Attribute("name")),
        ])
        .name(Name::Required("name", 255)),
    ResourceMap::new("AWS::AutoScaling::ScheduledAction", "aws_autoscaling_schedule")
        .reference("scheduled_action_name")
        .properties(&[("AutoScalingGroupName", To::Attribute("autoscaling_group_name"))])
        .name(Name::Required("scheduled_action_name", 255))
        .finish(unchanged),
];

/// A size that is left out stays what it is; the provider would make it 0.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_schedule>
fn unchanged(s: &mut Scope<'_, '_>) {
    for size in ["desired_capacity", "max_size", "min_size"] {
        s.default(size, -1);
    }
}
