mod lifecycle;
mod parts;

use crate::support::{check, module};
use serde_json::json;

#[test]
fn a_bucket_and_its_policy() {
    let module = module(json!({
        "Resources": {
            "Archive": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": {
                "BucketEncryption": {"ServerSideEncryptionConfiguration": [{
                    "BucketKeyEnabled": true,
                    "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/archive"}}]},
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true,
                    "RestrictPublicBuckets": true},
                "Tags": [{"Key": "Product", "Value": "shop"}],
                "VersioningConfiguration": {"Status": "Enabled"}}},
            "ArchivePolicy": {"Type": "AWS::S3::BucketPolicy", "Properties": {
                "Bucket": {"Ref": "Archive"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                    "Effect": "Deny", "Principal": "*", "Action": "s3:*",
                    "Resource": {"Fn::Sub": "${Archive.Arn}/*"}}]}}}
        }
    }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_s3_bucket"]["archive"],
        json!({
            "bucket_prefix": "${var.stack_name}-archive-",
            "tags": {"Product": "shop"},
            "lifecycle": {"prevent_destroy": true}
        })
    );
    assert_eq!(
        resources["aws_s3_bucket_server_side_encryption_configuration"]["archive"],
        json!({
            "bucket": "${aws_s3_bucket.archive.id}",
            "rule": [{
                "apply_server_side_encryption_by_default":
                    {"kms_master_key_id": "alias/archive", "sse_algorithm": "aws:kms"},
                "bucket_key_enabled": true
            }]
        })
    );
    assert_eq!(
        resources["aws_s3_bucket_ownership_controls"]["archive"],
        json!({"bucket": "${aws_s3_bucket.archive.id}", "rule": {"object_ownership": "BucketOwnerEnforced"}})
    );
    assert_eq!(
        resources["aws_s3_bucket_public_access_block"]["archive"],
        json!({
            "bucket": "${aws_s3_bucket.archive.id}", "block_public_acls": true, "block_public_policy": true,
            "ignore_public_acls": true, "restrict_public_buckets": true
        })
    );
    assert_eq!(
        resources["aws_s3_bucket_versioning"]["archive"],
        json!({"bucket": "${aws_s3_bucket.archive.id}", "versioning_configuration": {"status": "Enabled"}})
    );
    let policy = &resources["aws_s3_bucket_policy"]["archive_policy"];
    assert_eq!(policy["bucket"], "${aws_s3_bucket.archive.id}");
    let text = policy["policy"].as_str().unwrap();
    assert!(text.starts_with("${jsonencode(") && text.contains("\"${aws_s3_bucket.archive.arn}/*\""), "{text}");
}

#[test]
fn what_a_bucket_is_called_elsewhere() {
    let module = module(json!({
        "Resources": {
            "Site": {"Type": "AWS::S3::Bucket", "Properties": {
                "BucketName": "the-site", "BucketNamespace": "account-regional", "WebsiteConfiguration": {"IndexDocument": "index.html"}}}
        },
        "Outputs": {
            "Name": {"Value": {"Ref": "Site"}},
            "Arn": {"Value": {"Fn::GetAtt": "Site.Arn"}},
            "Domain": {"Value": {"Fn::GetAtt": "Site.DomainName"}},
            "Regional": {"Value": {"Fn::GetAtt": "Site.RegionalDomainName"}},
            "DualStack": {"Value": {"Fn::GetAtt": "Site.DualStackDomainName"}},
            "Url": {"Value": {"Fn::GetAtt": "Site.WebsiteURL"}}
        }
    }));
    let outputs = &module["output"];
    assert_eq!(
        module["resource"]["aws_s3_bucket"]["site"],
        json!({"bucket": "the-site", "bucket_namespace": "account-regional"})
    );
    assert_eq!(outputs["name"]["value"], "${aws_s3_bucket.site.id}");
    assert_eq!(outputs["arn"]["value"], "${aws_s3_bucket.site.arn}");
    assert_eq!(outputs["domain"]["value"], "${aws_s3_bucket.site.bucket_domain_name}");
    assert_eq!(outputs["regional"]["value"], "${aws_s3_bucket.site.bucket_regional_domain_name}");
    assert_eq!(
        outputs["dual_stack"]["value"],
        "${aws_s3_bucket.site.bucket}.s3.dualstack\
         ${trimprefix(trimprefix(aws_s3_bucket.site.bucket_regional_domain_name, aws_s3_bucket.site.bucket), \".s3\")}"
    );
    assert_eq!(outputs["url"]["value"], "http://${aws_s3_bucket_website_configuration.site.website_endpoint}");
}

#[test]
fn terraform_takes_all_of_it() {
    let rule = json!({"Id": "Expire", "Status": "Enabled", "ExpirationInDays": {"Ref": "Days"}, "Prefix": "tmp/"});
    check(&module(json!({
        "Parameters": {"Days": {"Type": "Number", "Default": "1"}},
        "Conditions": {"Short": {"Fn::Equals": [{"Ref": "Days"}, "1"]}},
        "Resources": {
            "Logs": {"Type": "AWS::S3::Bucket", "Properties": {
                "AccessControl": "LogDeliveryWrite",
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}}},
            "Copy": {"Type": "AWS::S3::Bucket", "Properties": {
                "MetadataConfiguration": {"JournalTableConfiguration": {"RecordExpiration": {"Expiration": "DISABLED"}}},
                "VersioningConfiguration": {"Status": "Enabled"}}},
            "Data": {"Type": "AWS::S3::Bucket", "Condition": "Short", "Properties": {
                "AccelerateConfiguration": {"AccelerationStatus": "Enabled"},
                "AnalyticsConfigurations": [{"Id": "all", "StorageClassAnalysis": {"DataExport": {
                    "OutputSchemaVersion": "V_1",
                    "Destination": {"BucketArn": {"Fn::GetAtt": "Logs.Arn"}, "Format": "CSV"}}}}],
                "BucketEncryption": {"ServerSideEncryptionConfiguration": [{
                    "BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]},
                    "ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
                "CorsConfiguration": {"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAge": 60}]},
                "IntelligentTieringConfigurations": [{
                    "Id": "cold", "Status": "Enabled", "Tierings": [{"AccessTier": "ARCHIVE_ACCESS", "Days": 90}]}],
                "InventoryConfigurations": [{
                    "Id": "weekly", "Enabled": true, "IncludedObjectVersions": "All", "ScheduleFrequency": "Weekly",
                    "Destination": {"BucketArn": {"Fn::GetAtt": "Logs.Arn"}, "Format": "CSV"}}],
                "LifecycleConfiguration": {"Rules": [
                    {"Id": "Always", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}},
                    {"Fn::If": ["Short", rule, {"Ref": "AWS::NoValue"}]}]},
                "LoggingConfiguration": {
                    "DestinationBucketName": {"Ref": "Logs"},
                    "TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}},
                "MetadataConfiguration": {"JournalTableConfiguration": {"RecordExpiration": {"Expiration": "DISABLED"}}},
                "MetricsConfigurations": [{"Id": "tagged", "TagFilters": [{"Key": "k", "Value": "v"}]}],
                "NotificationConfiguration": {
                    "EventBridgeConfiguration": {"EventBridgeEnabled": true},
                    "QueueConfigurations": [{
                        "Event": "s3:ObjectCreated:*", "Queue": "arn:aws:sqs:eu-central-1:123456789012:new",
                        "Filter": {"S3Key": {"Rules": [{"Name": "prefix", "Value": "in/"}]}}}]},
                "ObjectLockConfiguration": {
                    "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 5}}},
                "ObjectLockEnabled": true,
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": false},
                "ReplicationConfiguration": {
                    "Role": "arn:aws:iam::123456789012:role/copy",
                    "Rules": [{
                        "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": "p"},
                        "DeleteMarkerReplication": {"Status": "Disabled"},
                        "Destination": {"Bucket": {"Fn::GetAtt": "Copy.Arn"}}}]},
                "VersioningConfiguration": {"Status": "Enabled"},
                "WebsiteConfiguration": {
                    "IndexDocument": "index.html", "ErrorDocument": "error.html",
                    "RoutingRules": [{
                        "RoutingRuleCondition": {"KeyPrefixEquals": "a"}, "RedirectRule": {"HostName": "b"}}]}}},
            "DataPolicy": {"Type": "AWS::S3::BucketPolicy", "Condition": "Short", "Properties": {
                "Bucket": {"Ref": "Data"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                    "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": {"Fn::Sub": "${Data.Arn}/*"}}]}}}
        },
        "Outputs": {
            "Arn": {"Value": {"Fn::GetAtt": "Copy.Arn"}},
            "DualStack": {"Value": {"Fn::GetAtt": "Copy.DualStackDomainName"}},
            "Journal": {"Value": {"Fn::GetAtt": "Copy.MetadataConfiguration.JournalTableConfiguration.TableArn"}},
            "Regional": {"Value": {"Fn::GetAtt": "Copy.RegionalDomainName"}}
        }
    })));
}
