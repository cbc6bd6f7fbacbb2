//! Load balancers.

use super::{attributes, one};
use crate::support;
use serde_json::json;

#[test]
fn a_load_balancer() {
    let actual = one(
        "LoadBalancer",
        "aws_lb",
        json!({
            "Type": "application",
            "Scheme": "internet-facing",
            "IpAddressType": "dualstack",
            "Subnets": ["subnet-1", "subnet-2"],
            "SecurityGroups": ["sg-1"],
            "MinimumLoadBalancerCapacity": { "CapacityUnits": 100 },
            "EnableCapacityReservationProvisionStabilize": true,
            "Ipv4IpamPoolId": "ipam-1",
            "LoadBalancerAttributes": attributes(&[
                ("deletion_protection.enabled", "true"),
                ("idle_timeout.timeout_seconds", "330"),
                ("routing.http.drop_invalid_header_fields.enabled", "true"),
                ("routing.http.xff_header_processing.mode", "preserve"),
                ("access_logs.s3.enabled", "true"),
                ("access_logs.s3.bucket", "logs"),
                ("access_logs.s3.prefix", "web"),
                ("connection_logs.s3.enabled", "false"),
                ("connection_logs.s3.bucket", "logs")
            ])
        }),
    );
    assert_eq!(
        actual,
        json!({
            "name_prefix": "web-",
            "load_balancer_type": "application",
            "internal": false,
            "ip_address_type": "dualstack",
            "subnets": ["subnet-1", "subnet-2"],
            "security_groups": ["sg-1"],
            "minimum_load_balancer_capacity": { "capacity_units": 100 },
            "ipam_pools": { "ipv4_ipam_pool_id": "ipam-1" },
            "enable_deletion_protection": true,
            "idle_timeout": 330,
            "drop_invalid_header_fields": true,
            "xff_header_processing_mode": "preserve",
            "access_logs": { "enabled": true, "bucket": "logs", "prefix": "web" },
            "connection_logs": { "enabled": false, "bucket": "logs" },
            "lifecycle": { "create_before_destroy": true }
        })
    );
}

#[test]
fn a_network_load_balancer() {
    let actual = one(
        "LoadBalancer",
        "aws_lb",
        json!({
            "Name": "net",
            "Type": "network",
            "Scheme": "internal",
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "off",
            "SubnetMappings": [
                { "SubnetId": "subnet-1", "AllocationId": "eipalloc-1" },
                { "SubnetId": "subnet-2", "PrivateIPv4Address": "10.0.0.4", "IPv6Address": "fd00::4" }
            ],
            "LoadBalancerAttributes": attributes(&[
                ("load_balancing.cross_zone.enabled", "true"), ("dns_record.client_routing_policy", "any_availability_zone")
            ])
        }),
    );
    assert_eq!(
        actual,
        json!({
            "name": "net",
            "load_balancer_type": "network",
            "internal": true,
            "enforce_security_group_inbound_rules_on_private_link_traffic": "off",
            "subnet_mapping": [
                { "subnet_id": "subnet-1", "allocation_id": "eipalloc-1" },
                { "subnet_id": "subnet-2", "private_ipv4_address": "10.0.0.4", "ipv6_address": "fd00::4" }
            ],
            "enable_cross_zone_load_balancing": true,
            "dns_record_client_routing_policy": "any_availability_zone",
            "lifecycle": { "create_before_destroy": true }
        })
    );
}

#[test]
fn access_logs_under_a_condition() {
    let logs = |key: &str, value: &str| json!({ "Fn::If": ["Logs", { "Key": key, "Value": value }, { "Ref": "AWS::NoValue" }] });
    let module = support::module(json!({
        "Parameters": { "Keep": { "Type": "String", "Default": "no" } },
        "Conditions": { "Logs": { "Fn::Equals": [{ "Ref": "Keep" }, "yes"] } },
        "Resources": { "Web": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
            "LoadBalancerAttributes": [
                { "Key": "idle_timeout.timeout_seconds", "Value": "60" },
                logs("access_logs.s3.enabled", "true"), logs("access_logs.s3.bucket", "logs")
            ]
        }}}
    }));
    let balancer = &module["resource"]["aws_lb"]["web"];
    assert_eq!(
        balancer["dynamic"],
        json!({ "access_logs": [
            { "for_each": "${local.logs ? [true] : []}", "content": { "enabled": true, "bucket": "logs" } }
        ]})
    );
    assert_eq!(balancer["idle_timeout"], json!(60));
}

#[test]
fn an_attribute_that_the_provider_does_not_have_is_an_error() {
    let said = support::diagnostics(json!({ "Resources": { "Web": {
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": { "LoadBalancerAttributes": attributes(&[("ipv6.deny_all_igw_traffic", "true")]) }
    }}}));
    assert!(said.iter().any(|fault| fault.to_string().contains("`ipv6.deny_all_igw_traffic`")), "{said:?}");
}

#[test]
fn no_logs_need_no_bucket() {
    let without = json!({ "LoadBalancerAttributes": attributes(&[("access_logs.s3.enabled", "false")]) });
    assert_eq!(one("LoadBalancer", "aws_lb", without)["access_logs"], json!({ "enabled": false, "bucket": "" }));
}
