//! Clusters and capacity providers.

use crate::support;
use serde_json::json;

#[test]
fn a_cluster() {
    let module = support::module(json!({ "Resources": {
        "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": {
            "ClusterName": "main",
            "ClusterSettings": [{ "Name": "containerInsights", "Value": "enhanced" }],
            "ServiceConnectDefaults": { "Namespace": "internal" },
            "Configuration": {
                "ExecuteCommandConfiguration": {
                    "KmsKeyId": "alias/exec",
                    "Logging": "OVERRIDE",
                    "LogConfiguration": {
                        "CloudWatchEncryptionEnabled": true,
                        "CloudWatchLogGroupName": "/exec",
                        "S3BucketName": "sessions",
                        "S3EncryptionEnabled": true,
                        "S3KeyPrefix": "exec/"
                    }
                },
                "ManagedStorageConfiguration": { "FargateEphemeralStorageKmsKeyId": "key-1" }
            },
            "Tags": [{ "Key": "Team", "Value": "core" }]
        }},
        "Service": { "Type": "AWS::ECS::Service", "Properties": { "Cluster": { "Ref": "Cluster" } } }
    }}));
    assert_eq!(
        module["resource"]["aws_ecs_cluster"]["cluster"],
        json!({
            "name": "main",
            "setting": [{ "name": "containerInsights", "value": "enhanced" }],
            "service_connect_defaults": { "namespace": "internal" },
            "configuration": {
                "execute_command_configuration": {
                    "kms_key_id": "alias/exec",
                    "logging": "OVERRIDE",
                    "log_configuration": {
                        "cloud_watch_encryption_enabled": true,
                        "cloud_watch_log_group_name": "/exec",
                        "s3_bucket_name": "sessions",
                        "s3_bucket_encryption_enabled": true,
                        "s3_key_prefix": "exec/"
                    }
                },
                "managed_storage_configuration": { "fargate_ephemeral_storage_kms_key_id": "key-1" }
            },
            "tags": { "Team": "core" }
        })
    );
    assert_eq!(module["resource"]["aws_ecs_cluster_capacity_providers"], json!(null));
    assert_eq!(module["resource"]["aws_ecs_service"]["service"]["cluster"], json!("${aws_ecs_cluster.cluster.name}"));
}

#[test]
fn the_capacity_providers_of_a_cluster_are_one_resource() {
    let module = support::module(json!({ "Resources": { "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": {
        "DefaultCapacityProviderStrategy": [
            { "CapacityProvider": "FARGATE", "Base": 1, "Weight": 1 },
            { "CapacityProvider": "FARGATE_SPOT", "Weight": 3 }
        ],
        "CapacityProviders": ["FARGATE", "FARGATE_SPOT"]
    }}}}));
    assert_eq!(module["resource"]["aws_ecs_cluster"]["cluster"], json!({ "name": "${var.stack_name}-cluster" }));
    assert_eq!(
        module["resource"]["aws_ecs_cluster_capacity_providers"],
        json!({ "cluster": {
            "cluster_name": "${aws_ecs_cluster.cluster.name}",
            "capacity_providers": ["FARGATE", "FARGATE_SPOT"],
            "default_capacity_provider_strategy": [
                { "capacity_provider": "FARGATE", "base": 1, "weight": 1 },
                { "capacity_provider": "FARGATE_SPOT", "weight": 3 }
            ]
        }})
    );
}

#[test]
fn associations_name_the_cluster_though_they_are_given_its_arn() {
    let association = |cluster: serde_json::Value| {
        let module = support::module(json!({ "Resources": {
            "Cluster": { "Type": "AWS::ECS::Cluster" },
            "Providers": { "Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
                "Cluster": cluster,
                "CapacityProviders": ["FARGATE"],
                "DefaultCapacityProviderStrategy": [{ "CapacityProvider": "FARGATE", "Weight": 1 }]
            }}
        }}));
        module["resource"]["aws_ecs_cluster_capacity_providers"]["providers"].clone()
    };
    assert_eq!(
        association(json!({ "Ref": "Cluster" })),
        json!({
            "cluster_name": "${aws_ecs_cluster.cluster.name}",
            "capacity_providers": ["FARGATE"],
            "default_capacity_provider_strategy": [{ "capacity_provider": "FARGATE", "weight": 1 }]
        })
    );
    assert_eq!(
        association(json!({ "Fn::GetAtt": ["Cluster", "Arn"] }))["cluster_name"],
        json!("${reverse(split(\"/\", aws_ecs_cluster.cluster.arn))[0]}")
    );
    assert_eq!(association(json!("arn:aws:ecs:us-east-1:123456789012:cluster/other"))["cluster_name"], json!("other"));
}

#[test]
fn a_capacity_provider_of_machines_that_aws_manages() {
    let module =
        support::module(json!({ "Resources": { "Machines": { "Type": "AWS::ECS::CapacityProvider", "Properties": {
            "ClusterName": "main",
            "ManagedInstancesProvider": {
                "InfrastructureRoleArn": "arn:aws:iam::123456789012:role/infrastructure",
                "InfrastructureOptimization": { "ScaleInAfter": 300 },
                "PropagateTags": "CAPACITY_PROVIDER",
                "InstanceLaunchTemplate": {
                    "Ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/ecs",
                    "Monitoring": "BASIC",
                    "NetworkConfiguration": { "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"] },
                    "StorageConfiguration": { "StorageSizeGiB": 50 },
                    "InstanceRequirements": {
                        "VCpuCount": { "Min": 2, "Max": 8 },
                        "MemoryMiB": { "Min": 4096 },
                        "MemoryGiBPerVCpu": { "Min": 2.5 },
                        "AcceleratorTotalMemoryMiB": { "Max": 1 },
                        "TotalLocalStorageGB": { "Min": 20 },
                        "CpuManufacturers": ["amazon-web-services"],
                        "RequireHibernateSupport": false
                    }
                }
            }
        }}}}));
    assert_eq!(
        module["resource"]["aws_ecs_capacity_provider"]["machines"],
        json!({
            "name": "${var.stack_name}-machines",
            "cluster": "main",
            "managed_instances_provider": {
                "infrastructure_role_arn": "arn:aws:iam::123456789012:role/infrastructure",
                "infrastructure_optimization": { "scale_in_after": 300 },
                "propagate_tags": "CAPACITY_PROVIDER",
                "instance_launch_template": {
                    "ec2_instance_profile_arn": "arn:aws:iam::123456789012:instance-profile/ecs",
                    "monitoring": "BASIC",
                    "network_configuration": { "subnets": ["subnet-1"], "security_groups": ["sg-1"] },
                    "storage_configuration": { "storage_size_gib": 50 },
                    "instance_requirements": {
                        "vcpu_count": { "min": 2, "max": 8 },
                        "memory_mib": { "min": 4096 },
                        "memory_gib_per_vcpu": { "min": 2.5 },
                        "accelerator_total_memory_mib": { "max": 1 },
                        "total_local_storage_gb": { "min": 20 },
                        "cpu_manufacturers": ["amazon-web-services"],
                        "require_hibernate_support": false
                    }
                }
            }
        })
    );
}

#[test]
fn a_capacity_provider_names_the_arn_of_its_group() {
    let module = support::module(json!({ "Resources": {
        "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": { "MinSize": "0", "MaxSize": "1" } },
        "Machines": { "Type": "AWS::ECS::CapacityProvider", "Properties": {
            "Name": "machines", "AutoScalingGroupProvider": { "AutoScalingGroupArn": { "Ref": "Group" }, "ManagedDraining": "ENABLED" }
        }}
    }}));
    assert_eq!(
        module["resource"]["aws_ecs_capacity_provider"]["machines"]["auto_scaling_group_provider"],
        json!({ "auto_scaling_group_arn": "${aws_autoscaling_group.group.arn}", "managed_draining": "ENABLED" })
    );
}
