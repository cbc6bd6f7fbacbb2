//! Buckets for Terraform's state as templates.

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn states_are_kept_closed_and_versioned() {
    let resources = resources(|stack| {
        stack.add("State", StateBackend::new());
    });
    let state = &resources["State"];
    assert_eq!((&state["DeletionPolicy"], &state["UpdateReplacePolicy"]), (&json!("Retain"), &json!("Retain")));
    let properties = &state["Properties"];
    assert_eq!(properties["VersioningConfiguration"], json!({"Status": "Enabled"}));
    assert_eq!(
        properties["PublicAccessBlockConfiguration"],
        json!({
            "BlockPublicAcls": true,
            "BlockPublicPolicy": true,
            "IgnorePublicAcls": true,
            "RestrictPublicBuckets": true,
        })
    );
    assert_eq!(
        properties["LifecycleConfiguration"]["Rules"][0],
        json!({
            "Status": "Enabled",
            "Id": "EarlierStates",
            "NoncurrentVersionExpiration": {"NoncurrentDays": 90},
        })
    );
    assert_eq!(resources["StatePolicy"]["Properties"]["PolicyDocument"]["Statement"][0]["Sid"], "TlsOnly");
}

#[test]
fn a_role_uses_one_state_and_its_lock() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("States"));
        let state = stack.add("State", StateBackend::new().name("acme-states").encryption_key(&key));
        let role = CiRole::new(&GitHubProvider::existing(), GitHubSubject::branch("acme/shop", "main"));
        stack.add("Terraform", role.grant(state.grant("shop/prod/terraform.tfstate")));
    });
    assert_eq!(resources["State"]["Properties"]["BucketName"], "acme-states");
    let (bucket, key) = (json!({"Fn::GetAtt": ["State", "Arn"]}), json!({"Fn::GetAtt": ["Key", "Arn"]}));
    let list = |prefix: &str| {
        json!({
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": bucket,
            "Condition": {"StringEquals": {"s3:prefix": prefix}},
        })
    };
    assert_eq!(
        resources["Terraform"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            list("shop/prod/terraform.tfstate"),
            list("env:/"),
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": {"Fn::Sub": "${State.Arn}/shop/prod/terraform.tfstate"},
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                "Resource": {"Fn::Sub": "${State.Arn}/shop/prod/terraform.tfstate.tflock"},
            },
            {
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": key,
                "Condition": {"StringEquals": {"kms:ViaService": {"Fn::Sub": "s3.${AWS::Region}.amazonaws.com"}}},
            },
        ])
    );
}

#[test]
fn a_bad_name_is_an_error() {
    let found = codes(|stack| {
        stack.add("State", StateBackend::new().name("Co_State"));
    });
    assert_eq!(found, ["bad-bucket-name"]);
}
