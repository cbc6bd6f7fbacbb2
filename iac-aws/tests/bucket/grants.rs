//! Who may write into a bucket and read it.

use crate::common::{resources, suppressed};
use iac_aws::prelude::*;
use serde_json::json;

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
