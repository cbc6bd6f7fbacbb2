//! What is looked up later: CloudTrail, Athena and Glue.

use crate::support::{check, module};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/watch";

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
            "Logs": { "Type": "AWS::Logs::LogGroup" },
            "Trail": { "Type": "AWS::CloudTrail::Trail", "Properties": trail() },
            "Chosen": { "Type": "AWS::CloudTrail::Trail", "Properties": {
                "TrailName": "chosen", "IsLogging": false, "S3BucketName": "trail",
                "AdvancedEventSelectors": [{ "Name": "data", "FieldSelectors": [{ "Field": "eventCategory", "Equals": ["Data"] }] }],
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
            "Trail": { "Value": { "Ref": "Trail" } },
            "Engine": { "Value": { "Fn::GetAtt": ["Queries", "WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion"] } },
        },
    })
}

#[test]
fn trails() {
    let module = module(template());
    check(&module);
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
            "cloud_watch_logs_group_arn": "${aws_cloudwatch_log_group.logs.arn}:*",
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
