//! Services that watch or ask: X-Ray, Synthetics, Chatbot, CloudTrail, GuardDuty, Athena and Glue.

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
        "Schedule": { "Expression": "rate(5 minutes)", "DurationInSeconds": "0", "RetryConfig": { "MaxRetries": 1 } },
        "StartCanaryAfterCreation": true,
        "SuccessRetentionPeriod": 7,
        "FailureRetentionPeriod": 31,
        "VPCConfig": { "VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"] },
    })
}

fn trail() -> Value {
    json!({
        "IsLogging": true,
        "IsMultiRegionTrail": true,
        "EnableLogFileValidation": true,
        "IncludeGlobalServiceEvents": true,
        "S3BucketName": "trail",
        "S3KeyPrefix": "all",
        "KMSKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k",
        "CloudWatchLogsLogGroupArn": { "Fn::GetAtt": ["Logs", "Arn"] },
        "CloudWatchLogsRoleArn": ROLE,
        "EventSelectors": [{
            "ReadWriteType": "All",
            "IncludeManagementEvents": true,
            "ExcludeManagementEventSources": ["kms.amazonaws.com"],
            "DataResources": [{ "Type": "AWS::S3::Object", "Values": ["arn:aws:s3"] }],
        }],
        "InsightSelectors": [{ "InsightType": "ApiCallRateInsight" }],
    })
}

fn work_group() -> Value {
    json!({
        "State": "ENABLED",
        "RecursiveDeleteOption": true,
        "WorkGroupConfiguration": {
            "BytesScannedCutoffPerQuery": 10485760,
            "EnforceWorkGroupConfiguration": true,
            "EngineVersion": { "SelectedEngineVersion": "AUTO" },
            "PublishCloudWatchMetricsEnabled": true,
            "RequesterPaysEnabled": false,
            "ResultConfiguration": {
                "OutputLocation": "s3://shop/results/",
                "ExpectedBucketOwner": "123456789012",
                "AclConfiguration": { "S3AclOption": "BUCKET_OWNER_FULL_CONTROL" },
                "EncryptionConfiguration": { "EncryptionOption": "SSE_KMS", "KmsKey": "arn:aws:kms:eu-west-1:123456789012:key/k" },
            },
        },
    })
}

fn template() -> Value {
    json!({
        "Resources": {
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Logs": { "Type": "AWS::Logs::LogGroup" },
            "Canary": { "Type": "AWS::Synthetics::Canary", "Properties": canary() },
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
            "Trail": { "Type": "AWS::CloudTrail::Trail", "Properties": trail() },
            "Chosen": { "Type": "AWS::CloudTrail::Trail", "Properties": {
                "TrailName": "chosen", "IsLogging": false, "S3BucketName": "trail",
                "AdvancedEventSelectors": [{ "Name": "data", "FieldSelectors": [{ "Field": "eventCategory", "Equals": ["Data"] }] }],
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
            "Queries": { "Type": "AWS::Athena::WorkGroup", "Properties": work_group() },
            "Tables": { "Type": "AWS::Glue::Database", "Properties": { "CatalogId": { "Ref": "AWS::AccountId" }, "DatabaseInput": {
                "Name": "shop", "LocationUri": "s3://shop/", "Parameters": { "a": "b" },
                "CreateTableDefaultPermissions": [{
                    "Permissions": ["ALL"], "Principal": { "DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS" },
                }],
            } } },
        },
        "Outputs": {
            "Rule": { "Value": { "Ref": "Sampled" } },
            "Group": { "Value": { "Fn::GetAtt": ["Faults", "GroupARN"] } },
            "Chat": { "Value": { "Ref": "Chat" } },
            "Trail": { "Value": { "Ref": "Trail" } },
            "Guard": { "Value": { "Ref": "Guard" } },
            "Engine": { "Value": { "Fn::GetAtt": ["Queries", "WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion"] } },
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
                "expression": "rate(5 minutes)", "duration_in_seconds": "0", "retry_config": { "max_retries": 1 },
            },
            "start_canary": true,
            "success_retention_period": 7,
            "failure_retention_period": 31,
            "vpc_config": { "subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"] },
        })
    );
    let found = diagnostics(json!({ "Resources": { "Canary": { "Type": "AWS::Synthetics::Canary", "Properties": {
        "Name": "shop", "ArtifactS3Location": "s3://shop", "ExecutionRoleArn": ROLE, "RuntimeVersion": "syn-1",
        "Schedule": { "Expression": "rate(0 minute)" }, "Code": { "Handler": "index.handler", "Script": "…" },
        "ProvisionedResourceCleanup": "OFF",
    } } } }));
    let messages: Vec<_> = found.iter().map(|found| &*found.message).collect();
    assert_eq!(found.iter().filter(|found| found.code == "unmapped").count(), 2, "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("`Script`")), "{messages:?}");
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
            "guardrail_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
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

#[test]
fn trails() {
    let module = module(template());
    let trails = &module["resource"]["aws_cloudtrail"];
    assert_eq!(
        trails["trail"],
        json!({
            "name": "${var.stack_name}-trail",
            "enable_logging": true,
            "is_multi_region_trail": true,
            "enable_log_file_validation": true,
            "include_global_service_events": true,
            "s3_bucket_name": "trail",
            "s3_key_prefix": "all",
            "kms_key_id": "arn:aws:kms:eu-west-1:123456789012:key/k",
            "cloud_watch_logs_group_arn": "${\"${aws_cloudwatch_log_group.logs.arn}:*\"}",
            "cloud_watch_logs_role_arn": ROLE,
            "event_selector": [{
                "read_write_type": "All",
                "include_management_events": true,
                "exclude_management_event_sources": ["kms.amazonaws.com"],
                "data_resource": [{ "type": "AWS::S3::Object", "values": ["arn:aws:s3"] }],
            }],
            "insight_selector": [{ "insight_type": "ApiCallRateInsight" }],
        })
    );
    assert_eq!(
        trails["chosen"]["advanced_event_selector"],
        json!([{ "name": "data", "field_selector": [{ "field": "eventCategory", "equals": ["Data"] }] }])
    );
    assert_eq!(module["output"]["trail"]["value"], "${aws_cloudtrail.trail.name}");
}

#[test]
fn queries() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_athena_workgroup"]["queries"],
        json!({
            "name": "${var.stack_name}-queries",
            "state": "ENABLED",
            "force_destroy": true,
            "configuration": {
                "bytes_scanned_cutoff_per_query": 10485760,
                "enforce_workgroup_configuration": true,
                "engine_version": { "selected_engine_version": "AUTO" },
                "publish_cloudwatch_metrics_enabled": true,
                "requester_pays_enabled": false,
                "result_configuration": {
                    "output_location": "s3://shop/results/",
                    "expected_bucket_owner": "123456789012",
                    "acl_configuration": { "s3_acl_option": "BUCKET_OWNER_FULL_CONTROL" },
                    "encryption_configuration": {
                        "encryption_option": "SSE_KMS", "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/k",
                    },
                },
            },
        })
    );
    assert_eq!(
        module["output"]["engine"]["value"],
        "${aws_athena_workgroup.queries.configuration[0].engine_version[0].effective_engine_version}"
    );
    let tables = &resource["aws_glue_catalog_database"]["tables"];
    assert_eq!(tables["name"], "shop");
    assert_eq!(tables["catalog_id"], "${data.aws_caller_identity.current.account_id}");
    assert_eq!(
        tables["create_table_default_permission"],
        json!([{ "permissions": ["ALL"], "principal": { "data_lake_principal_identifier": "IAM_ALLOWED_PRINCIPALS" } }])
    );
}
