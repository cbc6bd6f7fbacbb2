//! Copies of objects in another bucket.

use crate::common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

fn replicated(change: impl FnOnce(Replication) -> Replication, keys: bool) -> serde_json::Value {
    resources(|stack| {
        let key = keys.then(|| stack.add("Key", EncryptionKey::new("Objects")));
        let away = keys.then(|| stack.add("KeyAway", EncryptionKey::new("Copies")));
        let with = |bucket: Bucket, key: &Option<EncryptionKeyHandle>| match key {
            Some(key) => bucket.encryption_key(key),
            None => bucket,
        };
        let copies = stack.add("Copies", with(Bucket::new(OnDelete::Retain), &away));
        let data = with(Bucket::new(OnDelete::Retain), &key).replicate(change(Replication::to(&copies)));
        let data = stack.add("Data", data);
        assert!(data.replication.is_some());
    })
}

#[test]
fn copies_in_another_bucket() {
    let resources = replicated(|replication| replication, false);
    assert_eq!(
        resources["Data"]["Properties"]["ReplicationConfiguration"],
        json!({
            "Role": {"Fn::GetAtt": ["DataReplicationRole", "Arn"]},
            "Rules": [{
                "Id": "Replication", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""},
                "DeleteMarkerReplication": {"Status": "Disabled"},
                "Destination": {"Bucket": {"Fn::GetAtt": ["Copies", "Arn"]}},
            }],
        })
    );
    let policy = &resources["DataReplicationPolicy"]["Properties"];
    assert_eq!(policy["Roles"], json!([{"Ref": "DataReplicationRole"}]));
    assert_eq!(
        policy["PolicyDocument"]["Statement"],
        json!([
            {"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"],
             "Resource": {"Fn::GetAtt": ["Data", "Arn"]}},
            {"Effect": "Allow", "Action":
                ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
             "Resource": {"Fn::Sub": "${Data.Arn}/*"}},
            {"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateTags"],
             "Resource": {"Fn::Sub": "${Copies.Arn}/*"}},
        ])
    );
    assert_eq!(
        resources["DataReplicationRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"],
        json!({"Service": "s3.amazonaws.com"})
    );
}

#[test]
fn every_choice_of_replication() {
    let all = |replication: Replication| {
        replication.prefix("backups/").delete_markers().time_control().storage_class(ReplicaStorageClass::GlacierIr)
    };
    let resources = replicated(all, true);
    let rule = &resources["Data"]["Properties"]["ReplicationConfiguration"]["Rules"][0];
    assert_eq!(rule["Filter"], json!({"Prefix": "backups/"}));
    assert_eq!(rule["DeleteMarkerReplication"], json!({"Status": "Enabled"}));
    assert_eq!(rule["SourceSelectionCriteria"], json!({"SseKmsEncryptedObjects": {"Status": "Enabled"}}));
    assert_eq!(
        rule["Destination"],
        json!({
            "Bucket": {"Fn::GetAtt": ["Copies", "Arn"]},
            "StorageClass": "GLACIER_IR",
            "EncryptionConfiguration": {"ReplicaKmsKeyID": {"Fn::GetAtt": ["KeyAway", "Arn"]}},
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
            "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
        })
    );
    let statements = &resources["DataReplicationPolicy"]["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!(statements[2]["Action"], json!(["s3:ReplicateObject", "s3:ReplicateTags", "s3:ReplicateDelete"]));
    assert_eq!(statements[3]["Action"], "kms:Decrypt");
    assert_eq!(statements[3]["Resource"], json!({"Fn::GetAtt": ["Key", "Arn"]}));
    assert_eq!(statements[4]["Action"], json!(["kms:Encrypt", "kms:GenerateDataKey"]));
    assert_eq!(statements[4]["Resource"], json!({"Fn::GetAtt": ["KeyAway", "Arn"]}));
}

#[test]
fn what_cannot_be_replicated_is_refused() {
    let of = |from: fn(Bucket, &EncryptionKeyHandle) -> Bucket, to: fn(Bucket) -> Bucket| {
        codes(|stack| {
            let key = stack.add("Key", EncryptionKey::new("Objects"));
            let copies = stack.add("Copies", to(Bucket::new(OnDelete::Retain)));
            let data = from(Bucket::new(OnDelete::Retain), &key).replicate(Replication::to(&copies));
            stack.add("Data", data);
        })
    };
    assert_eq!(of(|from, _| from.without_versions(), |to| to), ["bad-replication"]);
    assert_eq!(of(|from, _| from, Bucket::without_versions), ["bad-replication"]);
    assert_eq!(of(|from, key| from.encryption_key(key), |to| to), ["bad-replication"]);
    assert_eq!(of(|from, _| from, |to| to), [""; 0]);
}
