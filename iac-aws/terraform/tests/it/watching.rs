//! Services that watch: X-Ray, Synthetics, Chatbot and GuardDuty.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/watch";

fn canary() -> Value {
    json!({
        "Name": "shop",
        "ArtifactConfig": { "S3Encryption": { "EncryptionMode": "SSE_S3" } },
        "ArtifactS3Location": "s3://shop/canary",
        "Code": { "Handler": "index.handler", "S3Bucket": "shop", "S3Key": "code.zip", "S3ObjectVersion": "1" },
        "DeleteLambdaResourcesOnCanaryDeletion": true,
        "ExecutionRoleArn": ROLE,
        "ProvisionedResourceCleanup": "AUTOMATIC",
        "RunConfig": { "TimeoutInSeconds": 60, "MemoryInMB": 960, "ActiveTracing": true, "EnvironmentVariables": { "A": "b" } },
        "RuntimeVersion": "syn-nodejs-puppeteer-9.1",
        "Schedule": { "Expression": "rate(5 minutes)", "DurationInSeconds": 0, "RetryConfig": { "MaxRetries": 1 } },
        "StartCanaryAfterCreation": true,
        "SuccessRetentionPeriod": 7,
        "FailureRetentionPeriod": 31,
        "VPCConfig": { "VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"] },
    })
}

/// A canary whose script stands in the template.
fn inline(script: &str) -> Value {
    json!({
        "Name": "inline", "ArtifactS3Location": { "Fn::Sub": "s3://${Bucket}/runs" }, "ExecutionRoleArn": ROLE,
        "RuntimeVersion": "syn-nodejs-puppeteer-17.0", "Schedule": { "Expression": "rate(5 minutes)" },
        "Code": { "Handler": "index.handler", "Script": script }, "StartCanaryAfterCreation": true,
    })
}

fn template() -> Value {
    json!({
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Canary": { "Type": "AWS::Synthetics::Canary", "Properties": canary() },
            "Bucket": { "Type": "AWS::S3::Bucket" },
            "Inline": { "Type": "AWS::Synthetics::Canary", "Properties": inline("exports.handler = async () => {};") },
            "Sampled": { "Type": "AWS::XRay::SamplingRule", "Properties": { "SamplingRule": {
                "RuleName": "checkout", "Priority": 100, "FixedRate": 0.1, "ReservoirSize": 5, "ServiceName": "shop",
                "ServiceType": "*", "Host": "*", "HTTPMethod": "POST", "URLPath": "/checkout", "ResourceARN": "*",
                "Attributes": { "Plan": "pro" },
            } } },
            "Faults": { "Type": "AWS::XRay::Group", "Properties": {
                "FilterExpression": "fault", "InsightsConfiguration": { "InsightsEnabled": true, "NotificationsEnabled": false },
            } },
            "Chat": { "Type": "AWS::Chatbot::SlackChannelConfiguration", "Properties": {
                "ConfigurationName": "shop", "IamRoleArn": ROLE, "LoggingLevel": "ERROR", "SlackChannelId": "C1",
                "SlackWorkspaceId": "T1", "SnsTopicArns": [{ "Ref": "Topic" }], "UserRoleRequired": true,
                "GuardrailPolicies": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            } },
            "Guard": { "Type": "AWS::GuardDuty::Detector", "Properties": {
                "Enable": true,
                "FindingPublishingFrequency": "ONE_HOUR",
                "Features": [
                    { "Name": "S3_DATA_EVENTS", "Status": "ENABLED" },
                    { "Name": "RUNTIME_MONITORING", "Status": "ENABLED",
                      "AdditionalConfiguration": [{ "Name": "ECS_FARGATE_AGENT_MANAGEMENT", "Status": "ENABLED" }] },
                ],
            } },
        },
        "Outputs": {
            "Rule": { "Value": { "Ref": "Sampled" } },
            "Group": { "Value": { "Fn::GetAtt": ["Faults", "GroupARN"] } },
            "Chat": { "Value": { "Ref": "Chat" } },
            "Guard": { "Value": { "Ref": "Guard" } },
        },
    })
}

#[test]
fn all_services() {
    check(&module(template()));
}

#[test]
fn canaries() {
    let module = module(template());
    assert_eq!(
        module["resource"]["aws_synthetics_canary"]["canary"],
        json!({
            "name": "shop",
            "artifact_config": { "s3_encryption": { "encryption_mode": "SSE_S3" } },
            "artifact_s3_location": "s3://shop/canary",
            "handler": "index.handler",
            "s3_bucket": "shop",
            "s3_key": "code.zip",
            "s3_version": "1",
            "delete_lambda": true,
            "execution_role_arn": ROLE,
            "run_config": {
                "timeout_in_seconds": 60, "memory_in_mb": 960, "active_tracing": true, "environment_variables": { "A": "b" },
            },
            "runtime_version": "syn-nodejs-puppeteer-9.1",
            "schedule": {
                "expression": "rate(5 minutes)", "duration_in_seconds": 0, "retry_config": { "max_retries": 1 },
            },
            "start_canary": true,
            "success_retention_period": 7,
            "failure_retention_period": 31,
            "vpc_config": { "subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"] },
        })
    );
    let found = diagnostics(json!({ "Resources": { "Canary": { "Type": "AWS::Synthetics::Canary", "Properties": {
        "Name": "shop", "ArtifactS3Location": "s3://shop", "ExecutionRoleArn": ROLE, "RuntimeVersion": "syn-1",
        "Schedule": { "Expression": "rate(0 minute)" },
        "Code": { "Handler": "index.handler", "Script": { "Fn::Sub": "// ${AWS::Region}" } },
        "ProvisionedResourceCleanup": "OFF",
    } } } }));
    let messages: Vec<_> = found.iter().map(|found| &*found.message).collect();
    assert_eq!(found.iter().filter(|found| found.code == "unmapped").count(), 2, "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("script is not written out")), "{messages:?}");
}

#[test]
fn a_script_becomes_an_archive_in_the_bucket_of_the_artifacts() {
    let of = |script: &str| {
        module(json!({ "Resources": {
            "Bucket": { "Type": "AWS::S3::Bucket" },
            "Canary": { "Type": "AWS::Synthetics::Canary", "Properties": inline(script) },
        } }))
    };
    let module = of("exports.handler = async () => {};");
    let object = &module["resource"]["aws_s3_object"]["canary_code"];
    let canary = &module["resource"]["aws_synthetics_canary"]["canary"];
    // The letters PK begin an archive.
    assert!(object["content_base64"].as_str().unwrap().starts_with("UEsDB"));
    assert_eq!(object["bucket"], "${split(\"/\", \"s3://${aws_s3_bucket.bucket.id}/runs\")[2]}");
    assert_eq!(canary["s3_bucket"], "${aws_s3_object.canary_code.bucket}");
    assert_eq!(canary["s3_key"], "${aws_s3_object.canary_code.key}");
    assert_eq!((&canary["handler"], &canary["script"]), (&json!("index.handler"), &Value::Null));
    let other = of("exports.handler = async () => 1;");
    assert_ne!(other["resource"]["aws_s3_object"]["canary_code"]["key"], object["key"]);
}

#[test]
fn traces() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_xray_sampling_rule"]["sampled"],
        json!({
            "rule_name": "checkout", "priority": 100, "fixed_rate": 0.1, "reservoir_size": 5, "service_name": "shop",
            "service_type": "*", "host": "*", "http_method": "POST", "url_path": "/checkout", "resource_arn": "*",
            "attributes": { "Plan": "pro" }, "version": 1,
        })
    );
    assert_eq!(
        resource["aws_xray_group"]["faults"],
        json!({
            "group_name": "${var.stack_name}-faults",
            "filter_expression": "fault",
            "insights_configuration": { "insights_enabled": true, "notifications_enabled": false },
        })
    );
    assert_eq!(module["output"]["rule"]["value"], "${aws_xray_sampling_rule.sampled.arn}");
    assert_eq!(module["output"]["group"]["value"], "${aws_xray_group.faults.arn}");
}

#[test]
fn chats_and_detectors() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_chatbot_slack_channel_configuration"]["chat"],
        json!({
            "configuration_name": "shop", "iam_role_arn": ROLE, "logging_level": "ERROR", "slack_channel_id": "C1",
            "slack_team_id": "T1", "sns_topic_arns": ["${aws_sns_topic.topic.arn}"], "user_authorization_required": true,
            "guardrail_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"], "region": "us-east-2",
        })
    );
    assert_eq!(
        module["output"]["chat"]["value"],
        "${aws_chatbot_slack_channel_configuration.chat.chat_configuration_arn}"
    );
    let features = &resource["aws_guardduty_detector_feature"];
    assert_eq!(
        features["guard_s3_data_events"],
        json!({ "detector_id": "${aws_guardduty_detector.guard.id}", "name": "S3_DATA_EVENTS", "status": "ENABLED" })
    );
    assert_eq!(
        features["guard_runtime_monitoring"]["additional_configuration"],
        json!([{ "name": "ECS_FARGATE_AGENT_MANAGEMENT", "status": "ENABLED" }])
    );
    assert_eq!(resource["aws_guardduty_detector"]["guard"]["finding_publishing_frequency"], "ONE_HOUR");
}
