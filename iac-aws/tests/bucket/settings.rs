//! The bucket itself: closed by default, its settings, its name, what becomes of old objects.

use crate::common::{codes, resources, suppressed};
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
