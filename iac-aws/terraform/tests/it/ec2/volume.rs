use super::bare;
use crate::support::{diagnostics, module};
use serde_json::json;

#[test]
fn volumes() {
    let module = module(json!({ "Resources": {
        "Key": { "Type": "AWS::KMS::Key", "Properties": {} },
        "Data": { "Type": "AWS::EC2::Volume", "DeletionPolicy": "Snapshot", "Properties": {
            "AvailabilityZone": "eu-central-1a", "Encrypted": true, "Iops": 3000, "KmsKeyId": { "Ref": "Key" },
            "Size": 100, "Throughput": 125, "VolumeType": "gp3"
        } },
        "Attachment": { "Type": "AWS::EC2::VolumeAttachment", "Properties": {
            "Device": "/dev/sdf", "InstanceId": "i-0123456789abcdef0", "VolumeId": { "Fn::GetAtt": ["Data", "VolumeId"] }
        } }
    } }));
    assert_eq!(
        module["resource"]["aws_ebs_volume"]["data"],
        json!({
            "availability_zone": "eu-central-1a", "encrypted": true, "iops": 3000,
            "kms_key_id": "${aws_kms_key.key.arn}", "size": 100, "throughput": 125, "type": "gp3", "final_snapshot": true
        })
    );
    assert_eq!(
        module["resource"]["aws_volume_attachment"]["attachment"],
        json!({
            "device_name": "/dev/sdf", "instance_id": "i-0123456789abcdef0", "volume_id": "${aws_ebs_volume.data.id}"
        })
    );
}

#[test]
fn keys_to_log_in_with() {
    let mut template = json!({
        "Resources": { "Login": { "Type": "AWS::EC2::KeyPair", "Properties": {
            "KeyName": "admin", "KeyType": "ed25519", "PublicKeyMaterial": "ssh-ed25519 AAAA admin"
        } } },
        "Outputs": {
            "Name": { "Value": { "Ref": "Login" } },
            "Fingerprint": { "Value": { "Fn::GetAtt": ["Login", "KeyFingerprint"] } },
            "Id": { "Value": { "Fn::GetAtt": ["Login", "KeyPairId"] } }
        }
    });
    let module = module(template.clone());
    assert_eq!(
        module["resource"]["aws_key_pair"]["login"],
        json!({ "key_name": "admin", "public_key": "ssh-ed25519 AAAA admin" })
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_key_pair.login.key_name}");
    assert_eq!(module["output"]["fingerprint"]["value"], "${aws_key_pair.login.fingerprint}");
    assert_eq!(module["output"]["id"]["value"], "${aws_key_pair.login.key_pair_id}");

    template["Resources"]["Login"]["Properties"] = json!({ "KeyName": "admin" });
    let found = diagnostics(template);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unmapped"]);
}

#[test]
fn network_interfaces() {
    let module = module(json!({
        "Resources": {
            "One": { "Type": "AWS::EC2::NetworkInterface", "Properties": {
                "Description": "One", "GroupSet": ["sg-0123456789abcdef0"], "InterfaceType": "interface",
                "PrivateIpAddress": "10.0.0.10", "SecondaryPrivateIpAddressCount": 2,
                "SourceDestCheck": false, "SubnetId": "subnet-0123456789abcdef0"
            } },
            "Many": { "Type": "AWS::EC2::NetworkInterface", "Properties": {
                "InterfaceType": "efa",
                "Ipv6Addresses": [{ "Ipv6Address": "2001:db8::1" }],
                "Ipv4Prefixes": [{ "Ipv4Prefix": "10.0.0.16/28" }],
                "PrivateIpAddresses": [
                    { "Primary": false, "PrivateIpAddress": "10.0.0.12" },
                    { "Primary": true, "PrivateIpAddress": "10.0.0.11" }
                ],
                "SubnetId": "subnet-0123456789abcdef0"
            } },
            "Address": { "Type": "AWS::EC2::EIPAssociation", "Properties": {
                "AllocationId": "eipalloc-0123456789abcdef0", "NetworkInterfaceId": { "Ref": "One" }
            } }
        },
        "Outputs": { "Ip": { "Value": { "Fn::GetAtt": ["One", "PrimaryPrivateIpAddress"] } } }
    }));
    assert_eq!(
        module["resource"]["aws_network_interface"],
        json!({
            "one": {
                "description": "One", "security_groups": ["sg-0123456789abcdef0"], "private_ips": ["10.0.0.10"],
                "private_ips_count": 2, "source_dest_check": false, "subnet_id": "subnet-0123456789abcdef0"
            },
            "many": {
                "interface_type": "efa", "ipv6_addresses": ["2001:db8::1"], "ipv4_prefixes": ["10.0.0.16/28"],
                "private_ip_list_enabled": true, "private_ip_list": ["10.0.0.11", "10.0.0.12"],
                "subnet_id": "subnet-0123456789abcdef0"
            }
        })
    );
    assert_eq!(
        module["resource"]["aws_eip_association"]["address"],
        json!({
            "allocation_id": "eipalloc-0123456789abcdef0", "network_interface_id": "${aws_network_interface.one.id}"
        })
    );
    assert_eq!(module["output"]["ip"]["value"], "${aws_network_interface.one.private_ip}");
}

#[test]
fn transit_gateways() {
    let module = module(json!({ "Resources": {
        "Hub": { "Type": "AWS::EC2::TransitGateway", "Properties": {
            "AmazonSideAsn": 64513, "AssociationDefaultRouteTableId": "tgw-rtb-0123456789abcdef0",
            "DefaultRouteTablePropagation": "disable"
        } },
        "Spoke": { "Type": "AWS::EC2::TransitGatewayAttachment", "Properties": {
            "Options": { "ApplianceModeSupport": "enable", "DnsSupport": "disable" },
            "SubnetIds": ["subnet-0123456789abcdef0"],
            "TransitGatewayId": { "Ref": "Hub" },
            "VpcId": "vpc-0123456789abcdef0"
        } }
    } }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_ec2_transit_gateway"]["hub"],
        json!({ "amazon_side_asn": 64513, "default_route_table_propagation": "disable" })
    );
    let associations = &resources["aws_ec2_transit_gateway_default_route_table_association"];
    assert_eq!(
        associations.as_object().unwrap().values().collect::<Vec<_>>(),
        [&json!({
            "transit_gateway_id": "${aws_ec2_transit_gateway.hub.id}",
            "transit_gateway_route_table_id": "tgw-rtb-0123456789abcdef0"
        })]
    );
    assert_eq!(
        bare(&resources["aws_ec2_transit_gateway_vpc_attachment"])["spoke"],
        json!({
            "appliance_mode_support": "enable", "dns_support": "disable",
            "subnet_ids": ["subnet-0123456789abcdef0"],
            "transit_gateway_id": "${aws_ec2_transit_gateway.hub.id}",
            "vpc_id": "vpc-0123456789abcdef0"
        })
    );
}
