//! The attributes of target groups.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-elasticloadbalancingv2-targetgroup-targetgroupattribute.html>

use crate::prelude::*;

const DURATION: To = To::Within("stickiness", &To::Attribute("cookie_duration"));

pub(super) const ATTRIBUTES: &[(&str, To)] = &[
    ("deregistration_delay.connection_termination.enabled", To::Attribute("connection_termination")),
    ("deregistration_delay.timeout_seconds", To::Attribute("deregistration_delay")),
    ("lambda.multi_value_headers.enabled", To::Attribute("lambda_multi_value_headers_enabled")),
    ("load_balancing.algorithm.anomaly_mitigation", To::Attribute("load_balancing_anomaly_mitigation")),
    ("load_balancing.algorithm.type", To::Attribute("load_balancing_algorithm_type")),
    ("load_balancing.cross_zone.enabled", To::Attribute("load_balancing_cross_zone_enabled")),
    ("preserve_client_ip.enabled", To::Attribute("preserve_client_ip")),
    ("proxy_protocol_v2.enabled", To::Attribute("proxy_protocol_v2")),
    ("slow_start.duration_seconds", To::Attribute("slow_start")),
    ("stickiness.app_cookie.cookie_name", To::Within("stickiness", &To::Attribute("cookie_name"))),
    ("stickiness.app_cookie.duration_seconds", DURATION),
    ("stickiness.enabled", To::Within("stickiness", &To::Attribute("enabled"))),
    ("stickiness.lb_cookie.duration_seconds", DURATION),
    ("stickiness.type", To::Within("stickiness", &To::Attribute("type"))),
    ("target_failover.on_deregistration", To::Within("target_failover", &To::Attribute("on_deregistration"))),
    ("target_failover.on_unhealthy", To::Within("target_failover", &To::Attribute("on_unhealthy"))),
    (
        "target_group_health.dns_failover.minimum_healthy_targets.count",
        To::Within("target_group_health", &To::Within("dns_failover", &To::Attribute("minimum_healthy_targets_count"))),
    ),
    (
        "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        To::Within(
            "target_group_health",
            &To::Within("dns_failover", &To::Attribute("minimum_healthy_targets_percentage")),
        ),
    ),
    (
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
        To::Within(
            "target_group_health",
            &To::Within("unhealthy_state_routing", &To::Attribute("minimum_healthy_targets_count")),
        ),
    ),
    (
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
        To::Within(
            "target_group_health",
            &To::Within("unhealthy_state_routing", &To::Attribute("minimum_healthy_targets_percentage")),
        ),
    ),
    (
        "target_health_state.unhealthy.connection_termination.enabled",
        To::Within("target_health_state", &To::Attribute("enable_unhealthy_connection_termination")),
    ),
    (
        "target_health_state.unhealthy.draining_interval_seconds",
        To::Within("target_health_state", &To::Attribute("unhealthy_draining_interval")),
    ),
];

/// What the provider wants in these blocks, and where it takes another default than the API.
pub(super) fn stickiness_and_health(s: &mut Scope<'_, '_>) {
    let cookies = !matches!(
        s.property("Protocol").and_then(Value::as_str),
        Some("GENEVE" | "QUIC" | "TCP" | "TCP_QUIC" | "TCP_UDP" | "TLS" | "UDP")
    );
    let mut default = |block: &'static str, name: &'static str, term: Term<'static>| {
        s.complete(block, |s| {
            if !s.has(name) {
                s.set(name, term.clone());
            }
        });
    };
    default("stickiness", "enabled", Term::Bool(false));
    default("stickiness", "type", if cookies { "lb_cookie".into() } else { "source_ip".into() });
    default("target_health_state", "enable_unhealthy_connection_termination", Term::Bool(true));
}
