//! Where backups are kept.

use crate::common::resources;
use crate::unique;
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn a_vault_stays_and_is_encrypted() {
    let all = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Backups"));
        let topic = stack.add("Alarms", AlarmTopic::new());
        stack.add("Vault", BackupVault::new().encryption_key(&key).locked(days(7), days(365)).faults_to(&topic));
    });
    assert_eq!(
        all["Vault"],
        json!({
            "Type": "AWS::Backup::BackupVault",
            "DependsOn": "AlarmsPolicy",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "BackupVaultName": unique("Vault", "-"),
                "EncryptionKeyArn": {"Fn::GetAtt": ["Key", "Arn"]},
                "LockConfiguration": {"MinRetentionDays": 7, "MaxRetentionDays": 365},
                "Notifications": {
                    "BackupVaultEvents": [
                        "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "COPY_JOB_FAILED", "RESTORE_JOB_FAILED",
                    ],
                    "SNSTopicArn": {"Ref": "Alarms"},
                },
            },
        })
    );
    let publish = all["AlarmsPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().last().unwrap();
    assert_eq!(publish["Principal"], json!({"Service": "backup.amazonaws.com"}));
    let named = resources(|stack| {
        stack.add("Vault", BackupVault::new().name("copies").delete_with_stack());
    });
    assert_eq!(named["Vault"]["Properties"], json!({"BackupVaultName": "copies"}));
    assert_eq!(named["Vault"]["DeletionPolicy"], "Delete");
}
