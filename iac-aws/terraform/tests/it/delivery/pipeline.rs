//! Builds, pipelines and deployments.

use super::resource;
use crate::support;
use serde_json::json;

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
