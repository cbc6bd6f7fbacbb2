//! VPCs as templates. The expected templates are meant to be read: one line for each resource.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{assert_template, faults, template};
use iac_aws::cfn::{elasticache, rds};
use iac_aws::parameters;
use iac_aws::prelude::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn stack(vpc: Vpc) -> Stack {
    let mut stack = Stack::new("main");
    stack.add("Network", vpc);
    stack
}

#[test]
fn two_zones_cost_nothing() {
    assert_template(stack(Vpc::new(cidr!("10.0.0.0/16"))), include_str!("vpc/two_zones.json"));
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
    assert_template(stack(vpc), include_str!("vpc/nat_per_zone.json"));
}

#[test]
fn networks_of_ones_own_one_nat_gateway_and_a_tier_less() {
    let vpc = Vpc::new(cidr!("10.20.0.0/20"))
        .nat(Nat::One)
        .subnets(Tier::Public, [cidr!("10.20.0.0/26"), cidr!("10.20.0.64/26")])
        .subnets(Tier::Private, [cidr!("10.20.4.0/22"), cidr!("10.20.8.0/22")])
        .without(Tier::Isolated);
    assert_template(stack(vpc), include_str!("vpc/networks_of_ones_own.json"));
}

#[test]
fn zones_by_id_where_a_condition_holds() {
    let mut stack = Stack::new("main");
    let condition = stack.add("HasOddZones", Condition::equals(region(), "us-east-1"));
    let ids = ["use1-az1", "use1-az2"].map(Val::imported);
    stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Isolated).zone_ids(condition, ids));
    assert_template(stack, include_str!("vpc/zones_by_id.json"));
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
    assert_template(stack, include_str!("vpc/imported.json"));
}

#[test]
fn flow_logs_of_everything_each_minute() {
    let logs = FlowLogs::all(Retention::Days30).every_minute();
    let template = template(stack(Vpc::new(cidr!("10.0.0.0/16")).flow_logs(logs)));
    let properties = &template["Resources"]["NetworkFlowLogs"]["Properties"];
    assert_eq!((&properties["TrafficType"], &properties["MaxAggregationInterval"]), (&json!("ALL"), &json!(60)));
}

/// A service that pulls an image needs the routes before it; that it refers to the subnets does not say so.
#[test]
fn what_uses_a_subnet_comes_after_its_routes_and_endpoints() {
    let depends_on = |nat, of: fn(&VpcHandle) -> Subnets| {
        let mut stack = Stack::new("main");
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(nat));
        let user = stack.add("User", elasticache::SubnetGroup::new("Cache", of(&vpc).ids()));
        of(&vpc).created_before(&mut stack, user);
        template(stack)["Resources"]["User"]["DependsOn"].clone()
    };
    assert_eq!(
        depends_on(Nat::One, |vpc| (*vpc.private()).clone()),
        json!([
            "NetworkPrivate1DefaultRoute",
            "NetworkPrivate2DefaultRoute",
            "NetworkPrivate1Routes",
            "NetworkPrivate2Routes",
            "NetworkS3Endpoint",
        ])
    );
    assert_eq!(
        depends_on(Nat::None, |vpc| (*vpc.private()).clone()),
        json!(["NetworkPrivate1Routes", "NetworkPrivate2Routes", "NetworkS3Endpoint"])
    );
    assert_eq!(
        depends_on(Nat::None, |vpc| (*vpc.public()).clone()),
        json!(["NetworkPublicDefaultRoute", "NetworkPublic1Routes", "NetworkPublic2Routes", "NetworkS3Endpoint"])
    );
}

#[test]
fn a_user_in_another_stack_depends_on_nothing_in_this_one() {
    let mut network = Stack::new("network");
    let vpc = network.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    let mut stack = Stack::new("main");
    let user = stack.add("User", elasticache::SubnetGroup::new("Cache", vpc.private().ids()));
    vpc.private().created_before(&mut stack, user);
    let app = App::new().with(network).with(stack);
    let (graph, diagnostics) = iac_core::resolve::resolve(app, "test");
    assert_eq!(diagnostics, []);
    assert!(graph.stacks[1].resources["User"].depends_on.is_empty());
}

#[test]
fn ways_out_are_known() {
    let mut stack = Stack::new("main");
    let closed = stack.add("Closed", Vpc::new(cidr!("10.0.0.0/16")));
    let open = stack.add("Open", Vpc::new(cidr!("10.1.0.0/16")).nat(Nat::One));
    let of = |vpc: &VpcHandle| [&vpc.public() as &Subnets, &vpc.private(), &vpc.isolated()].map(Subnets::has_way_out);
    assert_eq!(of(&closed), [true, false, false]);
    assert_eq!(of(&open), [true, true, false]);
    assert_eq!(of(&stack.add("Old", Vpc::import(Val::imported("vpc-0a")))), [true, true, false]);
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

#[test]
fn one_more_subnet_in_each_tier() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::PerAz));
    let dmz = stack.add("Dmz", Subnet::public(&vpc, cidr!("10.0.192.0/24"), 1));
    let tools = stack.add("Tools", Subnet::private(&vpc, cidr!("10.0.193.0/24"), 2));
    let data = stack.add("Data", Subnet::isolated(&vpc, cidr!("10.0.194.0/24"), 1));
    let _: (PublicSubnets, PrivateSubnets, IsolatedSubnets) = (dmz.subnets(), tools.subnets(), data.subnets());
    let user = stack.add("User", elasticache::SubnetGroup::new("Cache", tools.subnets().ids()));
    tools.subnets().created_before(&mut stack, user);
    let resources = template(stack)["Resources"].clone();
    assert_eq!(
        resources["Tools"],
        json!({"Type": "AWS::EC2::Subnet", "Properties": {
            "VpcId": {"Ref": "Network"},
            "CidrBlock": "10.0.193.0/24",
            "AvailabilityZone": {"Fn::Select": [1, {"Fn::GetAZs": ""}]},
            "Tags": [{"Key": "Name", "Value": {"Fn::Sub": "${AWS::StackName}/Tools"}}],
        }})
    );
    let table = |id: &str| resources[id]["Properties"]["RouteTableId"]["Ref"].clone();
    assert_eq!(table("DmzRoutes"), "NetworkPublicRouteTable");
    assert_eq!(table("ToolsRoutes"), "NetworkPrivate2RouteTable");
    assert_eq!(table("DataRoutes"), "NetworkIsolatedRouteTable");
    assert_eq!(resources["User"]["Properties"]["SubnetIds"], json!([{"Ref": "Tools"}]));
    assert_eq!(
        resources["User"]["DependsOn"],
        json!(["NetworkPrivate2DefaultRoute", "ToolsRoutes", "NetworkS3Endpoint"])
    );
}

#[test]
fn one_more_subnet_of_an_imported_vpc_needs_a_route_table() {
    let with = |table: Option<&'static str>| {
        let mut stack = Stack::new("main");
        let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-0a")));
        let subnet = Subnet::private(&vpc, cidr!("10.0.1.0/24"), 1);
        let subnet = match table {
            Some(table) => subnet.route_table(Val::imported(table)),
            None => subnet,
        };
        stack.add("Tools", subnet);
        stack
    };
    let resources = template(with(Some("rtb-0a")))["Resources"].clone();
    assert_eq!(resources["ToolsRoutes"]["Properties"], json!({"RouteTableId": "rtb-0a", "SubnetId": {"Ref": "Tools"}}));
    assert_eq!(
        faults(with(None)),
        ["no-route-table: no route table of the VPC is known for a private subnet in zone 1 \
          (give the VPC this zone and tier, or name a table with `.route_table(…)`)"]
    );
}

#[test]
fn a_subnet_that_does_not_fit_is_refused() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    stack.add("Inside", Subnet::private(&vpc, cidr!("10.0.64.0/24"), 1));
    stack.add("Outside", Subnet::private(&vpc, cidr!("10.1.0.0/24"), 1));
    stack.add("Nowhere", Subnet::public(&vpc, cidr!("10.0.192.0/24"), 7));
    let help = "choose a network inside the VPC that nothing else uses";
    assert_eq!(
        faults(stack),
        [
            format!("bad-subnets: the private subnet 10.0.64.0/24 overlaps the private subnet 10.0.64.0/21 ({help})"),
            format!(
                "bad-subnets: the private subnet 10.1.0.0/24 lies outside of the VPC's network 10.0.0.0/16 ({help})"
            ),
            "bad-azs: the subnet 10.0.192.0/24 in zone 7 (zones are counted from 1 to 6; most regions have 3)".into(),
        ]
    );
}

#[test]
fn too_few_subnets_are_reported_by_their_user() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).azs(1).without(Tier::Isolated));
    vpc.private().require(&mut stack, "a service", 1);
    vpc.public().require(&mut stack, "a balancer", 2);
    vpc.isolated().require(&mut stack, "a database", 2);
    let unknown = stack.add("SubnetIds", parameters::subnet_ids());
    let imported = stack.add("Old", Vpc::import(Val::imported("vpc-0a")).private(unknown));
    imported.private().require(&mut stack, "a service", 2);
    assert_eq!(
        faults(stack),
        [
            "too-few-subnets: a balancer needs subnets in 2 zones, of public subnets there is 1 \
             (give the VPC more zones: `.azs(2)`)",
            "no-subnets: a database stands in isolated subnets, and the VPC has none \
             (keep the isolated tier of the `Vpc`, or name isolated subnets of the VPC that is imported)",
        ]
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let vpc = Vpc::new(cidr!("10.0.0.0/16"))
        .azs(7)
        .nat(Nat::PerAz)
        .without(Tier::Private)
        .subnets(Tier::Private, [cidr!("10.0.4.0/24")])
        .interface_endpoints([InterfaceEndpoint::Logs]);
    assert_eq!(
        faults(stack(vpc)),
        [
            "bad-azs: a VPC in 7 availability zones (1 to 6 zones are possible; most regions have 3)",
            "bad-subnets: the number of networks for private subnets is 1, and that of zones is 7 \
             (give one network for each zone, or change `.azs(…)`)",
            "bad-subnets: networks for private subnets, but that tier is left out \
             (remove `.subnets(Tier::Private, …)` or `.without(…)`)",
            "bad-nat: NAT gateways without public or without private subnets (a NAT gateway stands in a public subnet \
             and serves private ones: keep both tiers or take `Nat::None`)",
            "bad-endpoints: interface endpoints without private subnets \
             (interface endpoints stand in private subnets: keep the tier, or leave the endpoints out)",
        ]
    );
}

#[test]
fn networks_that_do_not_fit_are_refused() {
    let codes = |vpc| -> Vec<String> {
        faults(stack(vpc)).into_iter().map(|fault| fault.split(" (").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(codes(Vpc::new(cidr!("10.0.0.0/8"))), ["bad-vpc-cidr: the network 10.0.0.0/8 has a prefix of 8"]);
    assert_eq!(codes(Vpc::new(cidr!("10.0.0.0/29"))), ["bad-vpc-cidr: the network 10.0.0.0/29 has a prefix of 29"]);
    assert_eq!(
        codes(Vpc::new(cidr!("10.0.0.0/24")).without(Tier::Isolated)),
        [
            "bad-subnets: 10.0.0.0/24 is too small to be cut into public subnets automatically",
            "bad-subnets: 10.0.0.0/24 is too small to be cut into private subnets automatically",
        ]
    );
    let networks = [cidr!("10.0.64.0/24"), cidr!("10.1.0.0/24")];
    assert_eq!(
        codes(Vpc::new(cidr!("10.0.0.0/16")).subnets(Tier::Public, networks)),
        [
            "bad-subnets: the public subnet 10.1.0.0/24 lies outside of the VPC's network 10.0.0.0/16",
            "bad-subnets: the private subnet 10.0.64.0/21 overlaps the public subnet 10.0.64.0/24",
        ]
    );
    let no_tier = Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Public).without(Tier::Private).without(Tier::Isolated);
    assert!(codes(no_tier).contains(&"no-tiers: a VPC without any tier of subnets".to_owned()));
    let mut stack = Stack::new("main");
    let condition = stack.add("Odd", Condition::equals(region(), "us-east-1"));
    stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).zone_ids(condition, [Val::imported("use1-az1")]));
    assert_eq!(
        faults(stack),
        [
            "bad-azs: the number of ids of zones is 1, and that of zones is 2 (give one id for each zone, or change `.azs(…)`)"
        ]
    );
}

/// The subnets of a template: id, network, zone.
fn subnets(template: &Value) -> Vec<(String, Cidr, Value)> {
    let resources = template["Resources"].as_object().unwrap().iter();
    let subnets = resources.filter(|(_, resource)| resource["Type"] == "AWS::EC2::Subnet");
    let network = |resource: &Value| Cidr::parse(resource["Properties"]["CidrBlock"].as_str().unwrap()).unwrap();
    subnets
        .map(|(id, resource)| (id.clone(), network(resource), resource["Properties"]["AvailabilityZone"].clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a VPC of any size is asked for: its subnets lie inside and apart, and neither another zone nor another
    /// tier moves one that exists or changes its zone.
    #[test]
    fn growing_moves_no_subnet(
        prefix in 16u8..=23,
        index: u32,
        zones in 1u8..=5,
        more in 1u8..=5,
        tiers in proptest::sample::subsequence(vec![Tier::Public, Tier::Private, Tier::Isolated], 1..=3),
    ) {
        let network = cidr!("10.0.0.0/8").subnet(prefix, index % (1 << (prefix - 8))).unwrap();
        let all = [Tier::Public, Tier::Private, Tier::Isolated];
        let without = all.into_iter().filter(|tier| !tiers.contains(tier));
        let before = without.fold(Vpc::new(network).azs(zones), Vpc::without);
        let before = subnets(&template(stack(before)));
        let after = subnets(&template(stack(Vpc::new(network).azs((zones + more).min(6)))));
        prop_assert_eq!(before.len(), usize::from(zones) * tiers.len());
        for subnet in &before {
            prop_assert!(after.contains(subnet), "{:?} moved", subnet);
        }
        for (index, (id, cidr, _)) in after.iter().enumerate() {
            prop_assert!(network.contains(*cidr), "{} is outside", id);
            for (other, overlapping, _) in &after[..index] {
                prop_assert!(!cidr.overlaps(*overlapping), "{} overlaps {}", id, other);
            }
        }
    }

    /// From one NAT gateway to one for each zone: routes change, no subnet and no route table does.
    #[test]
    fn more_nat_gateways_add_only(zones in 1u8..=6) {
        let of = |nat| template(stack(Vpc::new(cidr!("10.0.0.0/16")).azs(zones).nat(nat)))["Resources"].clone();
        let (one, each) = (of(Nat::One), of(Nat::PerAz));
        for (id, resource) in one.as_object().unwrap() {
            let route = resource["Type"] == "AWS::EC2::Route";
            prop_assert!(route || each[id] == *resource, "{} changed", id);
            prop_assert_eq!(&each[id]["Type"], &resource["Type"]);
        }
        let gateways = each.as_object().unwrap().values().filter(|all| all["Type"] == "AWS::EC2::NatGateway");
        prop_assert_eq!(gateways.count(), usize::from(zones));
    }
}
