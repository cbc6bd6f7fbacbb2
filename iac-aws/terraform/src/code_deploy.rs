//! CodeDeploy.

use super::names::names;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::CodeDeploy::Application", "aws_codedeploy_app")
        .reference("name")
        .name(Name::Required("name", 100))
        .properties(&[("ApplicationName", To::Attribute("name"))]),
    ResourceMap::new("AWS::CodeDeploy::DeploymentConfig", "aws_codedeploy_deployment_config")
        .reference("deployment_config_name")
        .name(Name::Required("deployment_config_name", 100))
        .properties(&[("TrafficRoutingConfig", To::Block("traffic_routing_config", TRAFFIC_ROUTING))]),
    ResourceMap::new("AWS::CodeDeploy::DeploymentGroup", "aws_codedeploy_deployment_group")
        .reference("deployment_group_name")
        .name(Name::Required("deployment_group_name", 100))
        .properties(&[
            ("AlarmConfiguration", To::Block("alarm_configuration", &[("Alarms", To::By(alarm_names))])),
            ("ApplicationName", To::Attribute("app_name")),
            ("AutoScalingGroups", To::Attribute("autoscaling_groups")),
            ("BlueGreenDeploymentConfiguration", To::Block("blue_green_deployment_config", &[])),
            (
                "Ec2TagSet",
                To::Flatten(&[(
                    "Ec2TagSetList",
                    To::Block("ec2_tag_set", &[("Ec2TagGroup", To::Block("ec2_tag_filter", &[]))]),
                )]),
            ),
            ("LoadBalancerInfo", To::Block("load_balancer_info", LOAD_BALANCER)),
        ]),
];

const TRAFFIC_ROUTING: &[(&str, To)] = &[
    (
        "TimeBasedCanary",
        To::Block(
            "time_based_canary",
            &[("CanaryInterval", To::Attribute("interval")), ("CanaryPercentage", To::Attribute("percentage"))],
        ),
    ),
    (
        "TimeBasedLinear",
        To::Block(
            "time_based_linear",
            &[("LinearInterval", To::Attribute("interval")), ("LinearPercentage", To::Attribute("percentage"))],
        ),
    ),
];

const LOAD_BALANCER: &[(&str, To)] = &[
    ("ElbInfoList", To::Block("elb_info", &[])),
    ("TargetGroupInfoList", To::Block("target_group_info", &[])),
    ("TargetGroupPairInfoList", To::Block("target_group_pair_info", &[])),
];

fn alarm_names<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let alarms = s.term(&field.value);
    let alarms = names(s, alarms);
    s.set("alarms", alarms);
}
