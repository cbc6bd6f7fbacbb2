//! What builds and ships: CodeBuild, CodeDeploy, CodePipeline, connections, App Runner, and state machines.

use crate::support;
use serde_json::{Value, json};

fn build() -> Value {
    json!({ "Type": "AWS::CodeBuild::Project", "Properties": {
        "Description": "Builds", "ServiceRole": "arn:aws:iam::123456789012:role/build", "EncryptionKey": "alias/aws/s3",
        "TimeoutInMinutes": 30, "QueuedTimeoutInMinutes": 60, "Visibility": "PRIVATE", "BadgeEnabled": true,
        "Artifacts": { "Type": "NO_ARTIFACTS" },
        "Cache": { "Type": "LOCAL", "Modes": ["LOCAL_SOURCE_CACHE"] },
        "Source": { "Type": "GITHUB", "Location": "https://github.com/a/b", "BuildSpec": "version: 0.2", "GitSubmodulesConfig": { "FetchSubmodules": true } },
        "SecondarySources": [{ "Type": "S3", "Location": "b/k", "SourceIdentifier": "more", "BuildSpec": "x" }],
        "SecondarySourceVersions": [{ "SourceIdentifier": "more", "SourceVersion": "1" }],
        "Environment": {
            "Type": "ARM_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "aws/codebuild/amazonlinux2-aarch64-standard:3.0",
            "PrivilegedMode": true, "EnvironmentVariables": [{ "Name": "A", "Value": "b", "Type": "PLAINTEXT" }],
            "RegistryCredential": { "Credential": "arn:aws:secretsmanager:x", "CredentialProvider": "SECRETS_MANAGER" }
        },
        "LogsConfig": { "CloudWatchLogs": { "Status": "ENABLED", "GroupName": "/build" }, "S3Logs": { "Status": "DISABLED" } },
        "VpcConfig": { "VpcId": "vpc-1", "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"] },
        "FileSystemLocations": [{ "Identifier": "data", "Location": "fs:/", "MountPoint": "/data", "Type": "EFS" }],
        "Triggers": { "Webhook": true, "BuildType": "BUILD", "FilterGroups": [
            [{ "Type": "EVENT", "Pattern": "PUSH" }, { "Type": "HEAD_REF", "Pattern": "^refs/heads/main$", "ExcludeMatchedPattern": false }],
            [{ "Type": "EVENT", "Pattern": "PULL_REQUEST_MERGED" }]
        ]}
    }})
}

fn pipeline() -> Value {
    let action = |category: &str, provider: &str, more: Value| {
        let mut action = json!({
            "Name": provider, "RunOrder": 1,
            "ActionTypeId": { "Category": category, "Owner": "AWS", "Provider": provider, "Version": "1" }
        });
        if let (Some(action), Value::Object(more)) = (action.as_object_mut(), more) {
            action.extend(more);
        }
        action
    };
    json!({ "Type": "AWS::CodePipeline::Pipeline", "Properties": {
        "RoleArn": "arn:aws:iam::123456789012:role/pipeline", "PipelineType": "V2", "ExecutionMode": "QUEUED",
        "ArtifactStores": [
            { "Region": "eu-central-1", "ArtifactStore": { "Type": "S3", "Location": "artifacts", "EncryptionKey": { "Id": "alias/a", "Type": "KMS" } } }
        ],
        "Stages": [
            { "Name": "Source", "Actions": [action("Source", "CodeStarSourceConnection", json!({
                "Configuration": { "ConnectionArn": { "Ref": "GitHub" }, "FullRepositoryId": "a/b", "BranchName": "main" },
                "OutputArtifacts": [{ "Name": "source" }]
            }))] },
            { "Name": "Build",
              "Actions": [action("Build", "CodeBuild", json!({
                "Configuration": { "ProjectName": { "Ref": "Build" } },
                "InputArtifacts": [{ "Name": "source" }], "OutputArtifacts": [{ "Name": "built" }], "Namespace": "build"
              }))],
              "OnFailure": { "Result": "RETRY", "RetryConfiguration": { "RetryMode": "ALL_ACTIONS" } },
              "BeforeEntry": { "Conditions": [{ "Result": "FAIL", "Rules": [{
                "Name": "hours", "Configuration": { "Cron": "* * * ? * *" },
                "RuleTypeId": { "Category": "Rule", "Owner": "AWS", "Provider": "DeploymentWindow", "Version": "1" }
              }]}]} }
        ],
        "Triggers": [{ "ProviderType": "CodeStarSourceConnection", "GitConfiguration": {
            "SourceActionName": "CodeStarSourceConnection", "Push": [{ "Branches": { "Includes": ["main"] } }]
        }}],
        "Variables": [{ "Name": "V", "DefaultValue": "1" }]
    }})
}

fn all() -> Value {
    json!({ "Resources": {
        "GitHub": { "Type": "AWS::CodeStarConnections::Connection", "Properties": { "ConnectionName": "github", "ProviderType": "GitHub" } },
        "Build": build(),
        "Ship": pipeline(),
        "App": { "Type": "AWS::CodeDeploy::Application", "Properties": { "ComputePlatform": "ECS" } },
        "Slowly": { "Type": "AWS::CodeDeploy::DeploymentConfig", "Properties": {
            "ComputePlatform": "ECS",
            "TrafficRoutingConfig": { "Type": "TimeBasedCanary", "TimeBasedCanary": { "CanaryInterval": 5, "CanaryPercentage": 10 } }
        }},
        "Group": { "Type": "AWS::CodeDeploy::DeploymentGroup", "Properties": {
            "ApplicationName": { "Ref": "App" }, "ServiceRoleArn": "arn:aws:iam::123456789012:role/deploy",
            "DeploymentConfigName": { "Ref": "Slowly" },
            "DeploymentStyle": { "DeploymentOption": "WITH_TRAFFIC_CONTROL", "DeploymentType": "BLUE_GREEN" },
            "AlarmConfiguration": { "Enabled": true, "Alarms": [{ "Name": "errors" }] },
            "AutoRollbackConfiguration": { "Enabled": true, "Events": ["DEPLOYMENT_FAILURE"] },
            "BlueGreenDeploymentConfiguration": {
                "DeploymentReadyOption": { "ActionOnTimeout": "CONTINUE_DEPLOYMENT" },
                "TerminateBlueInstancesOnDeploymentSuccess": { "Action": "TERMINATE", "TerminationWaitTimeInMinutes": 5 }
            },
            "ECSServices": [{ "ClusterName": "main", "ServiceName": "app" }],
            "LoadBalancerInfo": { "TargetGroupPairInfoList": [{
                "TargetGroups": [{ "Name": "blue" }, { "Name": "green" }],
                "ProdTrafficRoute": { "ListenerArns": ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/b/c"] }
            }]},
            "Ec2TagSet": { "Ec2TagSetList": [{ "Ec2TagGroup": [{ "Key": "a", "Type": "KEY_ONLY" }] }] },
            "TriggerConfigurations": [{ "TriggerName": "t", "TriggerTargetArn": "arn:aws:sns:x", "TriggerEvents": ["DeploymentFailure"] }],
            "AutoScalingGroups": ["machines"]
        }},
        "Machine": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
            "StateMachineType": "EXPRESS", "RoleArn": "arn:aws:iam::123456789012:role/machine",
            "DefinitionString": "{\"StartAt\":\"${first}\",\"Cost\":\"$5\"}",
            "DefinitionSubstitutions": { "first": { "Ref": "Build" } },
            "LoggingConfiguration": { "Level": "ALL", "IncludeExecutionData": true, "Destinations": [
                { "CloudWatchLogsLogGroup": { "LogGroupArn": "arn:aws:logs:eu-central-1:123456789012:log-group:a:*" } }
            ]},
            "TracingConfiguration": { "Enabled": true },
            "EncryptionConfiguration": { "Type": "CUSTOMER_MANAGED_KMS_KEY", "KmsKeyId": "alias/a", "KmsDataKeyReusePeriodSeconds": 300 },
            "Tags": [{ "Key": "Team", "Value": "core" }]
        }},
        "Runner": { "Type": "AWS::AppRunner::Service", "Properties": {
            "SourceConfiguration": {
                "AutoDeploymentsEnabled": false,
                "AuthenticationConfiguration": { "AccessRoleArn": "arn:aws:iam::123456789012:role/pull" },
                "ImageRepository": { "ImageIdentifier": "x.dkr.ecr.eu-central-1.amazonaws.com/a:1", "ImageRepositoryType": "ECR", "ImageConfiguration": {
                    "Port": "8000", "RuntimeEnvironmentVariables": [{ "Name": "A", "Value": "b" }]
                }}
            },
            "InstanceConfiguration": { "Cpu": "1024", "Memory": "2048" },
            "HealthCheckConfiguration": { "Protocol": "HTTP", "Path": "/health", "Interval": 10 },
            "NetworkConfiguration": { "IngressConfiguration": { "IsPubliclyAccessible": true }, "EgressConfiguration": { "EgressType": "DEFAULT" } }
        }}
    }, "Outputs": {
        "Account": { "Value": { "Fn::GetAtt": ["GitHub", "OwnerAccountId"] } },
        "Machine": { "Value": { "Ref": "Machine" } },
        "Url": { "Value": { "Fn::GetAtt": ["Runner", "ServiceUrl"] } }
    }})
}

fn resource(kind: &str, name: &str) -> Value {
    let mut resource = support::module(all())["resource"][kind][name].clone();
    if let Some(resource) = resource.as_object_mut() {
        resource.remove("depends_on");
    }
    resource
}

#[test]
fn terraform_takes_it() {
    let module = support::module(all());
    let output = |name: &str| module["output"][name]["value"].clone();
    assert_eq!(output("account"), json!("${split(\":\", aws_codestarconnections_connection.git_hub.arn)[4]}"));
    assert_eq!(output("machine"), json!("${aws_sfn_state_machine.machine.arn}"));
    assert_eq!(output("url"), json!("${aws_apprunner_service.runner.service_url}"));
    support::check(&module);
}

#[test]
fn a_build_and_its_webhook() {
    assert_eq!(
        resource("aws_codebuild_project", "build"),
        json!({
            "name": "${var.stack_name}-build",
            "description": "Builds", "service_role": "arn:aws:iam::123456789012:role/build", "encryption_key": "alias/aws/s3",
            "build_timeout": 30, "queued_timeout": 60, "project_visibility": "PRIVATE", "badge_enabled": true,
            "artifacts": { "type": "NO_ARTIFACTS" },
            "cache": { "type": "LOCAL", "modes": ["LOCAL_SOURCE_CACHE"] },
            "source": { "type": "GITHUB", "location": "https://github.com/a/b", "buildspec": "version: 0.2", "git_submodules_config": { "fetch_submodules": true } },
            "secondary_sources": [{ "type": "S3", "location": "b/k", "source_identifier": "more", "buildspec": "x" }],
            "secondary_source_version": [{ "source_identifier": "more", "source_version": "1" }],
            "environment": {
                "type": "ARM_CONTAINER", "compute_type": "BUILD_GENERAL1_SMALL", "image": "aws/codebuild/amazonlinux2-aarch64-standard:3.0",
                "privileged_mode": true, "environment_variable": [{ "name": "A", "value": "b", "type": "PLAINTEXT" }],
                "registry_credential": { "credential": "arn:aws:secretsmanager:x", "credential_provider": "SECRETS_MANAGER" }
            },
            "logs_config": { "cloudwatch_logs": { "status": "ENABLED", "group_name": "/build" }, "s3_logs": { "status": "DISABLED" } },
            "vpc_config": { "vpc_id": "vpc-1", "subnets": ["subnet-1"], "security_group_ids": ["sg-1"] },
            "file_system_locations": [{ "identifier": "data", "location": "fs:/", "mount_point": "/data", "type": "EFS" }]
        })
    );
    assert_eq!(
        resource("aws_codebuild_webhook", "build"),
        json!({
            "project_name": "${aws_codebuild_project.build.name}",
            "build_type": "BUILD",
            "filter_group": [
                { "filter": [{ "type": "EVENT", "pattern": "PUSH" }, { "type": "HEAD_REF", "pattern": "^refs/heads/main$", "exclude_matched_pattern": false }] },
                { "filter": [{ "type": "EVENT", "pattern": "PULL_REQUEST_MERGED" }] }
            ]
        })
    );
}

#[test]
fn a_pipeline() {
    assert_eq!(
        resource("aws_codepipeline", "ship"),
        json!({
            "name": "${var.stack_name}-ship",
            "role_arn": "arn:aws:iam::123456789012:role/pipeline", "pipeline_type": "V2", "execution_mode": "QUEUED",
            "artifact_store": [{ "region": "eu-central-1", "type": "S3", "location": "artifacts", "encryption_key": { "id": "alias/a", "type": "KMS" } }],
            "stage": [
                { "name": "Source", "action": [{
                    "name": "CodeStarSourceConnection", "run_order": 1,
                    "category": "Source", "owner": "AWS", "provider": "CodeStarSourceConnection", "version": "1",
                    "configuration": { "ConnectionArn": "${aws_codestarconnections_connection.git_hub.arn}", "FullRepositoryId": "a/b", "BranchName": "main" },
                    "output_artifacts": ["source"]
                }]},
                { "name": "Build", "action": [{
                    "name": "CodeBuild", "run_order": 1, "category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1",
                    "configuration": { "ProjectName": "${aws_codebuild_project.build.name}" },
                    "input_artifacts": ["source"], "output_artifacts": ["built"], "namespace": "build"
                  }],
                  "on_failure": { "result": "RETRY", "retry_configuration": { "retry_mode": "ALL_ACTIONS" } },
                  "before_entry": { "condition": { "result": "FAIL", "rule": [{
                    "name": "hours", "configuration": { "Cron": "* * * ? * *" },
                    "rule_type_id": { "category": "Rule", "owner": "AWS", "provider": "DeploymentWindow", "version": "1" }
                  }]}} }
            ],
            "trigger": [{ "provider_type": "CodeStarSourceConnection", "git_configuration": {
                "source_action_name": "CodeStarSourceConnection", "push": [{ "branches": { "includes": ["main"] } }]
            }}],
            "variable": [{ "name": "V", "default_value": "1" }]
        })
    );
    let said = support::diagnostics(
        json!({ "Resources": { "Ship": { "Type": "AWS::CodePipeline::Pipeline", "Properties": {
            "Stages": [{ "Name": "a", "Actions": [{ "Name": "b", "OutputArtifacts": [{ "Name": "c", "Files": ["d"] }] }] }]
        }}}}),
    );
    assert!(said.iter().any(|fault| fault.to_string().contains("`Files`")), "{said:?}");
}

#[test]
fn a_deployment() {
    assert_eq!(
        resource("aws_codedeploy_app", "app"),
        json!({ "name": "${var.stack_name}-app", "compute_platform": "ECS" })
    );
    assert_eq!(
        resource("aws_codedeploy_deployment_config", "slowly"),
        json!({
            "deployment_config_name": "${var.stack_name}-slowly",
            "compute_platform": "ECS",
            "traffic_routing_config": { "type": "TimeBasedCanary", "time_based_canary": { "interval": 5, "percentage": 10 } }
        })
    );
    assert_eq!(
        resource("aws_codedeploy_deployment_group", "group"),
        json!({
            "deployment_group_name": "${var.stack_name}-group",
            "app_name": "${aws_codedeploy_app.app.name}", "service_role_arn": "arn:aws:iam::123456789012:role/deploy",
            "deployment_config_name": "${aws_codedeploy_deployment_config.slowly.deployment_config_name}",
            "deployment_style": { "deployment_option": "WITH_TRAFFIC_CONTROL", "deployment_type": "BLUE_GREEN" },
            "alarm_configuration": { "enabled": true, "alarms": ["errors"] },
            "auto_rollback_configuration": { "enabled": true, "events": ["DEPLOYMENT_FAILURE"] },
            "blue_green_deployment_config": {
                "deployment_ready_option": { "action_on_timeout": "CONTINUE_DEPLOYMENT" },
                "terminate_blue_instances_on_deployment_success": { "action": "TERMINATE", "termination_wait_time_in_minutes": 5 }
            },
            "ecs_service": { "cluster_name": "main", "service_name": "app" },
            "load_balancer_info": { "target_group_pair_info": {
                "target_group": [{ "name": "blue" }, { "name": "green" }],
                "prod_traffic_route": { "listener_arns": ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/b/c"] }
            }},
            "ec2_tag_set": [{ "ec2_tag_filter": [{ "key": "a", "type": "KEY_ONLY" }] }],
            "trigger_configuration": [{ "trigger_name": "t", "trigger_target_arn": "arn:aws:sns:x", "trigger_events": ["DeploymentFailure"] }],
            "autoscaling_groups": ["machines"]
        })
    );
}

#[test]
fn a_state_machine() {
    assert_eq!(
        resource("aws_sfn_state_machine", "machine"),
        json!({
            "name_prefix": "${var.stack_name}-machine-",
            "type": "EXPRESS", "role_arn": "arn:aws:iam::123456789012:role/machine",
            "definition": r#"${replace("{\"StartAt\":\"$${first}\",\"Cost\":\"$5\"}", "$${first}", aws_codebuild_project.build.name)}"#,
            "logging_configuration": {
                "level": "ALL", "include_execution_data": true, "log_destination": "arn:aws:logs:eu-central-1:123456789012:log-group:a:*"
            },
            "tracing_configuration": { "enabled": true },
            "encryption_configuration": { "type": "CUSTOMER_MANAGED_KMS_KEY", "kms_key_id": "alias/a", "kms_data_key_reuse_period_seconds": 300 },
            "tags": { "Team": "core" }
        })
    );
}

#[test]
fn a_service_of_app_runner() {
    assert_eq!(
        resource("aws_apprunner_service", "runner"),
        json!({
            "service_name": "${var.stack_name}-runner",
            "source_configuration": {
                "auto_deployments_enabled": false,
                "authentication_configuration": { "access_role_arn": "arn:aws:iam::123456789012:role/pull" },
                "image_repository": { "image_identifier": "x.dkr.ecr.eu-central-1.amazonaws.com/a:1", "image_repository_type": "ECR", "image_configuration": {
                    "port": "8000", "runtime_environment_variables": { "A": "b" }
                }}
            },
            "instance_configuration": { "cpu": "1024", "memory": "2048" },
            "health_check_configuration": { "protocol": "HTTP", "path": "/health", "interval": 10 },
            "network_configuration": { "ingress_configuration": { "is_publicly_accessible": true }, "egress_configuration": { "egress_type": "DEFAULT" } }
        })
    );
}
