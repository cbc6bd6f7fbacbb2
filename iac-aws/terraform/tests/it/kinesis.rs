//! `AWS::Kinesis` and `AWS::KinesisFirehose`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/firehose";
const BUCKET: &str = "arn:aws:s3:::shop";

fn backup() -> Value {
    json!({
        "BucketARN": BUCKET,
        "RoleARN": ROLE,
        "BufferingHints": { "IntervalInSeconds": 60, "SizeInMBs": 1 },
        "CloudWatchLoggingOptions": { "Enabled": false },
        "CompressionFormat": "GZIP",
        "EncryptionConfiguration": { "NoEncryptionConfig": "NoEncryption" },
        "Prefix": "backup/",
        "ErrorOutputPrefix": "errors/",
    })
}

fn backed_up() -> Value {
    json!({
        "bucket_arn": BUCKET,
        "role_arn": ROLE,
        "buffering_interval": 60,
        "buffering_size": 1,
        "cloudwatch_logging_options": { "enabled": false },
        "compression_format": "GZIP",
        "prefix": "backup/",
        "error_output_prefix": "errors/",
    })
}

fn to_bucket() -> Value {
    json!({
        "BucketARN": BUCKET,
        "RoleARN": ROLE,
        "BufferingHints": { "IntervalInSeconds": 300, "SizeInMBs": 128 },
        "CloudWatchLoggingOptions": { "Enabled": true, "LogGroupName": "/shop/firehose", "LogStreamName": "s3" },
        "CustomTimeZone": "UTC",
        "EncryptionConfiguration": { "KMSEncryptionConfig": { "AWSKMSKeyARN": "arn:aws:kms:eu-west-1:123456789012:key/k" } },
        "DynamicPartitioningConfiguration": { "Enabled": true, "RetryOptions": { "DurationInSeconds": 300 } },
        "ProcessingConfiguration": { "Enabled": true, "Processors": [{
            "Type": "Lambda",
            "Parameters": [{ "ParameterName": "LambdaArn", "ParameterValue": "arn:aws:lambda:eu-west-1:123456789012:function:f" }],
        }] },
        "DataFormatConversionConfiguration": {
            "Enabled": true,
            "InputFormatConfiguration": { "Deserializer": { "OpenXJsonSerDe": { "CaseInsensitive": true } } },
            "OutputFormatConfiguration": { "Serializer": { "ParquetSerDe": { "Compression": "SNAPPY" } } },
            "SchemaConfiguration": { "DatabaseName": "shop", "TableName": "orders", "RoleARN": ROLE, "Region": "eu-west-1" },
        },
        "S3BackupMode": "Enabled",
        "S3BackupConfiguration": backup(),
    })
}

fn template() -> Value {
    json!({
        "Resources": {
            "Orders": { "Type": "AWS::Kinesis::Stream", "Properties": {
                "ShardCount": 2,
                "RetentionPeriodHours": 48,
                "MaxRecordSizeInKiB": 2048,
                "DesiredShardLevelMetrics": ["IncomingBytes"],
                "StreamEncryption": { "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" },
                "StreamModeDetails": { "StreamMode": "PROVISIONED" },
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Bucket": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                "DeliveryStreamType": "KinesisStreamAsSource",
                "KinesisStreamSourceConfiguration": { "KinesisStreamARN": { "Fn::GetAtt": ["Orders", "Arn"] }, "RoleARN": ROLE },
                "ExtendedS3DestinationConfiguration": to_bucket(),
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Plain": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                "DeliveryStreamName": "plain",
                "DeliveryStreamEncryptionConfigurationInput": { "KeyType": "AWS_OWNED_CMK" },
                "S3DestinationConfiguration": backup(),
            } },
            "Http": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                "HttpEndpointDestinationConfiguration": {
                    "EndpointConfiguration": { "Url": "https://example.com", "Name": "logs" },
                    "RequestConfiguration": {
                        "ContentEncoding": "GZIP",
                        "CommonAttributes": [{ "AttributeName": "a", "AttributeValue": "b" }],
                    },
                    "RetryOptions": { "DurationInSeconds": 60 },
                    "RoleARN": ROLE,
                    "S3BackupMode": "FailedDataOnly",
                    "S3Configuration": backup(),
                    "SecretsManagerConfiguration": {
                        "Enabled": true, "RoleARN": ROLE, "SecretARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s",
                    },
                },
            } },
            "Search": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                "AmazonopensearchserviceDestinationConfiguration": {
                    "DomainARN": "arn:aws:es:eu-west-1:123456789012:domain/d",
                    "IndexName": "orders",
                    "RoleARN": ROLE,
                    "BufferingHints": { "IntervalInSeconds": 60, "SizeInMBs": 5 },
                    "DocumentIdOptions": { "DefaultDocumentIdFormat": "NO_DOCUMENT_ID" },
                    "S3Configuration": backup(),
                    "VpcConfiguration": { "RoleARN": ROLE, "SecurityGroupIds": ["sg-1"], "SubnetIds": ["subnet-1"] },
                },
            } },
            "Splunk": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
                "SplunkDestinationConfiguration": {
                    "HECEndpoint": "https://splunk.example.com",
                    "HECEndpointType": "Raw",
                    "HECAcknowledgmentTimeoutInSeconds": 300,
                    "S3Configuration": backup(),
                },
            } },
        },
        "Outputs": { "Arn": { "Value": { "Fn::GetAtt": ["Bucket", "Arn"] } }, "Name": { "Value": { "Ref": "Orders" } } },
    })
}

#[test]
fn streams() {
    let module = module(template());
    assert_eq!(
        module["resource"]["aws_kinesis_stream"]["orders"],
        json!({
            "name": "${var.stack_name}-orders",
            "shard_count": 2,
            "retention_period": 48,
            "max_record_size_in_kib": 2048,
            "shard_level_metrics": ["IncomingBytes"],
            "encryption_type": "KMS",
            "kms_key_id": "alias/aws/kinesis",
            "stream_mode_details": { "stream_mode": "PROVISIONED" },
            "tags": { "Product": "shop" },
        })
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_kinesis_stream.orders.name}");
    check(&module);
}

#[test]
fn buckets() {
    let module = module(template());
    let streams = &module["resource"]["aws_kinesis_firehose_delivery_stream"];
    let bucket = &streams["bucket"];
    assert_eq!(bucket["name"], "${var.stack_name}-bucket");
    assert_eq!(bucket["destination"], "extended_s3");
    assert_eq!(
        bucket["kinesis_source_configuration"],
        json!({ "kinesis_stream_arn": "${aws_kinesis_stream.orders.arn}", "role_arn": ROLE })
    );
    assert_eq!(
        bucket["extended_s3_configuration"],
        json!({
            "bucket_arn": BUCKET,
            "role_arn": ROLE,
            "buffering_interval": 300,
            "buffering_size": 128,
            "cloudwatch_logging_options": { "enabled": true, "log_group_name": "/shop/firehose", "log_stream_name": "s3" },
            "custom_time_zone": "UTC",
            "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/k",
            "dynamic_partitioning_configuration": { "enabled": true, "retry_duration": 300 },
            "processing_configuration": { "enabled": true, "processors": [{
                "type": "Lambda",
                "parameters": [{
                    "parameter_name": "LambdaArn",
                    "parameter_value": "arn:aws:lambda:eu-west-1:123456789012:function:f",
                }],
            }] },
            "data_format_conversion_configuration": {
                "enabled": true,
                "input_format_configuration": { "deserializer": { "open_x_json_ser_de": { "case_insensitive": true } } },
                "output_format_configuration": { "serializer": { "parquet_ser_de": { "compression": "SNAPPY" } } },
                "schema_configuration": {
                    "database_name": "shop", "table_name": "orders", "role_arn": ROLE, "region": "eu-west-1",
                },
            },
            "s3_backup_mode": "Enabled",
            "s3_backup_configuration": backed_up(),
        })
    );
    assert_eq!(streams["plain"]["extended_s3_configuration"], backed_up());
    assert_eq!(streams["plain"]["server_side_encryption"], json!({ "enabled": true, "key_type": "AWS_OWNED_CMK" }));
}

#[test]
fn other_destinations() {
    let module = module(template());
    let streams = &module["resource"]["aws_kinesis_firehose_delivery_stream"];
    assert_eq!(streams["http"]["destination"], "http_endpoint");
    let http = &streams["http"]["http_endpoint_configuration"];
    assert_eq!((&http["url"], &http["name"]), (&json!("https://example.com"), &json!("logs")));
    assert_eq!(http["request_configuration"]["common_attributes"], json!([{ "name": "a", "value": "b" }]));
    assert_eq!(http["retry_duration"], 60);
    assert_eq!(http["s3_configuration"], backed_up());
    assert_eq!(http["secrets_manager_configuration"]["enabled"], true);
    assert_eq!(streams["search"]["destination"], "opensearch");
    let search = &streams["search"]["opensearch_configuration"];
    assert_eq!(search["document_id_options"], json!({ "default_document_id_format": "NO_DOCUMENT_ID" }));
    assert_eq!(
        search["vpc_config"],
        json!({ "role_arn": ROLE, "security_group_ids": ["sg-1"], "subnet_ids": ["subnet-1"] })
    );
    assert_eq!(streams["splunk"]["splunk_configuration"]["hec_acknowledgment_timeout"], 300);
}

#[test]
fn tokens_would_be_in_the_state() {
    let found = diagnostics(
        json!({ "Resources": { "Splunk": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": {
        "SplunkDestinationConfiguration": {
            "HECEndpoint": "https://splunk.example.com", "HECEndpointType": "Raw", "HECToken": "x", "S3Configuration": backup(),
        },
    } } } }),
    );
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["secret-in-state"]);
}
