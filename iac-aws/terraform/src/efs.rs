//! EFS.

use super::ec2::kms_key_id;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::EFS::FileSystem", "aws_efs_file_system").attributes(&[("FileSystemId", "id")]).properties(
        &[
            ("BackupPolicy", To::Part(&BACKUP)),
            ("BypassPolicyLockoutSafetyCheck", To::Ignored("it is said with the policy")),
            ("FileSystemPolicy", To::By(policy)),
            (
                "FileSystemProtection",
                To::Block("protection", &[("ReplicationOverwriteProtection", To::Attribute("replication_overwrite"))]),
            ),
            ("KmsKeyId", To::By(kms_key_id)),
            ("ReplicationConfiguration", To::Part(&REPLICATION)),
        ],
    ),
    ResourceMap::new("AWS::EFS::MountTarget", "aws_efs_mount_target"),
    ResourceMap::new("AWS::EFS::AccessPoint", "aws_efs_access_point")
        .attributes(&[("AccessPointId", "id")])
        .properties(&[("ClientToken", To::Ignored("it only keeps a request from being answered twice"))]),
];

const BACKUP: Part = Part::new("aws_efs_backup_policy", "file_system_id", "id")
    .fields(&[("Status", To::Within("backup_policy", &To::Attribute("status")))]);

const REPLICATION: Part = Part::new("aws_efs_replication_configuration", "source_file_system_id", "id").fields(&[(
    "Destinations",
    To::Block("destination", &[("Status", To::Ignored("AWS sets it")), ("StatusMessage", To::Ignored("AWS sets it"))]),
)]);

fn policy<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, policy| {
        s.part("aws_efs_file_system_policy", "", |s| {
            let file_system = s.reference("id");
            let document = s.json(policy);
            s.set("file_system_id", file_system);
            s.set("policy", document);
            if let Some(bypass) = s.property("BypassPolicyLockoutSafetyCheck") {
                let bypass = s.term(bypass);
                s.set("bypass_policy_lockout_safety_check", bypass);
            }
        });
    });
}
