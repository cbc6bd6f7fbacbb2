//! Security groups as templates.

mod common;

use common::{faults, template};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn subnets() -> PrivateSubnets {
    let mut elsewhere = Stack::new("main");
    let vpc = Vpc::import(Val::imported("vpc-0a1b2c3d")).private([Val::imported("subnet-0a1b2c3d")]);
    elsewhere.add("Network", vpc).private()
}

fn resources(build: impl FnOnce(&mut Stack)) -> Value {
    let mut stack = Stack::new("main");
    build(&mut stack);
    template(stack)["Resources"].clone()
}

#[test]
fn is_closed_in_both_directions() {
    let resources = resources(|stack| {
        stack.add("Group", SecurityGroup::new(&subnets(), "Closed"));
    });
    assert_eq!(
        resources,
        json!({"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
            "GroupDescription": "Closed",
            "VpcId": "vpc-0a1b2c3d",
            "SecurityGroupEgress": [{
                "IpProtocol": "-1",
                "CidrIp": "127.0.0.1/32",
                "Description": "Nothing leaves but what rules of their own let out",
            }],
        }}})
    );
}

#[test]
fn lets_out_what_is_written_out() {
    let egress = |outbound| {
        let resources = resources(|stack| {
            stack.add("Group", SecurityGroup::new(&subnets(), "Open").outbound(outbound));
        });
        resources["Group"]["Properties"]["SecurityGroupEgress"].clone()
    };
    assert_eq!(
        egress(Outbound::Https),
        json!([{
            "IpProtocol": "tcp", "CidrIp": "0.0.0.0/0", "FromPort": 443, "ToPort": 443,
            "Description": "HTTPS to AWS and to APIs of others",
        }])
    );
    assert_eq!(
        egress(Outbound::Anything),
        json!([{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "Everything to everywhere"}])
    );
}

/// Whether said before or after the group is added, a rule has the same id.
#[test]
fn admits_networks_by_rules_of_their_own() {
    let office = cidr!("192.0.2.0/24");
    let before = resources(|stack| {
        let group = SecurityGroup::new(&subnets(), "Bastion").admit("Office", office, 22, "SSH from the office");
        stack.add("Group", group);
    });
    let after = resources(|stack| {
        let group = stack.add("Group", SecurityGroup::new(&subnets(), "Bastion"));
        group.admit(stack, "Office", office, 22, "SSH from the office");
    });
    assert_eq!(before, after);
    assert_eq!(
        before["GroupOffice"],
        json!({"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
            "GroupId": {"Fn::GetAtt": ["Group", "GroupId"]},
            "IpProtocol": "tcp",
            "CidrIp": "192.0.2.0/24",
            "FromPort": 22,
            "ToPort": 22,
            "Description": "SSH from the office",
        }})
    );
}

#[test]
fn what_aws_would_refuse_as_a_description_is_refused() {
    let mut stack = Stack::new("main");
    let group = SecurityGroup::new(&subnets(), "Bob's group");
    let group = stack.add("Group", group.admit("Office", cidr!("192.0.2.0/24"), 443, ""));
    group.admit(&mut stack, "Home", cidr!("198.51.100.0/24"), 443, "x".repeat(256));
    let faults = faults(stack);
    assert_eq!(faults.len(), 3);
    assert!(faults[0].starts_with("bad-description: `Bob's group` cannot describe a security group or a rule of it ("));
    assert!(faults[1].starts_with("bad-description: `` cannot"));
    assert!(faults[2].starts_with("bad-description: `xxx"));
}
