use crate::support::{diagnostics, module};
use serde_json::{Value, json};

fn template(properties: Value) -> Value {
    json!({
        "Resources": {
            "Key": { "Type": "AWS::KMS::Key", "Properties": {} },
            "Web": { "Type": "AWS::EC2::LaunchTemplate", "Properties": properties }
        },
        "Outputs": { "Latest": { "Value": { "Fn::GetAtt": ["Web", "LatestVersionNumber"] } } }
    })
}

#[test]
fn launch_templates() {
    let module = module(template(json!({
        "LaunchTemplateData": {
            "BlockDeviceMappings": [
                { "DeviceName": "/dev/xvda", "Ebs": { "Encrypted": true, "KmsKeyId": { "Ref": "Key" }, "VolumeSize": 20 } },
                { "DeviceName": "/dev/sdb", "NoDevice": "" }
            ],
            "EbsOptimized": true,
            "IamInstanceProfile": { "Arn": "arn:aws:iam::123456789012:instance-profile/web" },
            "ImageId": "ami-0123456789abcdef0",
            "InstanceMarketOptions": { "MarketType": "spot", "SpotOptions": { "MaxPrice": "0.1" } },
            "InstanceRequirements": {
                "AcceleratorTotalMemoryMiB": { "Min": 1 }, "MemoryGiBPerVCpu": { "Min": 2 },
                "MemoryMiB": { "Min": 2048 }, "TotalLocalStorageGB": { "Min": 10 }, "VCpuCount": { "Min": 1, "Max": 4 }
            },
            "LicenseSpecifications": [{ "LicenseConfigurationArn": "arn:aws:license-manager:::license-configuration:l" }],
            "MetadataOptions": { "HttpTokens": "required" },
            "Monitoring": { "Enabled": true },
            "NetworkInterfaces": [{
                "AssociatePublicIpAddress": false, "DeviceIndex": 0, "Groups": ["sg-0123456789abcdef0"],
                "Ipv4Prefixes": [{ "Ipv4Prefix": "10.0.0.16/28" }],
                "PrivateIpAddresses": [
                    { "Primary": true, "PrivateIpAddress": "10.0.0.10" }, { "PrivateIpAddress": "10.0.0.11" }
                ]
            }],
            "Placement": { "Tenancy": "default" },
            "TagSpecifications": [{ "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web" }] }],
            "UserData": { "Fn::Base64": "#!/bin/sh\n" }
        },
        "TagSpecifications": [{ "ResourceType": "launch-template", "Tags": [{ "Key": "Owner", "Value": "web" }] }],
        "VersionDescription": "First"
    })));
    assert_eq!(
        module["resource"]["aws_launch_template"]["web"],
        json!({
            "name_prefix": "${var.stack_name}-web-",
            "block_device_mappings": [
                {
                    "device_name": "/dev/xvda",
                    "ebs": { "encrypted": true, "kms_key_id": "${aws_kms_key.key.arn}", "volume_size": 20 }
                },
                { "device_name": "/dev/sdb", "no_device": true }
            ],
            "ebs_optimized": true,
            "iam_instance_profile": { "arn": "arn:aws:iam::123456789012:instance-profile/web" },
            "image_id": "ami-0123456789abcdef0",
            "instance_market_options": { "market_type": "spot", "spot_options": { "max_price": "0.1" } },
            "instance_requirements": {
                "accelerator_total_memory_mib": { "min": 1 }, "memory_gib_per_vcpu": { "min": 2 },
                "memory_mib": { "min": 2048 }, "total_local_storage_gb": { "min": 10 },
                "vcpu_count": { "min": 1, "max": 4 }
            },
            "license_specification": [
                { "license_configuration_arn": "arn:aws:license-manager:::license-configuration:l" }
            ],
            "metadata_options": { "http_tokens": "required" },
            "monitoring": { "enabled": true },
            "network_interfaces": [{
                "associate_public_ip_address": false, "device_index": 0, "security_groups": ["sg-0123456789abcdef0"],
                "ipv4_prefixes": ["10.0.0.16/28"], "ipv4_addresses": ["10.0.0.10", "10.0.0.11"],
                "private_ip_address": "10.0.0.10"
            }],
            "placement": { "tenancy": "default" },
            "tag_specifications": [{ "resource_type": "instance", "tags": { "Name": "web" } }],
            "user_data": "${base64encode(\"#!/bin/sh\\n\")}",
            "tags": { "Owner": "web" },
            "description": "First",
            "lifecycle": { "create_before_destroy": true }
        })
    );
    assert_eq!(module["output"]["latest"]["value"], "${aws_launch_template.web.latest_version}");
}

#[test]
fn only_the_templates_own_tags_are_beside_its_data() {
    let found = diagnostics(template(json!({
        "LaunchTemplateData": {}, "TagSpecifications": [{ "ResourceType": "instance", "Tags": [] }]
    })));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unmapped"]);
}
