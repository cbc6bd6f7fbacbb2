//! What starts a pipeline: an image, or changes of some files.

use crate::common::resources;
use crate::{action, source, statements, system, with};
use iac_aws::prelude::*;
use serde_json::{Value, json};

#[test]
fn an_image_may_be_the_source() {
    let resources = resources(|stack| {
        let system = system(stack);
        let moving = stack.add("Moving", EcrRepository::new().mutable_tags(["release"]));
        let targets = [PipelineTarget::new("Source", &system.web), PipelineTarget::new("Source", &system.worker)];
        let pipeline = Pipeline::new(PipelineSource::image(&moving, "release")).deploy("Deploy", targets);
        stack.add("Pipeline", pipeline);
    });
    let stages = &resources["Pipeline"]["Properties"]["Stages"];
    let source = action("Source", "ECR", "Source", json!({"RepositoryName": {"Ref": "Moving"}, "ImageTag": "release"}));
    assert_eq!(stages[0]["Actions"], json!([with(source, &[], &["Source"])]));
    assert_eq!(stages[1]["Actions"][0]["OutputArtifacts"], json!([{"Name": "Definitions"}]));
    assert_eq!(stages[2]["Actions"][0]["InputArtifacts"], json!([{"Name": "Definitions"}]));
    let text = resources["PipelineDefinitions"]["Properties"]["Source"]["BuildSpec"].as_str().unwrap();
    let instructions: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        instructions["phases"]["build"]["commands"],
        json!([
            "IMAGE=$(jq --raw-output .ImageURI imageDetail.json)",
            "printf '[{\"name\":\"%s\",\"imageUri\":\"%s\"}]' app \"$IMAGE\" > Source-app.json",
        ])
    );
    assert_eq!(instructions["artifacts"], json!({"files": ["Source-app.json"]}));
    assert_eq!(
        statements(&resources, "PipelineRole")[2],
        json!({
            "Sid": "Source",
            "Effect": "Allow",
            "Action": "ecr:DescribeImages",
            "Resource": {"Fn::GetAtt": ["Moving", "Arn"]},
        })
    );
    let start = &resources["PipelineStart"]["Properties"];
    assert_eq!(
        start["EventPattern"],
        json!({
            "source": ["aws.ecr"],
            "detail-type": ["ECR Image Action"],
            "detail": {
                "action-type": ["PUSH"],
                "result": ["SUCCESS"],
                "repository-name": [{"Ref": "Moving"}],
                "image-tag": ["release"],
            },
        })
    );
    let pipeline = json!({"Fn::GetAtt": ["Pipeline", "Arn"]});
    assert_eq!(start["Targets"][0]["Arn"], pipeline);
    assert_eq!(start["Targets"][0]["RoleArn"], json!({"Fn::GetAtt": ["PipelineStartRole", "Arn"]}));
    assert_eq!(
        statements(&resources, "PipelineStartRole"),
        [json!({
            "Effect": "Allow",
            "Action": "codepipeline:StartPipelineExecution",
            "Resource": start["Targets"][0]["Arn"],
        })]
    );
}

#[test]
fn a_pipeline_may_wait_for_changes_of_some_files() {
    let resources = resources(|stack| {
        let source = source().changing(["model/**", "docker/model.Dockerfile"]);
        stack.add("Pipeline", Pipeline::new(source).run("Test", BuildStep::new(["make"])));
    });
    let pipeline = &resources["Pipeline"]["Properties"];
    assert_eq!(
        pipeline["Triggers"],
        json!([{"ProviderType": "CodeStarSourceConnection", "GitConfiguration": {"SourceActionName": "Source", "Push": [{
            "Branches": {"Includes": ["main"]},
            "FilePaths": {"Includes": ["model/**", "docker/model.Dockerfile"]},
        }]}}])
    );
    let source = &pipeline["Stages"][0]["Actions"][0];
    assert_eq!((&source["Name"], &source["Configuration"]["DetectChanges"]), (&json!("Source"), &json!("false")));
}
