//! Pipelines as templates.

mod common;

use common::{codes, resources, suppressed};
use iac_aws::prelude::*;
use serde_json::{Value, json};

struct System {
    images: EcrRepositoryHandle,
    web: FargateServiceHandle<Worker>,
    worker: FargateServiceHandle<Worker>,
    topic: AlarmTopicHandle,
}

fn system(stack: &mut Stack) -> System {
    let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-1")).private([Val::imported("subnet-a")]));
    let images = stack.add("Images", EcrRepository::new());
    let cluster = stack.add("Cluster", Cluster::new());
    let image = || Image::registry("ghcr.io/acme/api:1.4.2");
    let service = || FargateService::worker(vpc.private(), image(), Fargate::Cpu256(Mem256::Mb512)).cluster(&cluster);
    let (web, worker) = (stack.add("Web", service()), stack.add("Worker", service()));
    let topic = stack.add("Releases", AlarmTopic::new());
    System { images, web, worker, topic }
}

fn source() -> PipelineSource {
    PipelineSource::connection(Val::imported(CONNECTION), "acme/shop", "main")
}

const CONNECTION: &str = "arn:aws:codeconnections:eu-central-1:123456789012:connection/4dca8ff1";

fn whole() -> Value {
    resources(|stack| {
        let system = system(stack);
        let pipeline = Pipeline::new(source())
            .run("Test", tests())
            .images("Build", [PipelineImage::new("App", &system.images).dockerfile("docker/app.Dockerfile")])
            .approve("Release", &system.topic)
            .deploy("Deploy", [PipelineTarget::new("App", &system.web), PipelineTarget::new("App", &system.worker)])
            .notify(&system.topic);
        stack.add("Pipeline", pipeline);
    })
}

fn tests() -> BuildStep {
    let commands = ["pip install --requirement requirements.txt", "pytest"];
    BuildStep::new(commands).runtime("python", "3.11").env("CI", true)
}

fn action(category: &str, provider: &str, name: &str, configuration: Value) -> Value {
    json!({
        "Name": name,
        "ActionTypeId": {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"},
        "Configuration": configuration,
        "RunOrder": 1,
    })
}

fn with(mut action: Value, inputs: &[&str], outputs: &[&str]) -> Value {
    for (key, names) in [("InputArtifacts", inputs), ("OutputArtifacts", outputs)] {
        if !names.is_empty() {
            action[key] = names.iter().map(|name| json!({"Name": name})).collect();
        }
    }
    action
}

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

fn statements(resources: &Value, role: &str) -> Vec<Value> {
    resources[role]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().cloned().unwrap_or_default()
}

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

#[test]
fn wrong_pipelines_are_errors() {
    let with = |build: &dyn Fn(&System) -> Pipeline| {
        codes(|stack| {
            let system = system(stack);
            let pipeline = build(&system);
            stack.add("Pipeline", pipeline);
        })
    };
    let run = |name: &'static str| Pipeline::new(source()).run(name, BuildStep::new(["make"]));
    assert_eq!(with(&|_| Pipeline::new(source())), ["empty-pipeline"]);
    for name in ["", "Two words", "Source", "Role", "Start"] {
        assert_eq!(with(&|_| run(name))[0], "bad-stage-name", "{name}");
    }
    assert_eq!(with(&|_| run("Test").run("Test", BuildStep::new(["make"])))[0], "bad-stage-name");
    assert_eq!(with(&|_| Pipeline::new(source()).run("Test", BuildStep::new([""; 0]))), ["no-command"]);
    let image = |system: &System| PipelineImage::new("App", &system.images);
    assert_eq!(
        with(&|system| run("Test").deploy("Deploy", [PipelineTarget::new("App", &system.web)])),
        ["pipeline-image-missing"]
    );
    assert_eq!(with(&|system| run("Test").images("Build", [image(system), image(system)])), ["bad-pipeline-image"]);
    let pushed = |system: &System, tag: &'static str| Pipeline::new(PipelineSource::image(&system.images, tag));
    assert_eq!(
        with(&|system| pushed(system, "v*").deploy("Deploy", [PipelineTarget::new("Source", &system.web)])),
        ["bad-pipeline-source"]
    );
    assert_eq!(with(&|system| pushed(system, "live").images("Build", [image(system)])), ["pipeline-source-image"]);
    let bad = |system: &System| PipelineImage::new("my-app", &system.images);
    assert_eq!(with(&|system| run("Test").images("Build", [bad(system)])), ["bad-pipeline-image"]);
    for path in ["a b", "$(reboot)", "", "-x"] {
        assert_eq!(with(&|system| run("Test").images("Build", [image(system).context(path)])), ["bad-pipeline-path"]);
    }
    for paths in [vec![""], vec!["a"; 9]] {
        let pipeline = || Pipeline::new(source().changing(paths.clone())).run("Test", BuildStep::new(["make"]));
        assert_eq!(with(&|_| pipeline()), ["bad-pipeline-source"], "{paths:?}");
    }
    for (repository, branch) in [("shop", "main"), ("acme/shop", ""), ("acme/shop", "*"), ("acme/*", "main")] {
        let source = || PipelineSource::connection(Val::imported(CONNECTION), repository, branch);
        let pipeline = || Pipeline::new(source()).run("Test", BuildStep::new(["make"]));
        assert_eq!(with(&|_| pipeline()), ["bad-pipeline-source"], "{repository} {branch}");
    }
}
