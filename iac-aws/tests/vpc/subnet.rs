//! One more subnet of a VPC.

use crate::common::{faults, template};
use iac_aws::cfn::elasticache;
use iac_aws::prelude::*;
use serde_json::json;

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
