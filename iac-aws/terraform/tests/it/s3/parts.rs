use crate::support::{diagnostics, module};
use serde_json::{Value, json};

/// The part of a bucket with these properties.
fn part(name: &str, properties: Value) -> Value {
    let module = module(json!({"Resources": {"Data": {"Type": "AWS::S3::Bucket", "Properties": properties}}}));
    module["resource"][name].clone()
}

const BUCKET: &str = "${aws_s3_bucket.data.id}";

#[test]
fn notifications() {
    let filter = json!({"S3Key": {"Rules": [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".csv"}]}});
    let topic = "arn:aws:sns:eu-central-1:123456789012:new";
    let notification = part(
        "aws_s3_bucket_notification",
        json!({"NotificationConfiguration": {
            "EventBridgeConfiguration": {"EventBridgeEnabled": true},
            "LambdaConfigurations": [{"Event": "s3:ObjectRemoved:*", "Function": "arn:f"}],
            "QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": "arn:q", "Filter": filter}],
            "TopicConfigurations": [{"Event": "s3:ObjectCreated:Put", "Topic": topic}]}}),
    );
    assert_eq!(
        notification["data"],
        json!({
            "bucket": BUCKET,
            "eventbridge": true,
            "lambda_function": [{"events": ["s3:ObjectRemoved:*"], "lambda_function_arn": "arn:f"}],
            "queue": [{
                "events": ["s3:ObjectCreated:*"], "queue_arn": "arn:q", "filter_prefix": "in/", "filter_suffix": ".csv"
            }],
            "topic": [{"events": ["s3:ObjectCreated:Put"], "topic_arn": topic}]
        })
    );
}

#[test]
fn replication() {
    let rule = json!({
        "Id": "all", "Status": "Enabled", "Priority": 1,
        "Filter": {"And": {"Prefix": "p", "TagFilters": [{"Key": "k", "Value": "v"}]}},
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": {
            "Bucket": "arn:aws:s3:::copy", "StorageClass": "STANDARD_IA", "Account": "123456789012",
            "AccessControlTranslation": {"Owner": "Destination"},
            "EncryptionConfiguration": {"ReplicaKmsKeyID": "key"},
            "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
            "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}}}
    });
    let replication = part(
        "aws_s3_bucket_replication_configuration",
        json!({"ReplicationConfiguration": {"Role": "arn:aws:iam::123456789012:role/r", "Rules": [rule]}}),
    );
    assert_eq!(
        replication["data"],
        json!({
            "bucket": BUCKET,
            "role": "arn:aws:iam::123456789012:role/r",
            "rule": [{
                "id": "all", "status": "Enabled", "priority": 1,
                "filter": {"and": {"prefix": "p", "tags": {"k": "v"}}},
                "delete_marker_replication": {"status": "Disabled"},
                "source_selection_criteria": {"sse_kms_encrypted_objects": {"status": "Enabled"}},
                "destination": {
                    "bucket": "arn:aws:s3:::copy", "storage_class": "STANDARD_IA", "account": "123456789012",
                    "access_control_translation": {"owner": "Destination"},
                    "encryption_configuration": {"replica_kms_key_id": "key"},
                    "metrics": {"status": "Enabled", "event_threshold": {"minutes": 15}},
                    "replication_time": {"status": "Enabled", "time": {"minutes": 15}}
                }
            }]
        })
    );
}

#[test]
fn reports() {
    let properties = json!({
        "AnalyticsConfigurations": [
            {"Id": "plain", "StorageClassAnalysis": {}},
            {"Id": "Exported", "Prefix": "x", "StorageClassAnalysis": {"DataExport": {
                "OutputSchemaVersion": "V_1", "Destination": {"BucketArn": "arn:aws:s3:::r", "Format": "CSV"}}}}],
        "IntelligentTieringConfigurations": [{
            "Id": "cold", "Status": "Enabled", "TagFilters": [{"Key": "k", "Value": "v"}],
            "Tierings": [{"AccessTier": "ARCHIVE_ACCESS", "Days": 90}]}],
        "InventoryConfigurations": [{
            "Id": "weekly", "Enabled": true, "IncludedObjectVersions": "All", "ScheduleFrequency": "Weekly",
            "OptionalFields": ["Size"], "Prefix": "x",
            "Destination": {"BucketArn": "arn:aws:s3:::r", "BucketAccountId": "123456789012", "Format": "CSV"}}],
        "MetricsConfigurations": [{"Id": "all"}]
    });
    assert_eq!(
        part("aws_s3_bucket_analytics_configuration", properties.clone()),
        json!({
            "data_plain": {"bucket": BUCKET, "name": "plain"},
            "data_exported": {
                "bucket": BUCKET, "name": "Exported", "filter": {"prefix": "x"},
                "storage_class_analysis": {"data_export": {
                    "output_schema_version": "V_1",
                    "destination": {"s3_bucket_destination": {"bucket_arn": "arn:aws:s3:::r", "format": "CSV"}}}}
            }
        })
    );
    assert_eq!(
        part("aws_s3_bucket_intelligent_tiering_configuration", properties.clone())["data_cold"],
        json!({
            "bucket": BUCKET, "name": "cold", "status": "Enabled", "filter": {"tags": {"k": "v"}},
            "tiering": [{"access_tier": "ARCHIVE_ACCESS", "days": 90}]
        })
    );
    assert_eq!(
        part("aws_s3_bucket_inventory", properties.clone())["data_weekly"],
        json!({
            "bucket": BUCKET, "name": "weekly", "enabled": true, "included_object_versions": "All",
            "schedule": {"frequency": "Weekly"}, "optional_fields": ["Size"], "filter": {"prefix": "x"},
            "destination": {"bucket": {
                "bucket_arn": "arn:aws:s3:::r", "account_id": "123456789012", "format": "CSV"}}
        })
    );
    assert_eq!(part("aws_s3_bucket_metric", properties)["data_all"], json!({"bucket": BUCKET, "name": "all"}));
}

#[test]
fn smaller_parts() {
    let of = |name: &str, properties: Value| part(name, properties)["data"].clone();
    assert_eq!(
        of(
            "aws_s3_bucket_accelerate_configuration",
            json!({"AccelerateConfiguration": {"AccelerationStatus": "Enabled"}})
        ),
        json!({"bucket": BUCKET, "status": "Enabled"})
    );
    assert_eq!(
        of(
            "aws_s3_bucket_cors_configuration",
            json!({"CorsConfiguration": {"CorsRules": [{
            "AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "ExposedHeaders": ["ETag"], "MaxAge": 60}]}})
        ),
        json!({"bucket": BUCKET, "cors_rule": [{
            "allowed_methods": ["GET"], "allowed_origins": ["*"], "expose_headers": ["ETag"], "max_age_seconds": 60}]})
    );
    assert_eq!(
        of(
            "aws_s3_bucket_object_lock_configuration",
            json!({"ObjectLockEnabled": true, "ObjectLockConfiguration": {
            "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 5}}}})
        ),
        json!({
            "bucket": BUCKET, "object_lock_enabled": "Enabled",
            "rule": {"default_retention": {"mode": "GOVERNANCE", "days": 5}}
        })
    );
    assert_eq!(
        of(
            "aws_s3_bucket_website_configuration",
            json!({"WebsiteConfiguration": {
            "IndexDocument": "index.html", "ErrorDocument": "error.html",
            "RoutingRules": [{"RoutingRuleCondition": {"KeyPrefixEquals": "a"}, "RedirectRule": {"HostName": "b"}}]}})
        ),
        json!({
            "bucket": BUCKET, "index_document": {"suffix": "index.html"}, "error_document": {"key": "error.html"},
            "routing_rule": [{"condition": {"key_prefix_equals": "a"}, "redirect": {"host_name": "b"}}]
        })
    );
}

#[test]
fn names_with_a_prefix() {
    let of = |properties: Value| part("aws_s3_bucket", properties)["data"].clone();
    assert_eq!(
        of(json!({"BucketNamePrefix": "shop", "BucketNamespace": "account-regional"})),
        json!({
            "bucket": "shop-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.region}-an",
            "bucket_namespace": "account-regional"
        })
    );
    assert_eq!(of(json!({"BucketNamePrefix": "shop"})), json!({"bucket_prefix": "shop-"}));
}

#[test]
fn metadata() {
    let of = |configuration: Value| {
        part("aws_s3_bucket_metadata_configuration", json!({"MetadataConfiguration": configuration}))["data"].clone()
    };
    assert_eq!(
        of(json!({"JournalTableConfiguration": {
            "RecordExpiration": {"Expiration": "ENABLED", "Days": 30},
            "EncryptionConfiguration": {"SseAlgorithm": "AES256"}}})),
        json!({
            "bucket": BUCKET,
            "metadata_configuration": [{
                "inventory_table_configuration": [{"configuration_state": "DISABLED"}],
                "journal_table_configuration": [{
                    "record_expiration": [{"expiration": "ENABLED", "days": 30}],
                    "encryption_configuration": [{"sse_algorithm": "AES256"}]
                }]
            }]
        })
    );
    let both = of(json!({
        "InventoryTableConfiguration": {"ConfigurationState": "ENABLED"},
        "JournalTableConfiguration": {"RecordExpiration": {"Expiration": "DISABLED"}}}));
    assert_eq!(
        both["metadata_configuration"][0]["inventory_table_configuration"],
        json!([{"configuration_state": "ENABLED"}])
    );
}

#[test]
fn a_bucket_logs_into_itself_unless_told_otherwise() {
    let of = |properties: Value| part("aws_s3_bucket_logging", properties)["data"].clone();
    assert_eq!(
        of(json!({"LoggingConfiguration": {"TargetObjectKeyFormat": {"SimplePrefix": {}}}})),
        json!({
            "bucket": BUCKET, "target_bucket": BUCKET, "target_prefix": "",
            "target_object_key_format": {"simple_prefix": {}}
        })
    );
    assert_eq!(
        of(json!({"LoggingConfiguration": {"DestinationBucketName": "logs", "LogFilePrefix": "data/"}})),
        json!({"bucket": BUCKET, "target_bucket": "logs", "target_prefix": "data/"})
    );
}

#[test]
fn grants_come_after_the_controls_that_allow_them() {
    let grants = |access: &str| {
        part(
            "aws_s3_bucket_acl",
            json!({
                "AccessControl": access,
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
            }),
        )
    };
    assert_eq!(
        grants("LogDeliveryWrite")["data"],
        json!({"bucket": "${aws_s3_bucket_ownership_controls.data.bucket}", "acl": "log-delivery-write"})
    );
    assert_eq!(grants("Private"), Value::Null);
}

#[test]
fn what_terraform_lacks_is_an_error_that_names_it() {
    let found = diagnostics(json!({"Resources": {"Data": {"Type": "AWS::S3::Bucket", "Properties": {
        "ReplicationConfiguration": {"Role": "r", "Rules": [
            {"Prefix": "old", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}}}}}));
    assert!(found.iter().any(|one| one.code == "unmapped" && one.message.contains("`Prefix`")), "{found:?}");
}
