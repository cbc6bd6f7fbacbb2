use crate::support::{diagnostics, module};
use serde_json::json;

#[test]
fn vpc_with_its_encryption() {
    let module = module(json!({
        "Resources": { "Vpc": { "Type": "AWS::EC2::VPC", "Properties": {
            "CidrBlock": "10.0.0.0/16",
            "EnableDnsHostnames": true,
            "InstanceTenancy": "default",
            "Tags": [{ "Key": "Name", "Value": "main" }],
            "VpcEncryptionControl": { "Mode": "enforce", "LambdaExclusion": "enable" }
        } } },
        "Outputs": {
            "Acl": { "Value": { "Fn::GetAtt": ["Vpc", "DefaultNetworkAcl"] } },
            "Group": { "Value": { "Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"] } },
            "State": { "Value": { "Fn::GetAtt": ["Vpc", "VpcEncryptionControl.State"] } }
        }
    }));
    assert_eq!(
        module["resource"]["aws_vpc"]["vpc"],
        json!({
            "cidr_block": "10.0.0.0/16",
            "enable_dns_hostnames": true,
            "instance_tenancy": "default",
            "tags": { "Name": "main" }
        })
    );
    assert_eq!(
        module["resource"]["aws_vpc_encryption_control"]["vpc"],
        json!({ "vpc_id": "${aws_vpc.vpc.id}", "mode": "enforce", "lambda_exclusion": "enable" })
    );
    assert_eq!(module["output"]["acl"]["value"], "${aws_vpc.vpc.default_network_acl_id}");
    assert_eq!(module["output"]["group"]["value"], "${aws_vpc.vpc.default_security_group_id}");
    assert_eq!(module["output"]["state"]["value"], "${aws_vpc_encryption_control.vpc.state}");
}

#[test]
fn networks_that_are_associated_later_are_not_the_vpcs_own() {
    let found = diagnostics(json!({
        "Resources": { "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } } },
        "Outputs": { "Networks": { "Value": { "Fn::Join": [",", { "Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"] }] } } }
    }));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unmapped"]);
}

#[test]
fn subnet() {
    let module = module(json!({
        "Resources": {
            "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "Public1": { "Type": "AWS::EC2::Subnet", "Properties": {
                "AvailabilityZone": { "Fn::Select": [0, { "Fn::GetAZs": "" }] },
                "CidrBlock": "10.0.0.0/20",
                "MapPublicIpOnLaunch": true,
                "PrivateDnsNameOptionsOnLaunch": {
                    "EnableResourceNameDnsAAAARecord": false,
                    "EnableResourceNameDnsARecord": true,
                    "HostnameType": "resource-name"
                },
                "VpcId": { "Ref": "Vpc" }
            } }
        },
        "Outputs": { "Ipv6": { "Value": { "Fn::Select": [0, { "Fn::GetAtt": ["Public1", "Ipv6CidrBlocks"] }] } } }
    }));
    assert_eq!(
        module["resource"]["aws_subnet"]["public_1"],
        json!({
            "availability_zone": "${data.aws_availability_zones.available.names[0]}",
            "cidr_block": "10.0.0.0/20",
            "map_public_ip_on_launch": true,
            "enable_resource_name_dns_aaaa_record_on_launch": false,
            "enable_resource_name_dns_a_record_on_launch": true,
            "private_dns_hostname_type_on_launch": "resource-name",
            "vpc_id": "${aws_vpc.vpc.id}"
        })
    );
    assert_eq!(module["output"]["ipv6"]["value"], "${compact([aws_subnet.public_1.ipv6_cidr_block])[0]}");
}

#[test]
fn what_only_a_newer_provider_has_raises_its_version() {
    let subnet = |properties: serde_json::Value| {
        let template = json!({ "Resources": { "Own": { "Type": "AWS::EC2::Subnet", "Properties": properties } } });
        let module = module(template);
        module["terraform"]["required_providers"]["aws"]["version"].clone()
    };
    let old = subnet(json!({ "CidrBlock": "10.0.0.0/20", "VpcId": "vpc-0123456789abcdef0" }));
    let new = subnet(json!({
        "Ipv4IpamPoolId": "ipam-pool-0123456789abcdef0", "Ipv4NetmaskLength": 24, "VpcId": "vpc-0123456789abcdef0"
    }));
    assert_ne!(old, new);
    let endpoint = |options: serde_json::Value| {
        let properties = json!({ "DnsOptions": options, "ServiceName": "s", "VpcId": "vpc-0123456789abcdef0" });
        let template = json!({ "Resources": { "Own": { "Type": "AWS::EC2::VPCEndpoint", "Properties": properties } } });
        let module = module(template);
        module["terraform"]["required_providers"]["aws"]["version"].clone()
    };
    assert_eq!(endpoint(json!({ "DnsRecordIpType": "ipv4" })), old);
    assert_eq!(endpoint(json!({ "PrivateDnsPreference": "ALL_DOMAINS" })), new);
}

#[test]
fn further_networks_of_a_vpc() {
    let module = module(json!({ "Resources": {
        "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
        "More": { "Type": "AWS::EC2::VPCCidrBlock", "Properties": {
            "CidrBlock": "10.1.0.0/16", "VpcId": { "Ref": "Vpc" }
        } },
        "V6": { "Type": "AWS::EC2::VPCCidrBlock", "Properties": {
            "AmazonProvidedIpv6CidrBlock": true, "VpcId": { "Ref": "Vpc" }
        } },
        "Pool": { "Type": "AWS::EC2::VPCCidrBlock", "Properties": {
            "Ipv6IpamPoolId": "ipam-pool-0123456789abcdef0", "Ipv6NetmaskLength": 56, "VpcId": { "Ref": "Vpc" }
        } }
    } }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_vpc_ipv4_cidr_block_association"],
        json!({ "more": { "cidr_block": "10.1.0.0/16", "vpc_id": "${aws_vpc.vpc.id}" } })
    );
    assert_eq!(
        resources["aws_vpc_ipv6_cidr_block_association"],
        json!({
            "v6": { "assign_generated_ipv6_cidr_block": true, "vpc_id": "${aws_vpc.vpc.id}" },
            "pool": {
                "ipv6_ipam_pool_id": "ipam-pool-0123456789abcdef0",
                "ipv6_netmask_length": 56,
                "vpc_id": "${aws_vpc.vpc.id}"
            }
        })
    );
}

#[test]
fn dhcp_options() {
    let module = module(json!({ "Resources": {
        "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
        "Options": { "Type": "AWS::EC2::DHCPOptions", "Properties": {
            "DomainName": "example.internal",
            "DomainNameServers": ["AmazonProvidedDNS"],
            "NetbiosNodeType": 2
        } },
        "Association": { "Type": "AWS::EC2::VPCDHCPOptionsAssociation", "Properties": {
            "DhcpOptionsId": { "Ref": "Options" }, "VpcId": { "Ref": "Vpc" }
        } }
    } }));
    assert_eq!(
        module["resource"]["aws_vpc_dhcp_options"]["options"],
        json!({
            "domain_name": "example.internal",
            "domain_name_servers": ["AmazonProvidedDNS"],
            "netbios_node_type": 2
        })
    );
    assert_eq!(
        module["resource"]["aws_vpc_dhcp_options_association"]["association"],
        json!({ "dhcp_options_id": "${aws_vpc_dhcp_options.options.id}", "vpc_id": "${aws_vpc.vpc.id}" })
    );
}
