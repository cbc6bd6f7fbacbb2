//! What the roles may do, and the key that they share.

use crate::common::{codes, resources};
use crate::{CONNECTION, source, statements, whole};
use iac_aws::prelude::*;
use serde_json::{Value, json};

#[test]
fn each_role_may_do_its_part() {
    let resources = whole();
    let trust = |service: &str| {
        json!([{
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
        }])
    };
    let trusts = |role: &str| resources[role]["Properties"]["AssumeRolePolicyDocument"]["Statement"].clone();
    assert_eq!(trusts("PipelineRole"), trust("codepipeline.amazonaws.com"));
    assert_eq!(trusts("PipelineTestRole"), trust("codebuild.amazonaws.com"));
    let artifacts = [
        json!({
            "Sid": "Artifacts",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
            "Resource": {"Fn::Sub": "${PipelineArtifacts.Arn}/*"},
        }),
        json!({
            "Sid": "ArtifactBucket",
            "Effect": "Allow",
            "Action": ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
            "Resource": {"Fn::GetAtt": ["PipelineArtifacts", "Arn"]},
        }),
    ];
    let logs = json!({
        "Sid": "Logs",
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": {"Fn::GetAtt": ["PipelineTestLogs", "Arn"]},
    });
    assert_eq!(statements(&resources, "PipelineTestRole"), [&[logs], &artifacts[..]].concat());
    let build = Value::from(statements(&resources, "PipelineBuildRole")).to_string();
    assert!(build.contains("\"ecr:PutImage\"") && build.contains("\"ecr:DescribeImages\""), "{build}");

    let own = statements(&resources, "PipelineRole");
    assert_eq!(own[..2], artifacts);
    let family = |id: &str| {
        let before = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition";
        json!({"Fn::Sub": format!("{before}/${{Cluster}}-{id}:*")})
    };
    let families = json!([family("Web"), family("Worker")]);
    let arn = |id: &str| json!({"Fn::GetAtt": [id, "Arn"]});
    assert_eq!(
        own[2..],
        [
            json!({
                "Sid": "Source",
                "Effect": "Allow",
                "Action": ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
                "Resource": CONNECTION,
            }),
            json!({"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Releases"}}),
            json!({
                "Sid": "Builds",
                "Effect": "Allow",
                "Action": ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
                "Resource": [arn("PipelineTest"), arn("PipelineBuild")],
            }),
            json!({
                "Sid": "RegisterRevisions",
                "Effect": "Allow",
                "Action": "ecs:RegisterTaskDefinition",
                "Resource": families,
            }),
            json!({
                "Sid": "TagRevisions",
                "Effect": "Allow",
                "Action": "ecs:TagResource",
                "Resource": families,
                "Condition": {"StringEquals": {"ecs:CreateAction": "RegisterTaskDefinition"}},
            }),
            json!({"Sid": "ReadRevisions", "Effect": "Allow", "Action": "ecs:DescribeTaskDefinition", "Resource": "*"}),
            json!({
                "Sid": "UpdateServices",
                "Effect": "Allow",
                "Action": ["ecs:DescribeServices", "ecs:UpdateService"],
                "Resource": [{"Ref": "Web"}, {"Ref": "Worker"}],
            }),
            json!({
                "Sid": "PassRoles",
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": [
                    arn("WebExecutionRole"),
                    arn("WebTaskRole"),
                    arn("WorkerExecutionRole"),
                    arn("WorkerTaskRole"),
                ],
                "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            }),
        ]
    );
}

#[test]
fn a_customer_key_reaches_everything() {
    let with = |users: &'static [KeyUser]| {
        move |stack: &mut Stack| {
            let key = users.iter().fold(EncryptionKey::new("Delivery"), |key, user| key.usable_by(*user));
            let key = stack.add("Key", key);
            let pipeline = Pipeline::new(source()).run("Test", BuildStep::new(["make"])).encryption_key(&key);
            stack.add("Pipeline", pipeline.machine(BuildMachine::ArmSmall).log_retention(Retention::Days7));
        }
    };
    assert_eq!(codes(with(&[])), ["key-not-usable"]);
    let resources = resources(with(&[KeyUser::CloudWatchLogs]));
    let key = json!({"Fn::GetAtt": ["Key", "Arn"]});
    let store = &resources["Pipeline"]["Properties"]["ArtifactStore"];
    assert_eq!(store["EncryptionKey"], json!({"Id": key, "Type": "KMS"}));
    assert_eq!(resources["PipelineTest"]["Properties"]["EncryptionKey"], key);
    assert_eq!(resources["PipelineTest"]["Properties"]["Environment"]["Type"], "ARM_CONTAINER");
    assert_eq!(resources["PipelineTestLogs"]["Properties"]["KmsKeyId"], key);
    for role in ["PipelineRole", "PipelineTestRole"] {
        let uses = json!({
            "Sid": "ArtifactKey",
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
            "Resource": key,
        });
        assert!(statements(&resources, role).contains(&uses), "{role}");
    }
}
