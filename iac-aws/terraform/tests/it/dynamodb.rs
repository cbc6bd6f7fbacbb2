//! Tables.

use crate::support::{check, diagnostics, module};
use serde_json::json;

#[test]
fn a_table() {
    let module = module(json!({
        "Resources": { "Orders": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "AttributeDefinitions": [
                    { "AttributeName": "customer", "AttributeType": "S" },
                    { "AttributeName": "placed", "AttributeType": "N" },
                    { "AttributeName": "state", "AttributeType": "S" },
                ],
                "KeySchema": [
                    { "AttributeName": "customer", "KeyType": "HASH" }, { "AttributeName": "placed", "KeyType": "RANGE" },
                ],
                "BillingMode": "PROVISIONED",
                "ProvisionedThroughput": { "ReadCapacityUnits": 5, "WriteCapacityUnits": 2 },
                "OnDemandThroughput": { "MaxReadRequestUnits": 100 },
                "WarmThroughput": { "ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000 },
                "GlobalSecondaryIndexes": [{
                    "IndexName": "by-state",
                    "KeySchema": [
                        { "AttributeName": "state", "KeyType": "HASH" }, { "AttributeName": "placed", "KeyType": "RANGE" },
                    ],
                    "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"] },
                    "ProvisionedThroughput": { "ReadCapacityUnits": 1, "WriteCapacityUnits": 1 },
                    "ContributorInsightsSpecification": { "Enabled": true },
                }],
                "LocalSecondaryIndexes": [{
                    "IndexName": "state-of",
                    "KeySchema": [
                        { "AttributeName": "customer", "KeyType": "HASH" }, { "AttributeName": "state", "KeyType": "RANGE" },
                    ],
                    "Projection": { "ProjectionType": "ALL" },
                }],
                "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 14 },
                "SSESpecification": {
                    "SSEEnabled": true, "SSEType": "KMS", "KMSMasterKeyId": "arn:aws:kms:eu-west-1:111122223333:key/k",
                },
                "StreamSpecification": {
                    "StreamViewType": "NEW_IMAGE",
                    "ResourcePolicy": { "PolicyDocument": { "Version": "2012-10-17", "Statement": [] } },
                },
                "TimeToLiveSpecification": { "AttributeName": "expires", "Enabled": true },
                "ResourcePolicy": { "PolicyDocument": { "Version": "2012-10-17", "Statement": [] } },
                "KinesisStreamSpecification": {
                    "StreamArn": "arn:aws:kinesis:eu-west-1:111122223333:stream/s",
                    "ApproximateCreationDateTimePrecision": "MICROSECOND",
                },
                "ContributorInsightsSpecification": { "Enabled": true, "Mode": "THROTTLED_KEYS" },
                "ImportSourceSpecification": {
                    "InputFormat": "CSV", "InputCompressionType": "GZIP",
                    "InputFormatOptions": { "Csv": { "Delimiter": ";", "HeaderList": ["customer"] } },
                    "S3BucketSource": { "S3Bucket": "b", "S3KeyPrefix": "p/", "S3BucketOwner": "111122223333" },
                },
                "TableClass": "STANDARD", "DeletionProtectionEnabled": true,
                "Tags": [{ "Key": "Team", "Value": "a" }],
            },
            "DeletionPolicy": "Retain",
        } },
        "Outputs": {
            "Name": { "Value": { "Ref": "Orders" } },
            "Arn": { "Value": { "Fn::GetAtt": ["Orders", "Arn"] } },
            "Stream": { "Value": { "Fn::GetAtt": ["Orders", "StreamArn"] } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_dynamodb_table"]["orders"],
        json!({
            "name": "${var.stack_name}-orders",
            "attribute": [
                { "name": "customer", "type": "S" }, { "name": "placed", "type": "N" }, { "name": "state", "type": "S" },
            ],
            "hash_key": "customer", "range_key": "placed",
            "billing_mode": "PROVISIONED", "read_capacity": 5, "write_capacity": 2,
            "on_demand_throughput": { "max_read_request_units": 100 },
            "warm_throughput": { "read_units_per_second": 12000, "write_units_per_second": 4000 },
            "global_secondary_index": [{
                "name": "by-state",
                "key_schema": [
                    { "attribute_name": "state", "key_type": "HASH" }, { "attribute_name": "placed", "key_type": "RANGE" },
                ],
                "projection_type": "INCLUDE", "non_key_attributes": ["total"], "read_capacity": 1, "write_capacity": 1,
            }],
            "local_secondary_index": [{ "name": "state-of", "range_key": "state", "projection_type": "ALL" }],
            "point_in_time_recovery": { "enabled": true, "recovery_period_in_days": 14 },
            "server_side_encryption": { "enabled": true, "kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/k" },
            "stream_enabled": true, "stream_view_type": "NEW_IMAGE",
            "ttl": { "attribute_name": "expires", "enabled": true },
            "import_table": {
                "input_format": "CSV", "input_compression_type": "GZIP",
                "input_format_options": { "csv": { "delimiter": ";", "header_list": ["customer"] } },
                "s3_bucket_source": { "bucket": "b", "key_prefix": "p/", "bucket_owner": "111122223333" },
            },
            "table_class": "STANDARD", "deletion_protection_enabled": true, "tags": { "Team": "a" },
            "lifecycle": { "prevent_destroy": true },
        })
    );
    let policy = "${jsonencode({Statement = [], Version = \"2012-10-17\"})}";
    let policies = &resources["aws_dynamodb_resource_policy"];
    assert_eq!(policies["orders"], json!({ "resource_arn": "${aws_dynamodb_table.orders.arn}", "policy": policy }));
    assert_eq!(
        policies["orders_stream"],
        json!({ "resource_arn": "${aws_dynamodb_table.orders.stream_arn}", "policy": policy })
    );
    assert_eq!(
        resources["aws_dynamodb_kinesis_streaming_destination"]["orders"],
        json!({
            "table_name": "${aws_dynamodb_table.orders.name}",
            "stream_arn": "arn:aws:kinesis:eu-west-1:111122223333:stream/s",
            "approximate_creation_date_time_precision": "MICROSECOND",
        })
    );
    let insights = &resources["aws_dynamodb_contributor_insights"];
    assert_eq!(
        insights["orders"],
        json!({ "table_name": "${aws_dynamodb_table.orders.name}", "mode": "THROTTLED_KEYS" })
    );
    assert_eq!(
        insights["orders_by_state"],
        json!({ "table_name": "${aws_dynamodb_table.orders.name}", "index_name": "by-state" })
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_dynamodb_table.orders.name}");
    assert_eq!(module["output"]["arn"]["value"], "${aws_dynamodb_table.orders.arn}");
    assert_eq!(module["output"]["stream"]["value"], "${aws_dynamodb_table.orders.stream_arn}");
}

#[test]
fn a_plain_table_and_an_index_of_vectors() {
    let mut template = json!({ "Resources": { "Plain": { "Type": "AWS::DynamoDB::Table", "Properties": {
        "TableName": "plain", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "ContributorInsightsSpecification": { "Enabled": false },
    } } } });
    let plain = module(template.clone());
    assert_eq!(
        plain["resource"],
        json!({ "aws_dynamodb_table": { "plain": {
            "name": "plain", "billing_mode": "PAY_PER_REQUEST", "attribute": [{ "name": "id", "type": "S" }],
            "hash_key": "id",
        } } })
    );
    template["Resources"]["Plain"]["Properties"]["VectorIndexes"] = json!([{ "IndexName": "v" }]);
    let found = diagnostics(template);
    assert!(found.iter().any(|found| found.message.contains("`VectorIndexes`")), "{found:?}");
}

/// Terraform leaves alone what Application Auto Scaling changes.
#[test]
fn a_table_that_is_scaled() {
    let target = |dimension: &str| {
        json!({ "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": {
        "ServiceNamespace": "dynamodb", "ScalableDimension": dimension, "MinCapacity": 1, "MaxCapacity": 10,
        "ResourceId": { "Fn::Join": ["/", ["table", { "Ref": "Orders" }]] },
    } })
    };
    let table = || {
        json!({ "Type": "AWS::DynamoDB::Table", "Properties": {
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "ProvisionedThroughput": { "ReadCapacityUnits": 1, "WriteCapacityUnits": 1 },
    } })
    };
    let module = module(json!({ "Resources": {
        "Orders": table(), "Other": table(),
        "Reads": target("dynamodb:table:ReadCapacityUnits"), "Writes": target("dynamodb:table:WriteCapacityUnits"),
    } }));
    let tables = &module["resource"]["aws_dynamodb_table"];
    assert_eq!(tables["orders"]["lifecycle"], json!({ "ignore_changes": ["read_capacity", "write_capacity"] }));
    assert_eq!(tables["other"].get("lifecycle"), None);
}
