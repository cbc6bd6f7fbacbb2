//! Buckets as templates.

mod common;

use common::{codes, resources, suppressed};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn a_bucket_is_closed() {
    let resources = resources(|stack| {
        stack.add("Archive", Bucket::new(OnDelete::Retain));
    });
    assert_eq!(suppressed(&resources["Archive"]), ["CKV_AWS_18"]);
    assert_eq!(
        resources["Archive"]["Properties"],
        json!({
            "BucketEncryption": {"ServerSideEncryptionConfiguration":
                [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
            "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": true,
                "BlockPublicPolicy": true,
                "IgnorePublicAcls": true,
                "RestrictPublicBuckets": true,
            },
            "VersioningConfiguration": {"Status": "Enabled"},
            "LifecycleConfiguration": {"Rules": [{
                "Status": "Enabled",
                "Id": "AbortUnfinishedUploads",
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            }]},
        })
    );
    assert_eq!(
        resources["ArchivePolicy"],
        json!({
            "Type": "AWS::S3::BucketPolicy",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "Bucket": {"Ref": "Archive"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [{"Fn::GetAtt": ["Archive", "Arn"]}, {"Fn::Sub": "${Archive.Arn}/*"}],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                }]},
            },
        })
    );
}

#[test]
fn options_reach_the_bucket() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data"));
        let cors = Cors::new(["https://app.example.com"], [CorsMethod::Get, CorsMethod::Put]);
        let bucket = Bucket::new(OnDelete::Delete)
            .name("cti-scraper-data-prod")
            .encryption_key(&key)
            .without_versions()
            .cors(cors.headers(["*"]).exposed_headers(["ETag"]).max_age(hours(1)));
        stack.add("Data", bucket);
    });
    let data = &resources["Data"];
    assert_eq!(data["DeletionPolicy"], "Delete");
    assert_eq!(suppressed(data), ["CKV_AWS_18", "CKV_AWS_21"]);
    assert_eq!(data["Properties"]["BucketName"], "cti-scraper-data-prod");
    assert!(data["Properties"].get("VersioningConfiguration").is_none());
    let key = json!({"Fn::GetAtt": ["Key", "Arn"]});
    assert_eq!(
        data["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"],
        json!([{
            "BucketKeyEnabled": true,
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
        }])
    );
    assert_eq!(
        data["Properties"]["CorsConfiguration"]["CorsRules"],
        json!([{
            "AllowedMethods": ["GET", "PUT"],
            "AllowedOrigins": ["https://app.example.com"],
            "AllowedHeaders": ["*"],
            "ExposedHeaders": ["ETag"],
            "MaxAge": 3_600,
        }])
    );
}

#[test]
fn objects_grow_old_by_rules() {
    let resources = resources(|stack| {
        let audit = LifecycleRule::new("Audit").prefix("audit/").transition(StorageClass::StandardIa, days(30));
        let bucket = Bucket::new(OnDelete::Retain)
            .lifecycle(LifecycleRule::new("Tier").intelligent_tiering().expire_noncurrent(days(30)))
            .lifecycle(audit.transition(StorageClass::Glacier, days(90)).expire(days(400)));
        stack.add("Data", bucket);
    });
    assert_eq!(
        resources["Data"]["Properties"]["LifecycleConfiguration"]["Rules"].as_array().unwrap()[..2],
        [
            json!({
                "Status": "Enabled",
                "Id": "Tier",
                "Transitions": [{"StorageClass": "INTELLIGENT_TIERING", "TransitionInDays": 0}],
                "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
            }),
            json!({
                "Status": "Enabled",
                "Id": "Audit",
                "Prefix": "audit/",
                "Transitions": [
                    {"StorageClass": "STANDARD_IA", "TransitionInDays": 30},
                    {"StorageClass": "GLACIER", "TransitionInDays": 90},
                ],
                "ExpirationInDays": 400,
            }),
        ]
    );
}

#[test]
fn access_logs_go_to_a_bucket_that_takes_them_from_here_only() {
    let resources = resources(|stack| {
        let logs = stack.add("Logs", Bucket::new(OnDelete::Delete));
        stack.add("Data", Bucket::new(OnDelete::Retain).access_logs(&logs, "data/"));
    });
    assert_eq!(
        resources["Data"]["Properties"]["LoggingConfiguration"],
        json!({"DestinationBucketName": {"Ref": "Logs"}, "LogFilePrefix": "data/"})
    );
    assert_eq!(suppressed(&resources["Data"]), [] as [&str; 0]);
    assert_eq!(
        resources["LogsPolicy"]["Properties"]["PolicyDocument"]["Statement"][1],
        json!({
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": {"Fn::Sub": "${Logs.Arn}/data/*"},
            "Condition": {
                "ArnLike": {"aws:SourceArn": {"Fn::GetAtt": ["Data", "Arn"]}},
                "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
            },
        })
    );
}

#[test]
fn grants_are_about_a_prefix_and_include_the_key() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data"));
        let data = stack.add("Data", Bucket::new(OnDelete::Retain).encryption_key(&key));
        let grants = [data.grant_read("in/"), data.grant_write("out/"), data.grant_delete("out/")].concat();
        let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(grants), "Data");
        let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("ecs-tasks.amazonaws.com"));
        stack.add("Role", role.policies([policy]));
    });
    let through_s3 = json!({"StringEquals": {"kms:ViaService": {"Fn::Sub": "s3.${AWS::Region}.amazonaws.com"}}});
    let (bucket, key) = (json!({"Fn::GetAtt": ["Data", "Arn"]}), json!({"Fn::GetAtt": ["Key", "Arn"]}));
    let (incoming, outgoing) = (json!({"Fn::Sub": "${Data.Arn}/in/*"}), json!({"Fn::Sub": "${Data.Arn}/out/*"}));
    assert_eq!(
        resources["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": bucket,
                "Condition": {"StringLike": {"s3:prefix": "in/*"}}},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": incoming},
            {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": key, "Condition": through_s3},
            {"Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload"], "Resource": outgoing},
            {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": key,
                "Condition": through_s3},
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": outgoing},
        ])
    );
}

#[test]
fn wrong_buckets_are_errors() {
    let with = |bucket: Bucket| {
        codes(|stack| {
            stack.add("Data", bucket);
        })
    };
    let retained = || Bucket::new(OnDelete::Retain);
    assert_eq!(with(Bucket::new(OnDelete::Snapshot)), ["bucket-snapshot"]);
    for name in ["ab", "Upper-case", "-edge", "two..dots", "under_score"] {
        assert_eq!(with(retained().name(name)), ["bad-bucket-name"], "{name}");
    }
    let rule = || LifecycleRule::new("Rule");
    let wrong_rules = [
        rule(),
        LifecycleRule::new("").expire(days(1)),
        rule().expire(hours(36)),
        rule().expire(days(0)),
        rule().transition(StorageClass::StandardIa, days(29)),
        rule().transition(StorageClass::Glacier, days(90)).expire(days(90)),
    ];
    for wrong in wrong_rules {
        assert_eq!(with(retained().lifecycle(wrong.clone())), ["bad-lifecycle-rule"], "{wrong:?}");
    }
    let twice = retained().lifecycle(rule().expire(days(1))).lifecycle(rule().expire(days(2)));
    assert_eq!(with(twice), ["duplicate-lifecycle-rule"]);
    let own = LifecycleRule::new("AbortUnfinishedUploads").expire(days(1));
    assert_eq!(with(retained().lifecycle(own)), ["duplicate-lifecycle-rule"]);
}

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

#[test]
fn a_name_that_no_other_account_and_region_has() {
    let resources = resources(|stack| {
        stack.add("Data", Bucket::new(OnDelete::Retain).regional_name("acme-data-prod"));
    });
    let name = &resources["Data"]["Properties"]["BucketName"];
    assert_eq!(name, &json!({"Fn::Sub": "acme-data-prod-${AWS::AccountId}-${AWS::Region}"}));
    let long = "a".repeat(36);
    assert_eq!(
        codes(|stack| {
            stack.add("Data", Bucket::new(OnDelete::Retain).regional_name(long));
        }),
        ["bad-bucket-name"]
    );
}
