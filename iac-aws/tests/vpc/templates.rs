//! Whole networks, made and imported.

use crate::common::{assert_template, template};
use crate::stack;
use iac_aws::cfn::{elasticache, rds};
use iac_aws::parameters;
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn two_zones_cost_nothing() {
    assert_template(stack(Vpc::new(cidr!("10.0.0.0/16"))), include_str!("two_zones.json"));
}

#[test]
fn three_zones_with_a_nat_gateway_each_endpoints_and_flow_logs() {
    let vpc = Vpc::new(cidr!("10.0.0.0/16"))
        .azs(3)
        .nat(Nat::PerAz)
        .gateway_endpoint(GatewayEndpoint::S3)
        .gateway_endpoint(GatewayEndpoint::DynamoDb)
        .interface_endpoints([InterfaceEndpoint::EcrApi, InterfaceEndpoint::EcrDocker, InterfaceEndpoint::EcrApi])
        .interface_endpoints([InterfaceEndpoint::Logs])
        .flow_logs(FlowLogs::rejected(Retention::Days365));
    assert_template(stack(vpc), include_str!("nat_per_zone.json"));
}

#[test]
fn networks_of_ones_own_one_nat_gateway_and_a_tier_less() {
    let vpc = Vpc::new(cidr!("10.20.0.0/20"))
        .nat(Nat::One)
        .subnets(Tier::Public, [cidr!("10.20.0.0/26"), cidr!("10.20.0.64/26")])
        .subnets(Tier::Private, [cidr!("10.20.4.0/22"), cidr!("10.20.8.0/22")])
        .without(Tier::Isolated);
    assert_template(stack(vpc), include_str!("networks_of_ones_own.json"));
}

#[test]
fn zones_by_id_where_a_condition_holds() {
    let mut stack = Stack::new("main");
    let condition = stack.add("HasOddZones", Condition::equals(region(), "us-east-1"));
    let ids = ["use1-az1", "use1-az2"].map(Val::imported);
    stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Isolated).zone_ids(condition, ids));
    assert_template(stack, include_str!("zones_by_id.json"));
}

#[test]
fn imported_with_a_list_of_a_parameter_and_with_ids() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("VpcId", parameters::vpc_id());
    let private = stack.add("PrivateSubnetIds", parameters::subnet_ids());
    let isolated = ["subnet-0a1b2c3d", "subnet-1b2c3d4e"].map(Val::imported);
    let vpc = stack.add("Network", Vpc::import(vpc).cidr(cidr!("10.0.0.0/16")).private(private).isolated(isolated));
    assert!(vpc.resources.is_none());
    assert_eq!((vpc.public().count(), vpc.private().count(), vpc.isolated().count()), (Some(0), None, Some(2)));
    let group = SecurityGroup::new(&vpc.private(), "App").outbound(Outbound::Https);
    stack.add("AppSecurityGroup", group);
    stack.add("CacheSubnets", elasticache::SubnetGroup::new("Cache", vpc.private().ids()));
    stack.add("DatabaseSubnets", rds::DbSubnetGroup::new("Database", vpc.isolated().ids()));
    stack.output("VpcNetwork", vpc.cidr().unwrap());
    assert_template(stack, include_str!("imported.json"));
}

#[test]
fn flow_logs_of_everything_each_minute() {
    let logs = FlowLogs::all(Retention::Days30).every_minute();
    let template = template(stack(Vpc::new(cidr!("10.0.0.0/16")).flow_logs(logs)));
    let properties = &template["Resources"]["NetworkFlowLogs"]["Properties"];
    assert_eq!((&properties["TrafficType"], &properties["MaxAggregationInterval"]), (&json!("ALL"), &json!(60)));
}

#[test]
fn every_resource_behind_it_can_be_changed() {
    let mut stack = Stack::new("main");
    let vpc = stack
        .add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One).interface_endpoints([InterfaceEndpoint::Sqs]));
    let resources = vpc.resources.unwrap();
    stack.modify(resources.public[1], |subnet| subnet.map_public_ip_on_launch(true));
    stack.modify(resources.interface_endpoints[0].1, |endpoint| endpoint.private_dns_enabled(false));
    stack.output("Address", resources.nat_addresses[0].public_ip());
    let template = template(stack);
    let of = |id: &str, property: &str| template["Resources"][id]["Properties"][property].clone();
    assert_eq!(of("NetworkPublic2", "MapPublicIpOnLaunch"), true);
    assert_eq!(of("NetworkSqsEndpoint", "PrivateDnsEnabled"), false);
    assert_eq!(template["Outputs"]["Address"]["Value"], json!({"Ref": "NetworkNat1Address"}));
}
