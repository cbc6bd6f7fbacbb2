//! Stages, what their builds do, and who is told when one fails.

use crate::common::suppressed;
use crate::{CONNECTION, action, whole, with};
use serde_json::{Value, json};

#[test]
fn stages_follow_each_other() {
    let resources = whole();
    let pipeline = &resources["Pipeline"]["Properties"];
    assert_eq!(
        (&pipeline["PipelineType"], &pipeline["ExecutionMode"], &pipeline["ArtifactStore"]),
        (&json!("V2"), &json!("QUEUED"), &json!({"Location": {"Ref": "PipelineArtifacts"}, "Type": "S3"}))
    );
    let source = action(
        "Source",
        "CodeStarSourceConnection",
        "Source",
        json!({
            "ConnectionArn": CONNECTION,
            "FullRepositoryId": "acme/shop",
            "BranchName": "main",
            "DetectChanges": "true",
            "OutputArtifactFormat": "CODE_ZIP",
        }),
    );
    let project = |name: &str| json!({"ProjectName": {"Ref": format!("Pipeline{name}")}});
    let ask = action("Approval", "Manual", "Release", json!({"NotificationArn": {"Ref": "Releases"}}));
    let to = |name: &str, service: &str| {
        let configuration = json!({
            "ClusterName": {"Ref": "Cluster"},
            "ServiceName": {"Fn::GetAtt": [service, "Name"]},
            "FileName": "App-app.json",
        });
        with(action("Deploy", "ECS", name, configuration), &["Build"], &[])
    };
    let test = action("Build", "CodeBuild", "Test", project("Test"));
    let build = action("Build", "CodeBuild", "Build", project("Build"));
    assert_eq!(
        pipeline["Stages"],
        json!([
            {"Name": "Source", "Actions": [with(source, &[], &["Source"])]},
            {"Name": "Test", "Actions": [with(test, &["Source"], &[])]},
            {"Name": "Build", "Actions": [with(build, &["Source"], &["Build"])]},
            {"Name": "Release", "Actions": [ask]},
            {
                "Name": "Deploy",
                "Actions": [to("App1", "Web"), to("App2", "Worker")],
                "OnFailure": {"Result": "ROLLBACK"},
            },
        ])
    );
    assert_eq!(suppressed(&resources["Pipeline"]), ["CKV_AWS_219"]);
}

#[test]
fn builds_say_what_they_do() {
    let resources = whole();
    let instructions = |id: &str| -> Value {
        let text = resources[id]["Properties"]["Source"]["BuildSpec"].as_str().unwrap();
        serde_json::from_str(text).unwrap()
    };
    assert_eq!(
        instructions("PipelineTest"),
        json!({
            "version": "0.2",
            "env": {"shell": "bash"},
            "phases": {
                "install": {"runtime-versions": {"python": "3.11"}},
                "build": {"commands": ["pip install --requirement requirements.txt", "pytest"]},
            },
        })
    );
    assert_eq!(
        instructions("PipelineBuild"),
        json!({
            "version": "0.2",
            "env": {"shell": "bash"},
            "phases": {"build": {"commands": [
                "TAG=$(printf %.12s \"$CODEBUILD_RESOLVED_SOURCE_VERSION\")",
                "aws ecr get-login-password | docker login --username AWS --password-stdin \"${IMAGE_APP%%/*}\"",
                "aws ecr describe-images --repository-name \"${IMAGE_APP#*/}\" --image-ids \"imageTag=$TAG\" \
                 > /dev/null 2>&1 || { docker build --tag \"$IMAGE_APP:$TAG\" --file docker/app.Dockerfile . && \
                 docker push \"$IMAGE_APP:$TAG\"; }",
                "printf '[{\"name\":\"%s\",\"imageUri\":\"%s\"}]' app \"$IMAGE_APP:$TAG\" > App-app.json",
            ]}},
            "artifacts": {"files": ["App-app.json"]},
        })
    );
    let test = &resources["PipelineTest"]["Properties"];
    assert_eq!(
        test["Environment"],
        json!({
            "Type": "LINUX_CONTAINER",
            "ComputeType": "BUILD_GENERAL1_SMALL",
            "Image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
            "ImagePullCredentialsType": "CODEBUILD",
            "EnvironmentVariables": [{"Name": "CI", "Value": "true", "Type": "PLAINTEXT"}],
        })
    );
    let logs = json!({"CloudWatchLogs": {"Status": "ENABLED", "GroupName": {"Ref": "PipelineTestLogs"}}});
    assert_eq!(test["LogsConfig"], logs);
    assert_eq!(resources["PipelineTestLogs"]["Properties"]["RetentionInDays"], 30);
    let build = &resources["PipelineBuild"]["Properties"]["Environment"];
    assert_eq!(build["PrivilegedMode"], true);
    let address = json!({"Fn::GetAtt": ["Images", "RepositoryUri"]});
    assert_eq!(build["EnvironmentVariables"], json!([{"Name": "IMAGE_APP", "Value": address, "Type": "PLAINTEXT"}]));
}

#[test]
fn failures_are_told() {
    let resources = whole();
    let rule = &resources["PipelineFailures"]["Properties"];
    assert_eq!(
        rule["EventPattern"],
        json!({
            "source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {"pipeline": [{"Ref": "Pipeline"}], "state": ["FAILED"]},
        })
    );
    assert_eq!(rule["Targets"], json!([{"Arn": {"Ref": "Releases"}, "Id": "Topic"}]));
    let policy = resources["ReleasesPolicy"]["Properties"]["PolicyDocument"].to_string();
    assert!(policy.contains("events.amazonaws.com") && policy.contains("PipelineFailures"), "{policy}");
}
