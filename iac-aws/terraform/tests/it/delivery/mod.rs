//! What builds and ships: CodeBuild, CodeDeploy, CodePipeline, connections, App Runner, and state machines.

mod pipeline;
mod template;

use crate::support;
use serde_json::{Value, json};
use template::all;

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
            "auto_scaling_configuration_arn": "${aws_apprunner_auto_scaling_configuration_version.scaling.arn}",
            "source_configuration": {
                "auto_deployments_enabled": false,
                "authentication_configuration": { "access_role_arn": "arn:aws:iam::123456789012:role/pull" },
                "image_repository": { "image_identifier": "x.dkr.ecr.eu-central-1.amazonaws.com/a:1", "image_repository_type": "ECR", "image_configuration": {
                    "port": "8000", "runtime_environment_variables": { "A": "b" }
                }}
            },
            "instance_configuration": { "cpu": "1024", "memory": "2048" },
            "health_check_configuration": { "protocol": "HTTP", "path": "/health", "interval": 10 },
            "network_configuration": { "ingress_configuration": { "is_publicly_accessible": true }, "egress_configuration": { "egress_type": "VPC", "vpc_connector_arn": "${aws_apprunner_vpc_connector.connector.arn}" } }
        })
    );
    assert_eq!(
        resource("aws_apprunner_auto_scaling_configuration_version", "scaling"),
        json!({ "auto_scaling_configuration_name": "${var.stack_name}-scaling", "max_concurrency": 50, "min_size": 1, "max_size": 5 })
    );
    assert_eq!(
        resource("aws_apprunner_vpc_connector", "connector"),
        json!({ "vpc_connector_name": "${var.stack_name}-connector", "subnets": ["subnet-1"], "security_groups": ["sg-1"] })
    );
}

#[test]
fn connections_and_activities() {
    assert_eq!(
        resource("aws_codeconnections_connection", "code"),
        json!({ "name": "code", "provider_type": "GitLab" })
    );
    assert_eq!(resource("aws_sfn_activity", "work"), json!({ "name": "work", "tags": { "a": "b" } }));
}
