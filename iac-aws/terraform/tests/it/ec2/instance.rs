use crate::support::{diagnostics, module};
use serde_json::{Value, json};

fn instance(mut properties: Value) -> Value {
    properties["ImageId"] = json!("ami-0123456789abcdef0");
    json!({
        "Parameters": { "Large": { "Type": "String" } },
        "Conditions": { "IsLarge": { "Fn::Equals": [{ "Ref": "Large" }, "yes"] } },
        "Resources": { "Web": { "Type": "AWS::EC2::Instance", "Properties": properties } },
        "Outputs": { "Name": { "Value": { "Fn::GetAtt": ["Web", "PublicDnsName"] } } }
    })
}

fn codes(properties: Value) -> Vec<&'static str> {
    diagnostics(instance(properties)).iter().map(|found| found.code).collect()
}

#[test]
fn instances() {
    let module = module(instance(json!({
        "CreditSpecification": { "CPUCredits": "standard" },
        "HibernationOptions": { "Configured": false },
        "IamInstanceProfile": "web",
        "InstanceType": "t4g.nano",
        "Ipv6Addresses": [{ "Ipv6Address": "2001:db8::1" }],
        "LaunchTemplate": { "LaunchTemplateId": "lt-0123456789abcdef0", "Version": "1" },
        "LicenseSpecifications": [
            { "LicenseConfigurationArn": "arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-1" }
        ],
        "MetadataOptions": { "HttpTokens": "required" },
        "PrivateIpAddress": "10.0.0.10",
        "PropagateTagsToVolumeOnCreation": true,
        "SecurityGroupIds": ["sg-0123456789abcdef0"],
        "SsmAssociations": [{
            "AssociationParameters": [{ "Key": "commands", "Value": ["uptime"] }], "DocumentName": "AWS-RunShellScript"
        }],
        "SubnetId": "subnet-0123456789abcdef0",
        "Tags": [{ "Key": "Name", "Value": "web" }],
        "UserData": { "Fn::Base64": "#!/bin/sh\n" },
        "Volumes": [{ "Device": "/dev/sdf", "VolumeId": "vol-0123456789abcdef0" }]
    })));
    assert_eq!(
        module["resource"]["aws_instance"]["web"],
        json!({
            "ami": "ami-0123456789abcdef0",
            "credit_specification": { "cpu_credits": "standard" },
            "hibernation": false,
            "iam_instance_profile": "web",
            "instance_type": "t4g.nano",
            "ipv6_addresses": ["2001:db8::1"],
            "launch_template": { "id": "lt-0123456789abcdef0", "version": "1" },
            "metadata_options": { "http_tokens": "required" },
            "private_ip": "10.0.0.10",
            "vpc_security_group_ids": ["sg-0123456789abcdef0"],
            "subnet_id": "subnet-0123456789abcdef0",
            "tags": { "Name": "web" },
            "volume_tags": { "Name": "web" },
            "user_data_base64": "${base64encode(\"#!/bin/sh\\n\")}"
        })
    );
    let volumes = &module["resource"]["aws_volume_attachment"];
    assert_eq!(
        *volumes,
        json!({ "web_sdf": {
            "device_name": "/dev/sdf", "instance_id": "${aws_instance.web.id}", "volume_id": "vol-0123456789abcdef0"
        } })
    );
    assert_eq!(
        module["resource"]["aws_ssm_association"],
        json!({ "web_aws_run_shell_script": {
            "name": "AWS-RunShellScript",
            "parameters": { "commands": "uptime" },
            "targets": [{ "key": "InstanceIds", "values": ["${aws_instance.web.id}"] }]
        } })
    );
    let licenses = module["resource"]["aws_licensemanager_association"].as_object().unwrap();
    assert_eq!(
        licenses.values().collect::<Vec<_>>(),
        [&json!({
            "license_configuration_arn":
                "arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-1",
            "resource_arn": "${aws_instance.web.arn}"
        })]
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_instance.web.public_dns}");
}

#[test]
fn the_root_device_is_apart_from_the_others() {
    let large = json!({ "DeviceName": "/dev/sdf", "Ebs": { "VolumeSize": 500 } });
    let module = module(instance(json!({
        "BlockDeviceMappings": [
            { "DeviceName": "/dev/xvda", "Ebs": { "VolumeSize": 20, "VolumeType": "gp3", "Encrypted": true } },
            { "Fn::If": ["IsLarge", large, { "Ref": "AWS::NoValue" }] },
            { "DeviceName": "/dev/sdg", "VirtualName": "ephemeral0" },
            { "DeviceName": "/dev/sdh", "NoDevice": {} }
        ]
    })));
    let web = &module["resource"]["aws_instance"]["web"];
    assert_eq!(web["root_block_device"], json!({ "volume_size": 20, "volume_type": "gp3", "encrypted": true }));
    assert_eq!(
        web["dynamic"]["ebs_block_device"],
        json!([{
            "for_each": "${local.is_large ? [true] : []}",
            "content": { "device_name": "/dev/sdf", "volume_size": 500 }
        }])
    );
    assert_eq!(
        web["ephemeral_block_device"],
        json!([
            { "device_name": "/dev/sdg", "virtual_name": "ephemeral0" },
            { "device_name": "/dev/sdh", "no_device": true }
        ])
    );
}

#[test]
fn the_first_interface_is_the_instance_and_others_are_resources() {
    let module = module(instance(json!({ "NetworkInterfaces": [
        {
            "AssociatePublicIpAddress": true, "DeleteOnTermination": true, "DeviceIndex": "0",
            "GroupSet": ["sg-0123456789abcdef0"], "SubnetId": "subnet-0123456789abcdef0",
            "PrivateIpAddresses": [
                { "Primary": true, "PrivateIpAddress": "10.0.0.10" },
                { "Primary": false, "PrivateIpAddress": "10.0.0.11" }
            ]
        },
        { "DeviceIndex": "1", "NetworkInterfaceId": "eni-0123456789abcdef0" },
        { "DeviceIndex": "2", "SubnetId": "subnet-0123456789abcdef1", "Description": "Third" }
    ] })));
    assert_eq!(
        module["resource"]["aws_instance"]["web"],
        json!({
            "ami": "ami-0123456789abcdef0",
            "associate_public_ip_address": true,
            "vpc_security_group_ids": ["sg-0123456789abcdef0"],
            "subnet_id": "subnet-0123456789abcdef0",
            "private_ip": "10.0.0.10",
            "secondary_private_ips": ["10.0.0.11"]
        })
    );
    assert_eq!(
        module["resource"]["aws_network_interface_attachment"],
        json!({ "web_1": {
            "instance_id": "${aws_instance.web.id}", "device_index": 1, "network_interface_id": "eni-0123456789abcdef0"
        } })
    );
    assert_eq!(
        module["resource"]["aws_network_interface"],
        json!({ "web_2": {
            "subnet_id": "subnet-0123456789abcdef1", "description": "Third",
            "attachment": [{ "instance": "${aws_instance.web.id}", "device_index": 2 }]
        } })
    );
}

#[test]
fn an_interface_of_its_own_may_be_the_first() {
    let module = module(instance(json!({ "NetworkInterfaces": [
        { "DeleteOnTermination": false, "DeviceIndex": 0, "NetworkInterfaceId": "eni-0123456789abcdef0" }
    ] })));
    assert_eq!(
        module["resource"]["aws_instance"]["web"]["primary_network_interface"],
        json!({ "network_interface_id": "eni-0123456789abcdef0" })
    );
}

#[test]
fn what_cannot_be_said_is_an_error() {
    assert_eq!(codes(json!({ "KernelId": "aki-0123456789abcdef0" })), ["unmapped"]);
    assert_eq!(
        codes(json!({ "NetworkInterfaces": [{ "DeviceIndex": "0", "DeleteOnTermination": false }] })),
        ["unmapped"]
    );
    assert_eq!(codes(json!({ "NetworkInterfaces": [{ "DeviceIndex": { "Ref": "Large" } }] })), ["terraform"]);
}
