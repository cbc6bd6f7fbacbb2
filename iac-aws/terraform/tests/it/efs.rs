use crate::ec2::bare;
use crate::support::{check, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Parameters": { "Shared": { "Type": "String", "Default": "yes" } },
        "Conditions": { "IsShared": { "Fn::Equals": [{ "Ref": "Shared" }, "yes"] } },
        "Resources": {
            "Key": { "Type": "AWS::KMS::Key", "Properties": {} },
            "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "Subnet": { "Type": "AWS::EC2::Subnet", "Properties": {
                "CidrBlock": "10.0.0.0/24", "VpcId": { "Ref": "Vpc" }
            } },
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": {
                "GroupDescription": "Files", "VpcId": { "Ref": "Vpc" }
            } },
            "Files": { "Type": "AWS::EFS::FileSystem", "Properties": {
                "BackupPolicy": { "Status": "ENABLED" },
                "BypassPolicyLockoutSafetyCheck": false,
                "Encrypted": true,
                "FileSystemPolicy": { "Fn::If": [
                    "IsShared",
                    { "Version": "2012-10-17", "Statement": [] },
                    { "Ref": "AWS::NoValue" }
                ] },
                "FileSystemProtection": { "ReplicationOverwriteProtection": "DISABLED" },
                "FileSystemTags": [{ "Key": "Name", "Value": "files" }],
                "KmsKeyId": { "Ref": "Key" },
                "LifecyclePolicies": [
                    { "TransitionToIA": "AFTER_30_DAYS" }, { "TransitionToPrimaryStorageClass": "AFTER_1_ACCESS" }
                ],
                "ReplicationConfiguration": { "Destinations": [{ "Region": "eu-west-1" }] },
                "ThroughputMode": "elastic"
            } },
            "Mount": { "Type": "AWS::EFS::MountTarget", "Properties": {
                "FileSystemId": { "Ref": "Files" },
                "SecurityGroups": [{ "Fn::GetAtt": ["Group", "GroupId"] }],
                "SubnetId": { "Ref": "Subnet" }
            } },
            "Access": { "Type": "AWS::EFS::AccessPoint", "Properties": {
                "AccessPointTags": [{ "Key": "Name", "Value": "web" }],
                "ClientToken": "once",
                "FileSystemId": { "Fn::GetAtt": ["Files", "FileSystemId"] },
                "PosixUser": { "Uid": "1000", "Gid": "1000", "SecondaryGids": ["1001"] },
                "RootDirectory": {
                    "CreationInfo": { "OwnerUid": "1000", "OwnerGid": "1000", "Permissions": "0750" }, "Path": "/web"
                }
            } }
        },
        "Outputs": {
            "Arn": { "Value": { "Fn::GetAtt": ["Access", "Arn"] } },
            "Ip": { "Value": { "Fn::GetAtt": ["Mount", "IpAddress"] } }
        }
    })
}

#[test]
fn file_systems() {
    let module = module(template());
    let resources = &module["resource"];
    assert_eq!(
        bare(&resources["aws_efs_file_system"])["files"],
        json!({
            "encrypted": true,
            "protection": { "replication_overwrite": "DISABLED" },
            "tags": { "Name": "files" },
            "kms_key_id": "${aws_kms_key.key.arn}",
            "lifecycle_policy": [
                { "transition_to_ia": "AFTER_30_DAYS" }, { "transition_to_primary_storage_class": "AFTER_1_ACCESS" }
            ],
            "throughput_mode": "elastic"
        })
    );
    let id = "${aws_efs_file_system.files.id}";
    assert_eq!(
        bare(&resources["aws_efs_backup_policy"])["files"],
        json!({ "file_system_id": id, "backup_policy": { "status": "ENABLED" } })
    );
    assert_eq!(
        bare(&resources["aws_efs_file_system_policy"])["files"],
        json!({
            "count": "${local.is_shared ? 1 : 0}",
            "file_system_id": id,
            "policy": "${jsonencode({Statement = [], Version = \"2012-10-17\"})}",
            "bypass_policy_lockout_safety_check": false
        })
    );
    assert_eq!(
        bare(&resources["aws_efs_replication_configuration"])["files"],
        json!({ "source_file_system_id": id, "destination": { "region": "eu-west-1" } })
    );
    assert_eq!(
        bare(&resources["aws_efs_mount_target"])["mount"],
        json!({
            "file_system_id": id,
            "security_groups": ["${aws_security_group.group.id}"],
            "subnet_id": "${aws_subnet.subnet.id}"
        })
    );
    assert_eq!(
        bare(&resources["aws_efs_access_point"])["access"],
        json!({
            "tags": { "Name": "web" },
            "file_system_id": id,
            "posix_user": { "uid": 1000, "gid": 1000, "secondary_gids": ["1001"] },
            "root_directory": {
                "creation_info": { "owner_uid": 1000, "owner_gid": 1000, "permissions": "0750" }, "path": "/web"
            }
        })
    );
    assert_eq!(module["output"]["arn"]["value"], "${aws_efs_access_point.access.arn}");
    assert_eq!(module["output"]["ip"]["value"], "${aws_efs_mount_target.mount.ip_address}");
}

#[test]
fn terraform_takes_it() {
    check(&module(template()));
}
