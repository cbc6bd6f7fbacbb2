//! Network ACLs as templates, and what is refused.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{faults, resources};
use iac_aws::cfn::elasticache;
use iac_aws::parameters;
use iac_aws::prelude::*;
use serde_json::{Value, json};

const APP: Cidr = cidr!("10.0.64.0/18");

fn data() -> NetworkAcl {
    NetworkAcl::new()
        .entry(90, AclEntry::deny(cidr!("10.0.64.128/25")))
        .entry(110, AclEntry::let_out(Cidr::ANYWHERE, AclTraffic::tcp(443)))
        .entry(100, AclEntry::admit(APP, AclTraffic::tcp(5432)))
        .entry(120, AclEntry::admit(Cidr::ANYWHERE, AclTraffic::Icmp(3, 4)))
        .entry(130, AclEntry::admit(APP, AclTraffic::tcp_ports(8000..=8010)).without_replies())
        .entry(140, AclEntry::let_out(APP, AclTraffic::udp(123)))
        .entry(150, AclEntry::admit(cidr!("192.0.2.0/24"), AclTraffic::All))
}

fn entry(resources: &Value, id: &str) -> Value {
    resources[id]["Properties"].clone()
}

#[test]
fn each_entry_lets_its_replies_through() {
    let vpc = Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, data());
    let resources = resources(|stack| {
        stack.add("Network", vpc);
    });
    let of = |id: &str| entry(&resources, &format!("NetworkIsolatedAcl{id}"));
    assert_eq!(
        resources["NetworkIsolatedAcl"],
        json!({"Type": "AWS::EC2::NetworkAcl", "Properties": {
            "VpcId": {"Ref": "Network"},
            "Tags": [{"Key": "Name", "Value": {"Fn::Sub": "${AWS::StackName}/isolated"}}],
        }})
    );
    let rule = |number: u16, protocol: i64, egress: bool, network: &str| {
        json!({"NetworkAclId": {"Ref": "NetworkIsolatedAcl"}, "Protocol": protocol, "RuleAction": "allow",
               "RuleNumber": number, "Egress": egress, "CidrBlock": network})
    };
    let ports = |mut rule: Value, from: u16, to: u16| {
        rule["PortRange"] = json!({"From": from, "To": to});
        rule
    };
    assert_eq!(of("In100"), ports(rule(100, 6, false, "10.0.64.0/18"), 5432, 5432));
    assert_eq!(of("Out100"), ports(rule(100, 6, true, "10.0.64.0/18"), 1024, 65535), "replies");
    assert_eq!(of("Out110"), ports(rule(110, 6, true, "0.0.0.0/0"), 443, 443));
    assert_eq!(of("In110"), ports(rule(110, 6, false, "0.0.0.0/0"), 1024, 65535), "replies");
    assert_eq!(of("In130"), ports(rule(130, 6, false, "10.0.64.0/18"), 8000, 8010));
    assert_eq!(of("In140"), ports(rule(140, 17, false, "10.0.64.0/18"), 1024, 65535), "replies");
    assert_eq!(of("In120")["Icmp"], json!({"Type": 3, "Code": 4}));
    assert_eq!(of("In150"), rule(150, -1, false, "192.0.2.0/24"));
    assert_eq!(of("Out150"), rule(150, -1, true, "192.0.2.0/24"));
    assert_eq!((of("In90")["RuleAction"].clone(), of("Out90")["RuleAction"].clone()), (json!("deny"), json!("deny")));
    assert_eq!((of("Out120"), of("Out130")), (Value::Null, Value::Null), "nobody replies, and not asked for");
}

/// A subnet whose ACL has no entries yet lets nothing through, and whatever starts in it fails.
#[test]
fn subnets_get_it_when_it_is_complete_and_their_users_wait() {
    let resources = resources(|stack| {
        let acl = NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(6379)));
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, acl));
        let user = stack.add("User", elasticache::SubnetGroup::new("Cache", vpc.isolated().ids()));
        vpc.isolated().created_before(stack, user);
        assert_eq!(vpc.resources.unwrap().network_acls[0].1.entries.len(), 2);
    });
    assert_eq!(
        resources["NetworkIsolatedAclSubnet2"],
        json!({
            "Type": "AWS::EC2::SubnetNetworkAclAssociation",
            "DependsOn": ["NetworkIsolatedAclIn100", "NetworkIsolatedAclOut100"],
            "Properties": {"NetworkAclId": {"Ref": "NetworkIsolatedAcl"}, "SubnetId": {"Ref": "NetworkIsolated2"}},
        })
    );
    let waits = resources["User"]["DependsOn"].as_array().unwrap();
    assert!(waits.contains(&json!("NetworkIsolatedAclSubnet1")) && waits.contains(&json!("NetworkIsolatedAclSubnet2")));
}

/// "The subnets of a tier" are also those that come later.
#[test]
fn a_subnet_beside_the_vpc_has_the_acl_of_its_tier() {
    let resources = resources(|stack| {
        let acl = NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(5432)));
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, acl));
        let more = stack.add("More", Subnet::isolated(&vpc, cidr!("10.0.192.0/24"), 1));
        stack.add("Tools", Subnet::private(&vpc, cidr!("10.0.193.0/24"), 1));
        let user = stack.add("User", elasticache::SubnetGroup::new("Cache", more.subnets().ids()));
        more.subnets().created_before(stack, user);
    });
    assert_eq!(
        resources["MoreTierAcl"],
        json!({
            "Type": "AWS::EC2::SubnetNetworkAclAssociation",
            "DependsOn": ["NetworkIsolatedAclIn100", "NetworkIsolatedAclOut100"],
            "Properties": {"NetworkAclId": {"Ref": "NetworkIsolatedAcl"}, "SubnetId": {"Ref": "More"}},
        })
    );
    assert!(resources["User"]["DependsOn"].as_array().unwrap().contains(&json!("MoreTierAcl")));
    assert_eq!(resources["ToolsTierAcl"], Value::Null, "the private tier has none");
}

#[test]
fn a_subnet_beside_the_vpc_has_an_acl_of_its_own_instead() {
    let acl = |port| NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(port)));
    let resources = resources(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, acl(5432)));
        let more = Subnet::isolated(&vpc, cidr!("10.0.192.0/24"), 1).network_acl(acl(6379));
        let more = stack.add("More", more);
        let user = stack.add("User", elasticache::SubnetGroup::new("Cache", more.subnets().ids()));
        more.subnets().created_before(stack, user);
    });
    assert_eq!(
        resources["MoreAclSubnet1"]["Properties"],
        json!({"NetworkAclId": {"Ref": "MoreAcl"}, "SubnetId": {"Ref": "More"}})
    );
    assert_eq!(resources["MoreTierAcl"], Value::Null);
    assert!(resources["User"]["DependsOn"].as_array().unwrap().contains(&json!("MoreAclSubnet1")));
}

/// A subnet has one ACL: of two, the one that comes last would count.
#[test]
fn a_second_acl_is_refused() {
    let acl = || NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(5432)));
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, acl()));
    let more = stack.add("More", Subnet::isolated(&vpc, cidr!("10.0.192.0/24"), 1));
    stack.add("First", acl().of(&vpc.isolated()));
    stack.add("Second", acl().of(&more.subnets()));
    stack.add("Third", acl().of(&vpc.private()));
    let said = faults(stack);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|fault| fault.starts_with("bad-network-acl: the subnets are given a second")), "{said:?}");
}

/// The entries are there before the other stack begins, and cannot be named in it.
#[test]
fn a_subnet_in_another_stack_has_the_acl_of_its_tier() {
    let mut network = Stack::new("network");
    let acl = NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(5432)));
    let vpc = network.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Isolated, acl));
    let mut data = Stack::new("data");
    data.add("More", Subnet::isolated(&vpc, cidr!("10.0.192.0/24"), 1));
    let app = App::new().with(network).with(data);
    let (graph, diagnostics) = iac_core::resolve::resolve(app, "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let data = common::written(&graph.stacks[1]);
    let association = &data["Resources"]["MoreTierAcl"];
    assert_eq!(association["Properties"]["SubnetId"], json!({"Ref": "More"}));
    assert!(association["Properties"]["NetworkAclId"].get("Fn::ImportValue").is_some(), "{association}");
    assert!(association.get("DependsOn").is_none(), "{association}");
}

#[test]
fn for_subnets_of_an_imported_vpc() {
    let acl = || NetworkAcl::new().entry(100, AclEntry::admit(APP, AclTraffic::tcp(5432)));
    let resources = resources(|stack| {
        let isolated = ["subnet-0a1b2c3d", "subnet-1b2c3d4e"].map(Val::imported);
        let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-0a1b2c3d")).isolated(isolated));
        stack.add("DataAcl", acl().of(&vpc.isolated()));
    });
    assert_eq!(resources["DataAcl"]["Properties"]["VpcId"], "vpc-0a1b2c3d");
    assert_eq!(resources["DataAclSubnet2"]["Properties"]["SubnetId"], "subnet-1b2c3d4e");
    let mut stack = Stack::new("main");
    let subnets = stack.add("SubnetIds", parameters::subnet_ids());
    let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-0a1b2c3d")).isolated(subnets));
    stack.add("DataAcl", acl().of(&vpc.isolated()));
    assert_eq!(
        faults(stack),
        ["bad-network-acl: a network ACL for subnets that one parameter names together \
          (name them one by one: each needs an association of its own)"]
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let said = |acl: NetworkAcl| -> Vec<String> {
        let mut stack = Stack::new("main");
        stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).network_acl(Tier::Private, acl));
        let strip = |fault: String| fault.split(" (").next().unwrap_or_default().replace("bad-network-acl: ", "");
        faults(stack).into_iter().map(strip).collect()
    };
    let web = AclEntry::admit(Cidr::ANYWHERE, AclTraffic::tcp(443));
    assert_eq!(said(NetworkAcl::new()), ["the network ACL has no entry, so that nothing comes in or goes out"]);
    assert_eq!(
        said(NetworkAcl::new().entry(100, web).entry(100, web)),
        ["the network ACL has two entries with the number 100"]
    );
    assert_eq!(
        said(NetworkAcl::new().entry(0, web).entry(32_767, AclEntry::deny(APP))),
        ["the network ACL has an entry with the number 0", "the network ACL has an entry with the number 32767"]
    );
    let upside_down = AclEntry::admit(Cidr::ANYWHERE, AclTraffic::Tcp(90, 80));
    assert_eq!(said(NetworkAcl::new().entry(1, upside_down)), ["entry 1 of the network ACL is about ports 90 to 80"]);
    let many = (1..=41).map(|number| (number, AclEntry::admit(APP, AclTraffic::tcp(number)).without_replies()));
    assert_eq!(
        said(many.fold(NetworkAcl::new(), |acl, (number, entry)| acl.entry(number, entry))),
        ["the network ACL has 41 entries for what goes in, of 40 allowed"]
    );
    assert_eq!(
        said(NetworkAcl::new().entry(100, web).entry(110, AclEntry::admit(APP, AclTraffic::tcp(443)))),
        ["entry 110 of the network ACL"],
        "the first one admits everybody"
    );
    assert_eq!(
        said(NetworkAcl::new().entry(90, AclEntry::deny(APP)).entry(100, AclEntry::let_out(APP, AclTraffic::tcp(443)))),
        ["entry 100 of the network ACL", "entry 100 of the network ACL"],
        "requests and replies are denied"
    );
    let both_ways = NetworkAcl::new().entry(100, web).entry(110, AclEntry::let_out(APP, AclTraffic::tcp(8000)));
    assert_eq!(said(both_ways), [""; 0], "that replies may go there too is no fault");
    let mut stack = Stack::new("main");
    let vpc = Vpc::new(cidr!("10.0.0.0/16")).without(Tier::Isolated).network_acl(Tier::Isolated, data());
    stack.add("Network", vpc);
    assert!(faults(stack).iter().any(|fault| fault.contains("a network ACL for isolated subnets, but that tier is")));
}

#[test]
fn flow_logs_of_a_subnet_and_of_an_imported_vpc() {
    let resources = resources(|stack| {
        let vpc = stack.add("Old", Vpc::import(Val::imported("vpc-0a1b2c3d")));
        stack.add("OldFlowLogs", FlowLogs::rejected(Retention::Days90).of(&vpc));
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
        let tools = stack.add("Tools", Subnet::private(&vpc, cidr!("10.0.192.0/24"), 1));
        stack.add("ToolsFlowLogs", FlowLogs::all(Retention::Days30).of(&tools));
    });
    let of = |id: &str| {
        let properties = &resources[id]["Properties"];
        ["ResourceType", "ResourceId", "TrafficType", "LogGroupName"].map(|name| properties[name].clone())
    };
    assert_eq!(
        of("OldFlowLogs"),
        [json!("VPC"), json!("vpc-0a1b2c3d"), json!("REJECT"), json!({"Ref": "OldFlowLogsLogGroup"})]
    );
    assert_eq!(
        of("ToolsFlowLogs"),
        [json!("Subnet"), json!({"Ref": "Tools"}), json!("ALL"), json!({"Ref": "ToolsFlowLogsLogGroup"})]
    );
}
