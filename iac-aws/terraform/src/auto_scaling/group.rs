//! Groups of instances.

use crate::ec2::requirements::INSTANCE_REQUIREMENTS;
use crate::members::value;
use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] =
    &[ResourceMap::new("AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group")
        .reference("name")
        .attributes(&[("AutoScalingGroupARN", "arn")])
        .properties(&[
            ("AutoScalingGroupName", To::Attribute("name")),
            ("AvailabilityZones", To::By(availability_zones)),
            ("Cooldown", To::Attribute("default_cooldown")),
            ("LaunchConfigurationName", To::Attribute("launch_configuration")),
            (
                "LaunchTemplate",
                To::Block(
                    "launch_template",
                    &[("LaunchTemplateId", To::Attribute("id")), ("LaunchTemplateName", To::Attribute("name"))],
                ),
            ),
            (
                "LifecycleHookSpecificationList",
                // The first instances have the hooks already, and later changes of them reach the group.
                To::All(&[To::Block("initial_lifecycle_hook", HOOK), To::Part(&LIFECYCLE_HOOK)]),
            ),
            ("LoadBalancerNames", To::Attribute("load_balancers")),
            ("MetricsCollection", To::By(metrics)),
            ("MixedInstancesPolicy", MIXED_INSTANCES),
            ("NewInstancesProtectedFromScaleIn", To::Attribute("protect_from_scale_in")),
            ("NotificationConfiguration", NOTIFICATIONS),
            ("NotificationConfigurations", NOTIFICATIONS),
            ("Tags", To::Block("tag", &[])),
        ])
        .name(Name::Prefix("name_prefix", "name", 255))
        .finish(defaults)];

const HOOK: &[(&str, To)] = &[("LifecycleHookName", To::Attribute("name"))];

const LIFECYCLE_HOOK: Part = Part::new("aws_autoscaling_lifecycle_hook", "autoscaling_group_name", "name")
    .fields(HOOK)
    .key(&["LifecycleHookName"]);

const MIXED_INSTANCES: To = To::Block(
    "mixed_instances_policy",
    &[(
        "LaunchTemplate",
        To::Block(
            "launch_template",
            &[("Overrides", To::Block("override", &[("InstanceRequirements", INSTANCE_REQUIREMENTS)]))],
        ),
    )],
);

/// The subnets say the zones; the provider takes one of both only.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group>
fn availability_zones<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if s.property("VPCZoneIdentifier").is_none() {
        s.to(field, &To::Attribute("availability_zones"));
    }
}

/// Without names, all metrics are collected.
/// Source: <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html>
fn metrics<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, collection| {
        let Value::Map(fields) = collection else { return };
        s.fields(
            fields,
            &[("Granularity", To::Attribute("metrics_granularity")), ("Metrics", To::Attribute("enabled_metrics"))],
        );
        if fields.iter().all(|field| field.name != "Metrics") {
            s.set("enabled_metrics", Term::list(METRICS.map(Term::from)));
        }
    });
}

const METRICS: [&str; 20] = [
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
    "GroupInServiceCapacity",
    "GroupPendingCapacity",
    "GroupStandbyCapacity",
    "GroupTerminatingCapacity",
    "GroupTotalCapacity",
    "WarmPoolDesiredCapacity",
    "WarmPoolWarmedCapacity",
    "WarmPoolPendingCapacity",
    "WarmPoolTerminatingCapacity",
    "WarmPoolTotalCapacity",
    "GroupAndWarmPoolDesiredCapacity",
    "GroupAndWarmPoolTotalCapacity",
];

const NOTIFICATIONS: To = To::Through("aws_autoscaling_notification", NOTIFICATION, notifications);
const NOTIFICATION: &[(&str, To)] = &[("NotificationTypes", To::Attribute("notifications"))];

fn notifications<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, notification| {
        let Value::Map(fields) = notification else { return };
        let topic = fields.iter().find(|field| field.name == "TopicARN").map(|topic| s.address_word(&topic.value));
        s.part("aws_autoscaling_notification", &topic.unwrap_or_default(), |s| {
            let group = s.reference("name");
            s.set("group_names", Term::list([group]));
            s.fields(fields, NOTIFICATION);
        });
    });
}

/// What CloudFormation does where the provider does something else: instances have no grace period, and nobody waits
/// for them.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group>
fn defaults(s: &mut Scope<'_, '_>) {
    s.default("health_check_grace_period", 0);
    s.set("wait_for_capacity_timeout", "0");
    refresh(s);
}

/// A rolling update replaces instances whose template changes: the provider calls that a refresh.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html>
fn refresh(s: &mut Scope<'_, '_>) {
    let Some(group) = s.resource_of(s.node()) else { return };
    let policy = group.attributes.iter().find(|attribute| attribute.name == "UpdatePolicy");
    let Some(Value::Map(policies)) = policy.map(|attribute| &attribute.value) else { return };
    let Some(Value::Map(rolling)) = value(policies, "AutoScalingRollingUpdate") else { return };
    let kept = matches!(value(rolling, "MinInstancesInService"), Some(Value::Int(1..)));
    s.append("instance_refresh", |s| {
        s.set("strategy", "Rolling");
        s.append("preferences", |s| s.set("min_healthy_percentage", if kept { 90 } else { 0 }));
    });
}
