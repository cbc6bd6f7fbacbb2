//! Networks, balancers, certificates, the edge.

use super::{Fault, edit, lose, put, rename, set, swap};
use serde_json::json;

pub(crate) const FAULTS: &[Fault] = &[
    Fault("a port is another", "prod", "DatabaseFromApplication", |document| {
        set(document, "aws_vpc_security_group_ingress_rule.database_from_application/to_port", 5433);
    }),
    Fault("a rule opens the other group", "prod", "DatabaseFromApplication", |document| {
        let rule = "aws_vpc_security_group_ingress_rule.database_from_application";
        swap(document, &format!("{rule}/security_group_id"), &format!("{rule}/referenced_security_group_id"));
    }),
    Fault("an argument of the same type", "prod", "Network", |document| {
        rename(document, "aws_vpc.network/enable_dns_support", "aws_vpc.network/enable_network_address_usage_metrics");
    }),
    Fault("a property is lost", "prod", "Network", |document| {
        lose(document, "aws_vpc.network/enable_dns_hostnames");
    }),
    Fault("a tag is lost", "prod", "NetworkPublic1", |document| {
        lose(document, "aws_subnet.network_public_1/tags");
    }),
    Fault("the shared tag is lost", "prod", "Balancer", |document| {
        lose(document, "/provider/aws/default_tags");
    }),
    Fault("the shared tag is another", "trial", "Front", |document| {
        set(document, "/provider/aws/default_tags/tags/Product", "other");
    }),
    Fault("a NAT gateway in a private subnet", "prod", "NetworkNat1", |document| {
        set(document, "aws_nat_gateway.network_nat_1/subnet_id", "${aws_subnet.network_private_1.id}");
    }),
    Fault("the table of another zone", "prod", "NetworkPrivate2Routes", |document| {
        let table = "${aws_route_table.network_private_1_route_table.id}";
        set(document, "aws_route_table_association.network_private_2_routes/route_table_id", table);
    }),
    Fault("the zone of another subnet", "prod", "NetworkPublic2", |document| {
        edit(document, "aws_subnet.network_public_2/availability_zone", "names[1]", "names[0]");
    }),
    Fault("no wait for the gateway's route", "prod", "NetworkNat1", |document| {
        lose(document, "aws_nat_gateway.network_nat_1/depends_on");
    }),
    Fault("a wait that CloudFormation does not know", "prod", "NetworkPublic3", |document| {
        put(document, "aws_subnet.network_public_3/depends_on", json!(["aws_db_instance.database"]));
    }),
    Fault("an open rule more", "prod", "DatabaseSecurityGroup", |document| {
        let rule = json!({"security_group_id": "${aws_security_group.database_security_group.id}", "ip_protocol": "tcp",
            "from_port": 5432, "to_port": 5432, "cidr_ipv4": "0.0.0.0/0"});
        put(document, "aws_vpc_security_group_ingress_rule.database_security_group_open", rule);
    }),
    Fault("an open rule inside of the group", "prod", "DatabaseSecurityGroup", |document| {
        let rule = json!([{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]);
        put(document, "aws_security_group.database_security_group/ingress", rule);
    }),
    Fault("the rule that lets nothing out is gone", "prod", "CacheSecurityGroup", |document| {
        lose(document, "aws_vpc_security_group_egress_rule.cache_security_group_all_127_0_0_1_32");
    }),
    Fault("a balancer on the internet", "trial", "Balancer", |document| {
        set(document, "aws_lb.balancer/internal", false);
    }),
    Fault("a balancer in other subnets", "prod", "Balancer", |document| {
        set(document, "aws_lb.balancer/subnets/0", "${aws_subnet.network_isolated_1.id}");
    }),
    Fault("two numbers of a health check", "prod", "BalancerApplicationTargetGroup", |document| {
        let check = "aws_lb_target_group.balancer_application_target_group/health_check";
        swap(document, &format!("{check}/healthy_threshold"), &format!("{check}/unhealthy_threshold"));
    }),
    Fault("no certificate that is known to be valid", "prod", "Certificate", |document| {
        lose(document, "aws_acm_certificate_validation.certificate");
    }),
    Fault("TLS of another policy", "prod", "BalancerListener", |document| {
        set(document, "aws_lb_listener.balancer_listener/ssl_policy", "ELBSecurityPolicy-2016-08");
    }),
    Fault("both groups get traffic", "prod", "BalancerDefaultRule", |document| {
        set(document, "aws_lb_listener_rule.balancer_default_rule/action/0/forward/target_group/1/weight", 1);
    }),
    Fault("a record of the name itself", "prod", "Domain", |document| {
        edit(document, "aws_route53_record.domain/alias/zone_id", "aws_lb.balancer.zone_id", "var.hosted_zone_id");
    }),
    Fault("a rule of the firewall only counts", "prod", "WebAcl", |document| {
        let action = "aws_wafv2_web_acl.web_acl/rule/0/action";
        rename(document, &format!("{action}/block"), &format!("{action}/count"));
    }),
    Fault("a managed group counts", "prod", "WebAcl", |document| {
        let action = "aws_wafv2_web_acl.web_acl/rule/1/override_action";
        rename(document, &format!("{action}/none"), &format!("{action}/count"));
    }),
    Fault("a firewall without its balancer", "prod", "BalancerWebAclAssociation", |document| {
        lose(document, "aws_wafv2_web_acl_association.balancer_web_acl_association");
    }),
    Fault("certificates the wrong way round", "trial", "Front", |document| {
        let blocks = "aws_cloudfront_distribution.front/dynamic/viewer_certificate";
        swap(document, &format!("{blocks}/0/for_each"), &format!("{blocks}/1/for_each"));
    }),
    Fault("an alias without its condition", "trial", "Front", |document| {
        set(document, "aws_cloudfront_distribution.front/aliases", "${[var.domain_name]}");
    }),
    Fault("the wrong half of a choice", "trial", "NetworkPublic1", |document| {
        let zone = "aws_subnet.network_public_1/availability_zone";
        edit(document, zone, "local.zones_by_id ? null", "!local.zones_by_id ? null");
    }),
    Fault("an item without its condition", "trial", "WebAclNetworks", |document| {
        edit(
            document,
            "aws_wafv2_ip_set.web_acl_networks/addresses",
            "\"128.0.0.0/1\" : null",
            "\"128.0.0.0/1\" : \"\"",
        );
    }),
    Fault("another column of a mapping", "trial", "NetworkPublic2", |document| {
        edit(document, "aws_subnet.network_public_2/availability_zone_id", "\"Second\"", "\"First\"");
    }),
];
