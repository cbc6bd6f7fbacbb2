//! Scaling policies.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] =
    &[ResourceMap::new("AWS::AutoScaling::ScalingPolicy", "aws_autoscaling_policy")
        .reference("arn")
        .attributes(&[("PolicyName", "name")])
        .properties(&[
            ("AutoScalingGroupName", To::Attribute("autoscaling_group_name")),
            (
                "TargetTrackingConfiguration",
                To::Block(
                    "target_tracking_configuration",
                    &[(
                        "CustomizedMetricSpecification",
                        To::Block(
                            "customized_metric_specification",
                            &[("Dimensions", To::Block("metric_dimension", &[]))],
                        ),
                    )],
                ),
            ),
        ])
        .name(Name::Required("name", 255))];
