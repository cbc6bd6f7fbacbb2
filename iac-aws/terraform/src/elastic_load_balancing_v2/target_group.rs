//! Target groups: the provider keeps the health check in a block of its own.

use super::target_group_attributes::{ATTRIBUTES, stickiness_and_health};
use crate::prelude::*;

pub(super) const TARGET_GROUP: ResourceMap =
    ResourceMap::new("AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group")
        .reference("arn")
        .attributes(&[("TargetGroupArn", "arn"), ("TargetGroupFullName", "arn_suffix"), ("TargetGroupName", "name")])
        .name(Name::Prefix("name_prefix", "name", 32))
        .replace_first()
        .properties(&[
            ("HealthCheckEnabled", check(&To::Attribute("enabled"))),
            ("HealthCheckIntervalSeconds", check(&To::Attribute("interval"))),
            ("HealthCheckPath", check(&To::Attribute("path"))),
            ("HealthCheckPort", check(&To::Attribute("port"))),
            ("HealthCheckProtocol", check(&To::Attribute("protocol"))),
            ("HealthCheckTimeoutSeconds", check(&To::Attribute("timeout"))),
            ("HealthyThresholdCount", check(&To::Attribute("healthy_threshold"))),
            (
                "Matcher",
                check(&To::Flatten(&[("GrpcCode", To::Attribute("matcher")), ("HttpCode", To::Attribute("matcher"))])),
            ),
            ("TargetGroupAttributes", To::ByKey("Key", "Value", ATTRIBUTES)),
            (
                "Targets",
                To::Part(
                    &Part::new("aws_lb_target_group_attachment", "target_group_arn", "arn")
                        .fields(&[("Id", To::Attribute("target_id"))])
                        .key(&["Id", "Port"]),
                ),
            ),
            ("UnhealthyThresholdCount", check(&To::Attribute("unhealthy_threshold"))),
        ])
        .finish(finish);

const fn check(to: &'static To) -> To {
    To::Within("health_check", to)
}

fn finish(s: &mut Scope<'_, '_>) {
    health_check(s);
    stickiness_and_health(s);
}

/// What the API takes where nothing is given, which is not what the provider sends.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
fn health_check(s: &mut Scope<'_, '_>) {
    let literal = |name: &str| s.property(name).and_then(Value::as_str);
    let lambda = literal("TargetType") == Some("lambda");
    let protocol = literal("Protocol").unwrap_or_default();
    let gateway = protocol == "GENEVE";
    let network = matches!(protocol, "GENEVE" | "QUIC" | "TCP" | "TCP_QUIC" | "TCP_UDP" | "TLS" | "UDP");
    s.complete("health_check", |s| {
        let mut default = |name: &'static str, term: Term<'static>| {
            if !s.has(name) {
                s.set(name, term);
            }
        };
        default("healthy_threshold", Term::Int(5));
        default("unhealthy_threshold", Term::Int(if lambda { 5 } else { 2 }));
        if lambda {
            default("enabled", Term::Bool(false));
            default("interval", Term::Int(35));
        }
        if gateway {
            default("interval", Term::Int(10));
            default("port", "80".into());
        }
        if network {
            default("protocol", "TCP".into());
        }
    });
}
