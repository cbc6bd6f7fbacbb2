//! Load balancers. Their attributes are a list of keys and values in CloudFormation.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-elasticloadbalancingv2-loadbalancer-loadbalancerattribute.html>

use crate::prelude::*;

pub(super) const LOAD_BALANCER: ResourceMap = ResourceMap::new("AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb")
    .reference("arn")
    .attributes(&[
        ("CanonicalHostedZoneID", "zone_id"),
        ("LoadBalancerArn", "arn"),
        ("LoadBalancerFullName", "arn_suffix"),
        ("LoadBalancerName", "name"),
    ])
    .name(Name::Prefix("name_prefix", "name", 32))
    .replace_first()
    .properties(&[
        (
            "EnableCapacityReservationProvisionStabilize",
            To::Ignored("it says how long CloudFormation waits; the provider always waits for the capacity"),
        ),
        ("Ipv4IpamPoolId", To::Within("ipam_pools", &To::Attribute("ipv4_ipam_pool_id"))),
        ("LoadBalancerAttributes", To::ByKey("Key", "Value", ATTRIBUTES)),
        ("Scheme", To::Values("internal", &[("internal", "true"), ("internet-facing", "false")])),
        (
            "SubnetMappings",
            To::Block(
                "subnet_mapping",
                &[
                    ("IPv6Address", To::Attribute("ipv6_address")),
                    ("PrivateIPv4Address", To::Attribute("private_ipv4_address")),
                ],
            ),
        ),
        ("Type", To::Attribute("load_balancer_type")),
    ])
    .finish(logs_without_bucket);

const ATTRIBUTES: &[(&str, To)] = &[
    ("access_logs.s3.bucket", To::Within("access_logs", &To::Attribute("bucket"))),
    ("access_logs.s3.enabled", To::Within("access_logs", &To::Attribute("enabled"))),
    ("access_logs.s3.prefix", To::Within("access_logs", &To::Attribute("prefix"))),
    ("client_keep_alive.seconds", To::Attribute("client_keep_alive")),
    ("connection_logs.s3.bucket", To::Within("connection_logs", &To::Attribute("bucket"))),
    ("connection_logs.s3.enabled", To::Within("connection_logs", &To::Attribute("enabled"))),
    ("connection_logs.s3.prefix", To::Within("connection_logs", &To::Attribute("prefix"))),
    ("deletion_protection.enabled", To::Attribute("enable_deletion_protection")),
    ("dns_record.client_routing_policy", To::Attribute("dns_record_client_routing_policy")),
    ("health_check_logs.s3.bucket", To::Within("health_check_logs", &To::Attribute("bucket"))),
    ("health_check_logs.s3.enabled", To::Within("health_check_logs", &To::Attribute("enabled"))),
    ("health_check_logs.s3.prefix", To::Within("health_check_logs", &To::Attribute("prefix"))),
    ("idle_timeout.timeout_seconds", To::Attribute("idle_timeout")),
    ("load_balancing.cross_zone.enabled", To::Attribute("enable_cross_zone_load_balancing")),
    ("routing.http.desync_mitigation_mode", To::Attribute("desync_mitigation_mode")),
    ("routing.http.drop_invalid_header_fields.enabled", To::Attribute("drop_invalid_header_fields")),
    ("routing.http.preserve_host_header.enabled", To::Attribute("preserve_host_header")),
    (
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
        To::Attribute("enable_tls_version_and_cipher_suite_headers"),
    ),
    ("routing.http.xff_client_port.enabled", To::Attribute("enable_xff_client_port")),
    ("routing.http.xff_header_processing.mode", To::Attribute("xff_header_processing_mode")),
    ("routing.http2.enabled", To::Attribute("enable_http2")),
    ("secondary_ips.auto_assigned.per_subnet", To::Attribute("secondary_ips_auto_assigned_per_subnet")),
    ("waf.fail_open.enabled", To::Attribute("enable_waf_fail_open")),
    ("zonal_shift.config.enabled", To::Attribute("enable_zonal_shift")),
];

/// The provider wants a bucket even where there are to be no logs.
fn logs_without_bucket(s: &mut Scope<'_, '_>) {
    for block in ["access_logs", "connection_logs", "health_check_logs"] {
        s.complete(block, |s| {
            if !s.has("bucket") {
                s.set("bucket", "");
            }
        });
    }
}
