use super::bare;
use crate::support::{diagnostics, module};
use serde_json::{Value, json};

fn group(properties: Value) -> Value {
    json!({
        "Parameters": { "Protocol": { "Type": "String" }, "Owner": { "Type": "String" }, "Open": { "Type": "String" } },
        "Conditions": { "IsOpen": { "Fn::Equals": [{ "Ref": "Open" }, "yes"] } },
        "Resources": {
            "Other": { "Type": "AWS::EC2::SecurityGroup", "Properties": {
                "GroupDescription": "Other",
                "SecurityGroupEgress": [{ "CidrIp": "127.0.0.1/32", "IpProtocol": "-1" }]
            } },
            "Web": { "Type": "AWS::EC2::SecurityGroup", "Properties": properties }
        }
    })
}

#[test]
fn rules_are_resources_of_their_own() {
    let module = module(group(json!({
        "GroupDescription": "Web",
        "SecurityGroupEgress": [
            { "CidrIp": "0.0.0.0/0", "IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "Description": "Everything" }
        ],
        "SecurityGroupIngress": [
            { "CidrIp": "10.0.0.0/16", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443 },
            { "CidrIp": "10.1.0.0/16", "IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8010 },
            { "CidrIpv6": "2001:db8::/32", "IpProtocol": "icmpv6", "FromPort": -1, "ToPort": -1 },
            { "SourceSecurityGroupId": { "Fn::GetAtt": ["Other", "GroupId"] }, "IpProtocol": "udp", "FromPort": 53, "ToPort": 53 },
            { "SourcePrefixListId": "pl-0123456789abcdef0", "IpProtocol": 6, "FromPort": 22, "ToPort": 22 }
        ],
        "VpcId": "vpc-0123456789abcdef0"
    })));
    assert_eq!(
        bare(&module["resource"]["aws_security_group"])["web"],
        json!({
            "name_prefix": "${var.stack_name}-web-",
            "description": "Web",
            "vpc_id": "vpc-0123456789abcdef0",
            "lifecycle": { "create_before_destroy": true }
        })
    );
    let id = "${aws_security_group.web.id}";
    assert_eq!(
        bare(&module["resource"]["aws_vpc_security_group_ingress_rule"]),
        json!({
            "web_tcp_443_10_0_0_0_16": {
                "security_group_id": id, "cidr_ipv4": "10.0.0.0/16",
                "ip_protocol": "tcp", "from_port": 443, "to_port": 443
            },
            "web_tcp_8000_8010_10_1_0_0_16": {
                "security_group_id": id, "cidr_ipv4": "10.1.0.0/16",
                "ip_protocol": "tcp", "from_port": 8000, "to_port": 8010
            },
            "web_icmpv6_2001_db8___32": {
                "security_group_id": id, "cidr_ipv6": "2001:db8::/32",
                "ip_protocol": "icmpv6", "from_port": -1, "to_port": -1
            },
            "web_udp_53_other": {
                "security_group_id": id, "referenced_security_group_id": "${aws_security_group.other.id}",
                "ip_protocol": "udp", "from_port": 53, "to_port": 53
            },
            "web_6_22_pl_0123456789abcdef0": {
                "security_group_id": id, "prefix_list_id": "pl-0123456789abcdef0",
                "ip_protocol": 6, "from_port": 22, "to_port": 22
            }
        })
    );
    assert_eq!(
        bare(&module["resource"]["aws_vpc_security_group_egress_rule"])["web_all_0_0_0_0_0"],
        json!({ "security_group_id": id, "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1", "description": "Everything" })
    );
}

#[test]
fn a_group_without_egress_rules_lets_everything_out_as_in_ec2() {
    for none in [json!(null), json!([])] {
        let mut properties = json!({ "GroupDescription": "Web", "GroupName": "web" });
        if !none.is_null() {
            properties["SecurityGroupEgress"] = none;
        }
        let module = module(group(properties));
        assert_eq!(module["resource"]["aws_security_group"]["web"]["name"], "web");
        let rules = &module["resource"]["aws_vpc_security_group_egress_rule"];
        let id = "${aws_security_group.web.id}";
        assert_eq!(
            rules["web_all_ipv4"],
            json!({ "security_group_id": id, "ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0" })
        );
        assert_eq!(rules["web_all_ipv6"], json!({ "security_group_id": id, "ip_protocol": "-1", "cidr_ipv6": "::/0" }));
    }
}

#[test]
fn conditions_decide_over_rules() {
    let open = json!({ "CidrIp": "0.0.0.0/0", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80 });
    let closed = json!({ "CidrIp": "127.0.0.1/32", "IpProtocol": "-1" });
    let module = module(group(json!({
        "GroupDescription": "Web",
        "SecurityGroupEgress": [closed],
        "SecurityGroupIngress": [{ "Fn::If": ["IsOpen", open, { "Ref": "AWS::NoValue" }] }]
    })));
    assert_eq!(
        module["resource"]["aws_vpc_security_group_ingress_rule"]["web_tcp_80_0_0_0_0_0"]["count"],
        "${local.is_open ? 1 : 0}"
    );
    let found = diagnostics(group(json!({
        "GroupDescription": "Web",
        "SecurityGroupEgress": { "Fn::If": ["IsOpen", { "Ref": "AWS::NoValue" }, [closed]] }
    })));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["terraform"]);
}

#[test]
fn rules_by_themselves() {
    let module = module(json!({
        "Parameters": { "Protocol": { "Type": "String" }, "Owner": { "Type": "String" } },
        "Resources": {
            "In": { "Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
                "GroupId": "sg-0123456789abcdef0", "IpProtocol": { "Ref": "Protocol" }, "FromPort": 1, "ToPort": 2,
                "SourceSecurityGroupId": "sg-0123456789abcdef1", "SourceSecurityGroupOwnerId": { "Ref": "Owner" }
            } },
            "Own": { "Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
                "GroupId": "sg-0123456789abcdef0", "IpProtocol": "-1", "FromPort": 0, "ToPort": 65535,
                "SourceSecurityGroupId": "sg-0123456789abcdef1", "SourceSecurityGroupOwnerId": { "Ref": "AWS::AccountId" }
            } },
            "Out": { "Type": "AWS::EC2::SecurityGroupEgress", "Properties": {
                "GroupId": "sg-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                "DestinationPrefixListId": "pl-0123456789abcdef0", "Description": "S3"
            } }
        }
    }));
    let own = "data.aws_caller_identity.current.account_id";
    assert_eq!(
        module["resource"]["aws_vpc_security_group_ingress_rule"],
        json!({
            "in": {
                "security_group_id": "sg-0123456789abcdef0",
                "ip_protocol": "${var.protocol}",
                "from_port": "${var.protocol != \"-1\" ? 1 : null}",
                "to_port": "${var.protocol != \"-1\" ? 2 : null}",
                "referenced_security_group_id": format!(
                    "${{var.owner == {own} ? \"sg-0123456789abcdef1\" : \"${{var.owner}}/sg-0123456789abcdef1\"}}"
                )
            },
            "own": {
                "security_group_id": "sg-0123456789abcdef0",
                "ip_protocol": "-1",
                "referenced_security_group_id": "sg-0123456789abcdef1"
            }
        })
    );
    assert_eq!(
        module["resource"]["aws_vpc_security_group_egress_rule"]["out"],
        json!({
            "security_group_id": "sg-0123456789abcdef0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
            "prefix_list_id": "pl-0123456789abcdef0", "description": "S3"
        })
    );
}
