use crate::support::{diagnostics, module};
use serde_json::json;

#[test]
fn ways_out() {
    let module = module(json!({
        "Resources": {
            "Gateway": { "Type": "AWS::EC2::InternetGateway", "Properties": {} },
            "Attachment": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {
                "InternetGatewayId": { "Ref": "Gateway" }, "VpcId": "vpc-0123456789abcdef0"
            } },
            "Vpn": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {
                "VpnGatewayId": "vgw-0123456789abcdef0", "VpcId": "vpc-0123456789abcdef0"
            } },
            "Address": { "Type": "AWS::EC2::EIP", "DependsOn": "Attachment", "Properties": { "Domain": "vpc" } },
            "Nat": { "Type": "AWS::EC2::NatGateway", "Properties": {
                "AllocationId": { "Fn::GetAtt": ["Address", "AllocationId"] },
                "MaxDrainDurationSeconds": 100,
                "PrivateIpAddress": "10.0.0.10",
                "SubnetId": "subnet-0123456789abcdef0"
            } },
            "Regional": { "Type": "AWS::EC2::NatGateway", "Properties": {
                "AvailabilityMode": "regional",
                "AvailabilityZoneAddresses": [
                    { "AllocationIds": ["eipalloc-0123456789abcdef0"], "AvailabilityZone": "eu-central-1a" }
                ],
                "VpcId": "vpc-0123456789abcdef0"
            } }
        },
        "Outputs": {
            "Ip": { "Value": { "Ref": "Address" } },
            "Interface": { "Value": { "Fn::GetAtt": ["Nat", "EniId"] } }
        }
    }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_internet_gateway_attachment"],
        json!({ "attachment": {
            "internet_gateway_id": "${aws_internet_gateway.gateway.id}", "vpc_id": "vpc-0123456789abcdef0"
        } })
    );
    assert_eq!(
        resources["aws_vpn_gateway_attachment"],
        json!({ "vpn": { "vpn_gateway_id": "vgw-0123456789abcdef0", "vpc_id": "vpc-0123456789abcdef0" } })
    );
    assert_eq!(
        resources["aws_eip"]["address"],
        json!({ "domain": "vpc", "depends_on": ["aws_internet_gateway_attachment.attachment"] })
    );
    assert_eq!(
        resources["aws_nat_gateway"],
        json!({
            "nat": {
                "allocation_id": "${aws_eip.address.allocation_id}",
                "private_ip": "10.0.0.10",
                "subnet_id": "subnet-0123456789abcdef0"
            },
            "regional": {
                "availability_mode": "regional",
                "availability_zone_address": [
                    { "allocation_ids": ["eipalloc-0123456789abcdef0"], "availability_zone": "eu-central-1a" }
                ],
                "vpc_id": "vpc-0123456789abcdef0"
            }
        })
    );
    assert_eq!(module["output"]["ip"]["value"], "${aws_eip.address.public_ip}");
    assert_eq!(module["output"]["interface"]["value"], "${aws_nat_gateway.nat.network_interface_id}");
}

#[test]
fn routes() {
    let module = module(json!({
        "Resources": {
            "Nat": { "Type": "AWS::EC2::Instance", "Properties": { "ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.nano" } },
            "Table": { "Type": "AWS::EC2::RouteTable", "Properties": { "VpcId": "vpc-0123456789abcdef0" } },
            "ToNat": { "Type": "AWS::EC2::Route", "Properties": {
                "DestinationCidrBlock": "0.0.0.0/0", "InstanceId": { "Ref": "Nat" }, "RouteTableId": { "Ref": "Table" }
            } },
            "Out": { "Type": "AWS::EC2::Route", "Properties": {
                "DestinationIpv6CidrBlock": "::/0",
                "EgressOnlyInternetGatewayId": "eigw-0123456789abcdef0",
                "RouteTableId": { "Ref": "Table" }
            } },
            "Routes": { "Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
                "RouteTableId": { "Fn::GetAtt": ["Table", "RouteTableId"] }, "SubnetId": "subnet-0123456789abcdef0"
            } },
            "Offices": { "Type": "AWS::EC2::PrefixList", "Properties": {
                "AddressFamily": "IPv4",
                "Entries": [{ "Cidr": "192.0.2.0/24", "Description": "Office" }],
                "MaxEntries": 5,
                "PrefixListName": "offices"
            } }
        },
        "Outputs": { "Network": { "Value": { "Fn::GetAtt": ["Out", "CidrBlock"] } } }
    }));
    let table = "${aws_route_table.table.id}";
    assert_eq!(
        module["resource"]["aws_route"],
        json!({
            "to_nat": {
                "destination_cidr_block": "0.0.0.0/0",
                "network_interface_id": "${aws_instance.nat.primary_network_interface_id}",
                "route_table_id": table
            },
            "out": {
                "destination_ipv6_cidr_block": "::/0",
                "egress_only_gateway_id": "eigw-0123456789abcdef0",
                "route_table_id": table
            }
        })
    );
    assert_eq!(
        module["resource"]["aws_route_table_association"]["routes"],
        json!({ "route_table_id": table, "subnet_id": "subnet-0123456789abcdef0" })
    );
    assert_eq!(
        module["resource"]["aws_ec2_managed_prefix_list"]["offices"],
        json!({
            "address_family": "IPv4",
            "entry": [{ "cidr": "192.0.2.0/24", "description": "Office" }],
            "max_entries": 5,
            "name": "offices"
        })
    );
    assert_eq!(
        module["output"]["network"]["value"],
        "${coalesce(aws_route.out.destination_cidr_block, aws_route.out.destination_ipv6_cidr_block)}"
    );
}

#[test]
fn a_route_to_an_unknown_instance_is_an_error() {
    let found = diagnostics(json!({ "Resources": { "Route": { "Type": "AWS::EC2::Route", "Properties": {
        "DestinationCidrBlock": "0.0.0.0/0", "InstanceId": "i-0123456789abcdef0", "RouteTableId": "rtb-0123456789abcdef0"
    } } } }));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unmapped"]);
}

#[test]
fn network_acls() {
    let module = module(json!({ "Resources": {
        "Acl": { "Type": "AWS::EC2::NetworkAcl", "Properties": { "VpcId": "vpc-0123456789abcdef0" } },
        "Web": { "Type": "AWS::EC2::NetworkAclEntry", "Properties": {
            "CidrBlock": "0.0.0.0/0", "Egress": true, "NetworkAclId": { "Ref": "Acl" },
            "PortRange": { "From": 443, "To": 444 }, "Protocol": 6, "RuleAction": "allow", "RuleNumber": 100
        } },
        "Ping": { "Type": "AWS::EC2::NetworkAclEntry", "Properties": {
            "Icmp": { "Code": -1, "Type": 8 }, "Ipv6CidrBlock": "::/0", "NetworkAclId": { "Ref": "Acl" },
            "Protocol": 58, "RuleAction": "deny", "RuleNumber": 110
        } },
        "Association": { "Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties": {
            "NetworkAclId": { "Ref": "Acl" }, "SubnetId": "subnet-0123456789abcdef0"
        } }
    } }));
    let acl = "${aws_network_acl.acl.id}";
    assert_eq!(
        module["resource"]["aws_network_acl_rule"],
        json!({
            "web": {
                "cidr_block": "0.0.0.0/0", "egress": true, "network_acl_id": acl, "from_port": 443, "to_port": 444,
                "protocol": 6, "rule_action": "allow", "rule_number": 100
            },
            "ping": {
                "icmp_code": -1, "icmp_type": 8, "ipv6_cidr_block": "::/0", "network_acl_id": acl,
                "protocol": 58, "rule_action": "deny", "rule_number": 110
            }
        })
    );
    assert_eq!(
        module["resource"]["aws_network_acl_association"]["association"],
        json!({ "network_acl_id": acl, "subnet_id": "subnet-0123456789abcdef0" })
    );
}
