//! Target groups.

use super::{attributes, one};
use crate::support;
use serde_json::{Value, json};

#[test]
fn a_target_group() {
    let actual = one(
        "TargetGroup",
        "aws_lb_target_group",
        json!({
            "VpcId": "vpc-1",
            "TargetType": "ip",
            "Protocol": "HTTP",
            "ProtocolVersion": "HTTP2",
            "Port": 8000,
            "HealthCheckPath": "/health",
            "HealthCheckIntervalSeconds": 30,
            "HealthCheckTimeoutSeconds": 10,
            "HealthyThresholdCount": 2,
            "UnhealthyThresholdCount": 3,
            "HealthCheckPort": "8001",
            "HealthCheckProtocol": "HTTP",
            "HealthCheckEnabled": true,
            "Matcher": { "HttpCode": "200-299" },
            "TargetGroupAttributes": attributes(&[
                ("deregistration_delay.timeout_seconds", "300"),
                ("slow_start.duration_seconds", "30"),
                ("load_balancing.algorithm.type", "weighted_random"),
                ("load_balancing.algorithm.anomaly_mitigation", "on"),
                ("stickiness.enabled", "true"),
                ("stickiness.type", "lb_cookie"),
                ("stickiness.lb_cookie.duration_seconds", "3600"),
                ("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
                ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "50")
            ])
        }),
    );
    assert_eq!(
        actual,
        json!({
            "name_prefix": "web-",
            "vpc_id": "vpc-1",
            "target_type": "ip",
            "protocol": "HTTP",
            "protocol_version": "HTTP2",
            "port": 8000,
            "health_check": {
                "path": "/health", "interval": 30, "timeout": 10, "healthy_threshold": 2, "unhealthy_threshold": 3,
                "port": "8001", "protocol": "HTTP", "enabled": true, "matcher": "200-299"
            },
            "deregistration_delay": "300",
            "slow_start": 30,
            "load_balancing_algorithm_type": "weighted_random",
            "load_balancing_anomaly_mitigation": "on",
            "stickiness": { "enabled": true, "type": "lb_cookie", "cookie_duration": 3600 },
            "target_group_health": {
                "dns_failover": { "minimum_healthy_targets_count": "1" },
                "unhealthy_state_routing": { "minimum_healthy_targets_percentage": "50" }
            },
            "lifecycle": { "create_before_destroy": true }
        })
    );
}

#[test]
fn what_is_not_given_is_what_the_api_takes() {
    let check = |properties: Value| one("TargetGroup", "aws_lb_target_group", properties)["health_check"].clone();
    assert_eq!(check(json!({ "Protocol": "HTTP" })), json!(null));
    assert_eq!(
        check(json!({ "Protocol": "HTTP", "HealthCheckPath": "/" })),
        json!({ "path": "/", "healthy_threshold": 5, "unhealthy_threshold": 2 })
    );
    assert_eq!(
        check(json!({ "Protocol": "TCP", "HealthCheckIntervalSeconds": 10 })),
        json!({ "interval": 10, "healthy_threshold": 5, "unhealthy_threshold": 2, "protocol": "TCP" })
    );
    assert_eq!(
        check(json!({ "TargetType": "lambda", "HealthCheckPath": "/" })),
        json!({ "path": "/", "healthy_threshold": 5, "unhealthy_threshold": 5, "enabled": false, "interval": 35 })
    );
    let stickiness = |protocol: &str, key: &str, value: &str| {
        one(
            "TargetGroup",
            "aws_lb_target_group",
            json!({
                "Protocol": protocol, "TargetGroupAttributes": attributes(&[(key, value)])
            }),
        )["stickiness"]
            .clone()
    };
    assert_eq!(stickiness("HTTP", "stickiness.type", "app_cookie"), json!({ "type": "app_cookie", "enabled": false }));
    assert_eq!(stickiness("HTTP", "stickiness.enabled", "true"), json!({ "type": "lb_cookie", "enabled": true }));
    assert_eq!(stickiness("TCP", "stickiness.enabled", "true"), json!({ "type": "source_ip", "enabled": true }));
}

#[test]
fn the_targets_of_a_group_are_resources_of_their_own() {
    let module = support::module(json!({ "Resources": { "Web": {
        "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
        "Properties": { "Name": "web", "Targets": [{ "Id": "i-1", "Port": 80 }, { "Id": "10.0.0.9", "AvailabilityZone": "all" }] }
    }}}));
    assert_eq!(module["resource"]["aws_lb_target_group"]["web"]["name"], json!("web"));
    assert_eq!(
        module["resource"]["aws_lb_target_group_attachment"],
        json!({
            "web_i_1_80": { "target_group_arn": "${aws_lb_target_group.web.arn}", "target_id": "i-1", "port": 80 },
            "web_10_0_0_9": { "target_group_arn": "${aws_lb_target_group.web.arn}", "target_id": "10.0.0.9", "availability_zone": "all" }
        })
    );
}

#[test]
fn stickiness_under_a_condition() {
    let module = support::module(json!({
        "Parameters": { "Sticky": { "Type": "String", "Default": "no" } },
        "Conditions": { "IsSticky": { "Fn::Equals": [{ "Ref": "Sticky" }, "yes"] } },
        "Resources": { "Web": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
            "Protocol": "HTTP",
            "TargetGroupAttributes": [{ "Fn::If": [
                "IsSticky", { "Key": "stickiness.enabled", "Value": "true" }, { "Ref": "AWS::NoValue" }
            ]}]
        }}}
    }));
    assert_eq!(
        module["resource"]["aws_lb_target_group"]["web"]["dynamic"],
        json!({ "stickiness": [
            { "for_each": "${local.is_sticky ? [true] : []}", "content": { "enabled": true, "type": "lb_cookie" } }
        ]})
    );
}
