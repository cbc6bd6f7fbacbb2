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
