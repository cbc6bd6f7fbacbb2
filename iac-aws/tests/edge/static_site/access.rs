//! Who reads the files, and who puts them there.

use super::{built, name};
use crate::common::template;
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn only_the_distribution_reads_the_files() {
    let (resources, _) = built(StaticSite::new(OnDelete::Retain));
    let ids: Vec<&String> = resources.as_object().unwrap().keys().collect();
    assert_eq!(ids, ["Site", "SiteAccessControl", "SiteFiles", "SiteFilesPolicy", "SiteHeaders"]);
    assert_eq!(
        resources["SiteAccessControl"]["Properties"]["OriginAccessControlConfig"],
        json!({
            "Name": name(), "OriginAccessControlOriginType": "s3", "SigningBehavior": "always",
            "SigningProtocol": "sigv4",
        })
    );
    let statements = resources["SiteFilesPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap();
    let site = json!({"StringEquals": {"aws:SourceArn": {
        "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}"
    }}});
    assert_eq!(
        statements[1..],
        [
            json!({
                "Sid": "ReadBySite", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Action": "s3:GetObject", "Resource": {"Fn::Sub": "${SiteFiles.Arn}/*"}, "Condition": site,
            }),
            json!({
                "Sid": "FindBySite", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Action": "s3:ListBucket", "Resource": {"Fn::GetAtt": ["SiteFiles", "Arn"]}, "Condition": site,
            }),
        ]
    );
    assert_eq!(resources["SiteFiles"]["DeletionPolicy"], "Retain");
    assert_eq!(resources["SiteFiles"]["Properties"]["VersioningConfiguration"]["Status"], "Enabled");
}

#[test]
fn the_role_that_deploys_it() {
    let mut stack = Stack::new("main");
    let site = stack.add("Site", StaticSite::new(OnDelete::Delete));
    let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("codebuild.amazonaws.com"));
    let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(site.grant_deploy()), "Deploy");
    stack.add("Role", role.policies([policy]));
    let role = template(stack)["Resources"]["Role"].take();
    let files = json!({"Fn::Sub": "${SiteFiles.Arn}/*"});
    assert_eq!(
        role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": {"Fn::GetAtt": ["SiteFiles", "Arn"]}},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": files},
            {"Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload"], "Resource": files},
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": files},
            {
                "Effect": "Allow",
                "Action": ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
                "Resource": {
                    "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}"
                },
            },
        ])
    );
}
