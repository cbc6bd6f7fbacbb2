use crate::support::{check, module};
use serde_json::{Value, json};

fn tagged(name: &str) -> Value {
    json!([{ "Key": "Name", "Value": name }])
}

fn network() -> Value {
    json!({
        "Vpc": { "Type": "AWS::EC2::VPC", "Properties": {
            "CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": true, "Tags": tagged("main"),
            "VpcEncryptionControl": { "Mode": "monitor" }
        } },
        "More": { "Type": "AWS::EC2::VPCCidrBlock", "Properties": { "CidrBlock": "10.1.0.0/16", "VpcId": { "Ref": "Vpc" } } },
        "V6": { "Type": "AWS::EC2::VPCCidrBlock", "Properties": {
            "AmazonProvidedIpv6CidrBlock": true, "VpcId": { "Ref": "Vpc" }
        } },
        "Options": { "Type": "AWS::EC2::DHCPOptions", "Properties": { "DomainNameServers": ["AmazonProvidedDNS"] } },
        "OptionsOfVpc": { "Type": "AWS::EC2::VPCDHCPOptionsAssociation", "Properties": {
            "DhcpOptionsId": { "Ref": "Options" }, "VpcId": { "Ref": "Vpc" }
        } },
        "Public": { "Type": "AWS::EC2::Subnet", "Properties": {
            "AvailabilityZone": { "Fn::Select": [0, { "Fn::GetAZs": "" }] },
            "CidrBlock": { "Fn::Select": [0, { "Fn::Cidr": [{ "Fn::GetAtt": ["Vpc", "CidrBlock"] }, 4, 8] }] },
            "PrivateDnsNameOptionsOnLaunch": { "HostnameType": "ip-name" }, "VpcId": { "Ref": "Vpc" }
        } },
        "Gateway": { "Type": "AWS::EC2::InternetGateway", "Properties": { "Tags": tagged("main") } },
        "Attachment": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {
            "InternetGatewayId": { "Ref": "Gateway" }, "VpcId": { "Ref": "Vpc" }
        } },
        "VpnAttachment": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {
            "VpnGatewayId": "vgw-0123456789abcdef0", "VpcId": { "Ref": "Vpc" }
        } },
        "EgressGateway": { "Type": "AWS::EC2::EgressOnlyInternetGateway", "Properties": { "VpcId": { "Ref": "Vpc" } } },
        "Address": { "Type": "AWS::EC2::EIP", "DependsOn": "Attachment", "Properties": { "Domain": "vpc" } },
        "Nat": { "Type": "AWS::EC2::NatGateway", "Properties": {
            "AllocationId": { "Fn::GetAtt": ["Address", "AllocationId"] }, "SubnetId": { "Ref": "Public" }
        } },
        "Table": { "Type": "AWS::EC2::RouteTable", "Properties": { "VpcId": { "Ref": "Vpc" } } },
        "ToNat": { "Type": "AWS::EC2::Route", "Properties": {
            "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": { "Ref": "Nat" }, "RouteTableId": { "Ref": "Table" }
        } },
        "ToEgress": { "Type": "AWS::EC2::Route", "Properties": {
            "DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": { "Ref": "EgressGateway" },
            "RouteTableId": { "Ref": "Table" }
        } },
        "ToPeer": { "Type": "AWS::EC2::Route", "Properties": {
            "DestinationPrefixListId": { "Ref": "Offices" }, "VpcPeeringConnectionId": { "Ref": "Far" },
            "RouteTableId": { "Ref": "Table" }
        } },
        "Routes": { "Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
            "RouteTableId": { "Ref": "Table" }, "SubnetId": { "Ref": "Public" }
        } },
        "Offices": { "Type": "AWS::EC2::PrefixList", "Properties": {
            "AddressFamily": "IPv4", "Entries": [{ "Cidr": "192.0.2.0/24" }], "MaxEntries": 5, "PrefixListName": "offices"
        } },
        "Near": { "Type": "AWS::EC2::VPCPeeringConnection", "Properties": {
            "PeerVpcId": "vpc-0123456789abcdef1", "VpcId": { "Ref": "Vpc" }
        } },
        "Far": { "Type": "AWS::EC2::VPCPeeringConnection", "Properties": {
            "PeerRegion": "eu-west-1", "PeerVpcId": "vpc-0123456789abcdef1", "VpcId": { "Ref": "Vpc" }
        } },
        "Hub": { "Type": "AWS::EC2::TransitGateway", "Properties": { "Description": "Hub" } },
        "Spoke": { "Type": "AWS::EC2::TransitGatewayAttachment", "Properties": {
            "Options": { "DnsSupport": "enable" }, "SubnetIds": [{ "Ref": "Public" }],
            "TransitGatewayId": { "Ref": "Hub" }, "VpcId": { "Ref": "Vpc" }
        } }
    })
}

fn protection() -> Value {
    json!({
        "Acl": { "Type": "AWS::EC2::NetworkAcl", "Properties": { "VpcId": { "Ref": "Vpc" } } },
        "AclRule": { "Type": "AWS::EC2::NetworkAclEntry", "Properties": {
            "CidrBlock": "0.0.0.0/0", "NetworkAclId": { "Ref": "Acl" }, "PortRange": { "From": 443, "To": 443 },
            "Protocol": 6, "RuleAction": "allow", "RuleNumber": 100
        } },
        "AclOfSubnet": { "Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties": {
            "NetworkAclId": { "Ref": "Acl" }, "SubnetId": { "Ref": "Public" }
        } },
        "Open": { "Type": "AWS::EC2::SecurityGroup", "Properties": {
            "GroupDescription": "Open", "VpcId": { "Ref": "Vpc" },
            "SecurityGroupIngress": [
                { "CidrIp": { "Fn::GetAtt": ["Vpc", "CidrBlock"] }, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443 },
                { "Fn::If": ["IsBig", { "CidrIp": "0.0.0.0/0", "IpProtocol": "-1" }, { "Ref": "AWS::NoValue" }] }
            ]
        } },
        "Closed": { "Type": "AWS::EC2::SecurityGroup", "Condition": "IsBig", "Properties": {
            "GroupDescription": "Closed", "VpcId": { "Ref": "Vpc" },
            "SecurityGroupEgress": [{ "CidrIp": "127.0.0.1/32", "IpProtocol": "-1" }]
        } },
        "FromClosed": { "Type": "AWS::EC2::SecurityGroupIngress", "Condition": "IsBig", "Properties": {
            "GroupId": { "Fn::GetAtt": ["Open", "GroupId"] }, "IpProtocol": { "Ref": "Protocol" }, "FromPort": 80, "ToPort": 80,
            "SourceSecurityGroupId": { "Ref": "Closed" }, "SourceSecurityGroupOwnerId": "123456789012"
        } },
        "ToOpen": { "Type": "AWS::EC2::SecurityGroupEgress", "Condition": "IsBig", "Properties": {
            "GroupId": { "Ref": "Closed" }, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
            "DestinationSecurityGroupId": { "Ref": "Open" }
        } },
        "Endpoint": { "Type": "AWS::EC2::VPCEndpoint", "Properties": {
            "PrivateDnsEnabled": true, "SecurityGroupIds": [{ "Ref": "Open" }],
            "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.logs" }, "SubnetIds": [{ "Ref": "Public" }],
            "VpcEndpointType": "Interface", "VpcId": { "Ref": "Vpc" }
        } },
        "S3": { "Type": "AWS::EC2::VPCEndpoint", "Properties": {
            "PolicyDocument": { "Version": "2012-10-17", "Statement": [] }, "RouteTableIds": [{ "Ref": "Table" }],
            "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.s3" }, "VpcId": { "Ref": "Vpc" }
        } },
        "Flows": { "Type": "AWS::EC2::FlowLog", "Properties": {
            "DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/logs", "LogGroupName": "flows",
            "ResourceId": { "Ref": "Vpc" }, "ResourceType": "VPC", "TrafficType": "ALL"
        } }
    })
}

fn machines() -> Value {
    json!({
        "Login": { "Type": "AWS::EC2::KeyPair", "Properties": {
            "KeyName": "admin", "PublicKeyMaterial": "ssh-ed25519 AAAA admin"
        } },
        "Template": { "Type": "AWS::EC2::LaunchTemplate", "Properties": { "LaunchTemplateData": {
            "BlockDeviceMappings": [{ "DeviceName": "/dev/xvda", "Ebs": { "VolumeSize": 20 } }],
            "ImageId": "ami-0123456789abcdef0", "KeyName": { "Ref": "Login" },
            "SecurityGroupIds": [{ "Fn::GetAtt": ["Open", "GroupId"] }],
            "InstanceRequirements": { "MemoryMiB": { "Min": 512 }, "VCpuCount": { "Min": 1 } }
        } } },
        "Interface": { "Type": "AWS::EC2::NetworkInterface", "Properties": {
            "GroupSet": [{ "Ref": "Open" }], "SubnetId": { "Ref": "Public" },
            "PrivateIpAddresses": [{ "Primary": true, "PrivateIpAddress": "10.0.0.10" }]
        } },
        "Web": { "Type": "AWS::EC2::Instance", "Properties": {
            "BlockDeviceMappings": [
                { "DeviceName": "/dev/xvda", "Ebs": { "VolumeSize": 20 } },
                { "Fn::If": ["IsBig", { "DeviceName": "/dev/sdf", "Ebs": { "VolumeSize": 500 } }, { "Ref": "AWS::NoValue" }] }
            ],
            "LaunchTemplate": {
                "LaunchTemplateId": { "Ref": "Template" }, "Version": { "Fn::GetAtt": ["Template", "LatestVersionNumber"] }
            },
            "NetworkInterfaces": [
                { "AssociatePublicIpAddress": true, "DeviceIndex": "0", "GroupSet": [{ "Ref": "Open" }], "SubnetId": { "Ref": "Public" } },
                { "DeviceIndex": "1", "NetworkInterfaceId": { "Ref": "Interface" } },
                { "DeviceIndex": "2", "SubnetId": { "Ref": "Public" } }
            ],
            "Volumes": [{ "Device": "/dev/sdg", "VolumeId": { "Ref": "Data" } }]
        } },
        "Other": { "Type": "AWS::EC2::Instance", "Properties": {
            "ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.nano", "SecurityGroupIds": [{ "Ref": "Open" }],
            "SubnetId": { "Ref": "Public" }, "UserData": { "Fn::Base64": "#!/bin/sh" }
        } },
        "Data": { "Type": "AWS::EC2::Volume", "DeletionPolicy": "Snapshot", "Properties": {
            "AvailabilityZone": { "Fn::GetAtt": ["Public", "AvailabilityZone"] }, "Size": 10, "VolumeType": "gp3"
        } },
        "DataOfOther": { "Type": "AWS::EC2::VolumeAttachment", "Properties": {
            "Device": "/dev/sdf", "InstanceId": { "Ref": "Other" }, "VolumeId": { "Ref": "Data" }
        } },
        "AddressOfInterface": { "Type": "AWS::EC2::EIPAssociation", "Properties": {
            "AllocationId": { "Fn::GetAtt": ["Address", "AllocationId"] }, "NetworkInterfaceId": { "Ref": "Interface" }
        } }
    })
}

#[test]
fn terraform_takes_it() {
    let mut resources = network();
    for more in [protection(), machines()] {
        let Value::Object(more) = more else { panic!("they are objects") };
        resources.as_object_mut().unwrap().extend(more);
    }
    for big in ["yes", "no"] {
        check(&module(json!({
                "Parameters": {
        "Big": { "Type": "String", "Default": big },
        "Protocol": { "Type": "String", "Default": "tcp" }
        },
                "Conditions": { "IsBig": { "Fn::Equals": [{ "Ref": "Big" }, "yes"] } },
                "Resources": resources.clone(),
                "Outputs": {
                    "Ipv6": { "Value": { "Fn::Join": [",", { "Fn::GetAtt": ["Public", "Ipv6CidrBlocks"] }] } },
                    "Ip": { "Value": { "Ref": "Address" } },
                    "Destination": { "Value": { "Fn::GetAtt": ["ToNat", "CidrBlock"] } },
                    "Entry": { "Value": { "Fn::Select": [0, { "Fn::GetAtt": ["Endpoint", "DnsEntries"] }] } },
                    "Interface": { "Value": { "Fn::Select": [0, { "Fn::GetAtt": ["Endpoint", "NetworkInterfaceIds"] }] } },
                    "Addresses": { "Value": { "Fn::Join": [",", { "Fn::GetAtt": ["Interface", "SecondaryPrivateIpAddresses"] }] } }
                }
            })));
    }
}
