//! Services. What CloudFormation calls a deployment's configuration is spread over the provider's type.

use super::NETWORK_CONFIGURATION;
use super::service_connect::SERVICE_CONNECT;
use crate::prelude::*;
use crate::references::is_named_in;

pub(super) const SERVICE: ResourceMap = ResourceMap::new("AWS::ECS::Service", "aws_ecs_service")
    .reference("arn")
    .attributes(&[("ServiceArn", "arn")])
    .name(Name::Required("name", 255))
    .properties(&[
        ("DeploymentConfiguration", To::Flatten(DEPLOYMENT)),
        (
            "ForceNewDeployment",
            To::Flatten(&[
                ("EnableForceNewDeployment", To::Attribute("force_new_deployment")),
                ("ForceNewDeploymentNonce", To::By(nonce)),
            ]),
        ),
        ("LoadBalancers", To::Block("load_balancer", &[("LoadBalancerName", To::Attribute("elb_name"))])),
        ("NetworkConfiguration", NETWORK_CONFIGURATION),
        ("PlacementStrategies", To::Block("ordered_placement_strategy", &[])),
        ("Role", To::Attribute("iam_role")),
        ("ServiceConnectConfiguration", SERVICE_CONNECT),
        ("ServiceName", To::Attribute("name")),
        (
            "VolumeConfigurations",
            To::Block(
                "volume_configuration",
                &[(
                    "ManagedEBSVolume",
                    To::Block(
                        "managed_ebs_volume",
                        &[
                            ("FilesystemType", To::Attribute("file_system_type")),
                            ("SizeInGiB", To::Attribute("size_in_gb")),
                        ],
                    ),
                )],
            ),
        ),
    ])
    .finish(finish);

const DEPLOYMENT: &[(&str, To)] = &[
    ("Alarms", To::Block("alarms", &[])),
    ("BakeTimeInMinutes", configuration(&To::Attribute("bake_time_in_minutes"))),
    ("CanaryConfiguration", configuration(&To::Block("canary_configuration", &[]))),
    ("DeploymentCircuitBreaker", To::Block("deployment_circuit_breaker", &[])),
    ("LifecycleHooks", configuration(&To::Block("lifecycle_hook", &[]))),
    ("LinearConfiguration", configuration(&To::Block("linear_configuration", &[]))),
    ("MaximumPercent", To::Attribute("deployment_maximum_percent")),
    ("MinimumHealthyPercent", To::Attribute("deployment_minimum_healthy_percent")),
    ("Strategy", configuration(&To::Attribute("strategy"))),
];

const fn configuration(to: &'static To) -> To {
    To::Within("deployment_configuration", to)
}

fn nonce<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let nonce = s.term(&field.value);
    s.set("triggers", Term::object([("nonce", nonce)]));
}

/// CloudFormation waits until the new tasks are steady, for three hours at most, and it lets go of what others change:
/// the number of tasks, where it is scaled or not given, and what CodeDeploy has moved on.
fn finish(s: &mut Scope<'_, '_>) {
    match controller(s) {
        Some("CODE_DEPLOY") => {
            s.ignore_changes("load_balancer");
            s.ignore_changes("task_definition");
        }
        None | Some("ECS") => {
            s.set("wait_for_steady_state", true);
            s.block("timeouts", vec![("create", "3h".into()), ("update", "3h".into())]);
        }
        Some(_) => {}
    }
    if s.property("SchedulingStrategy").and_then(Value::as_str) == Some("DAEMON") {
        return;
    }
    let given = s.has("desired_count");
    if !given {
        s.set("desired_count", 1);
    }
    if !given || is_named_in(s, "AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId") {
        s.ignore_changes("desired_count");
    }
}

fn controller<'g>(s: &Scope<'_, 'g>) -> Option<&'g str> {
    match s.property("DeploymentController")? {
        Value::Map(fields) => fields.iter().find(|field| field.name == "Type")?.value.as_str(),
        _ => None,
    }
}
