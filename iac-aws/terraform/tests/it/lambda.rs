//! Functions and what belongs to them.

use crate::support;
use serde_json::{Value, json};

fn function() -> Value {
    json!({ "Type": "AWS::Lambda::Function", "Properties": {
        "Code": { "S3Bucket": "code", "S3Key": "app.zip", "S3ObjectVersion": "3", "SourceKMSKeyArn": "arn:aws:kms:key" },
        "Handler": "app.main", "Runtime": "python3.13", "Role": "arn:aws:iam::123456789012:role/app",
        "Architectures": ["arm64"], "MemorySize": 512, "Timeout": 30, "ReservedConcurrentExecutions": 5,
        "Environment": { "Variables": { "LogLevel": "info" } },
        "EphemeralStorage": { "Size": 1024 },
        "DeadLetterConfig": { "TargetArn": "arn:aws:sqs:dead" },
        "TracingConfig": { "Mode": "Active" },
        "LoggingConfig": { "LogGroup": "/app" },
        "SnapStart": { "ApplyOn": "PublishedVersions" },
        "FileSystemConfigs": [{ "Arn": "arn:aws:efs:ap", "LocalMountPath": "/mnt/data" }],
        "VpcConfig": { "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"], "Ipv6AllowedForDualStack": false },
        "RuntimeManagementConfig": { "UpdateRuntimeOn": "FunctionUpdate" },
        "RecursiveLoop": "Terminate",
        "Layers": [{ "Ref": "Layer" }],
        "Tags": [{ "Key": "Team", "Value": "core" }]
    }})
}

fn all() -> Value {
    json!({ "Resources": {
        "App": function(),
        "Layer": { "Type": "AWS::Lambda::LayerVersion", "Properties": {
            "Content": { "S3Bucket": "code", "S3Key": "layer.zip" }, "CompatibleRuntimes": ["python3.13"], "LicenseInfo": "MIT"
        }},
        "Live": { "Type": "AWS::Lambda::Alias", "Properties": {
            "Name": "live", "FunctionName": { "Ref": "App" }, "FunctionVersion": "7",
            "RoutingConfig": { "AdditionalVersionWeights": [{ "FunctionVersion": "8", "FunctionWeight": 0.1 }] },
            "ProvisionedConcurrencyConfig": { "ProvisionedConcurrentExecutions": 2 }
        }},
        "Topic": { "Type": "AWS::Lambda::Permission", "Properties": {
            "Action": "lambda:InvokeFunction", "FunctionName": { "Fn::GetAtt": ["App", "Arn"] }, "Principal": "sns.amazonaws.com",
            "SourceArn": "arn:aws:sns:eu-central-1:123456789012:topic", "SourceAccount": "123456789012"
        }},
        "Organization": { "Type": "AWS::Lambda::Permission", "Properties": {
            "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Live" }, "Principal": "*", "PrincipalOrgID": "o-1"
        }},
        "Jobs": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
            "EventSourceArn": "arn:aws:sqs:jobs", "FunctionName": { "Ref": "App" }, "BatchSize": 10, "Enabled": true,
            "MaximumBatchingWindowInSeconds": 5, "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "ScalingConfig": { "MaximumConcurrency": 4 },
            "FilterCriteria": { "Filters": [{ "Pattern": "{\"a\":[1]}" }] },
            "DestinationConfig": { "OnFailure": { "Destination": "arn:aws:sqs:dead" } }
        }},
        "Broker": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
            "FunctionName": { "Ref": "App" }, "Topics": ["orders"],
            "StartingPosition": "AT_TIMESTAMP", "StartingPositionTimestamp": 1700000000,
            "SelfManagedEventSource": { "Endpoints": { "KafkaBootstrapServers": ["a:9092", "b:9092"] } },
            "SourceAccessConfigurations": [{ "Type": "VPC_SUBNET", "URI": "subnet:subnet-1" }],
            "SelfManagedKafkaEventSourceConfig": { "ConsumerGroupId": "app" }
        }},
        "Signing": { "Type": "AWS::Lambda::CodeSigningConfig", "Properties": {
            "AllowedPublishers": { "SigningProfileVersionArns": ["arn:aws:signer:profile"] },
            "CodeSigningPolicies": { "UntrustedArtifactOnDeployment": "Enforce" }
        }},
        "Async": { "Type": "AWS::Lambda::EventInvokeConfig", "Properties": {
            "FunctionName": { "Ref": "App" }, "Qualifier": "$LATEST", "MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 60,
            "DestinationConfig": { "OnFailure": { "Destination": "arn:aws:sqs:dead" }, "OnSuccess": { "Destination": "arn:aws:sqs:done" } }
        }},
        "Url": { "Type": "AWS::Lambda::Url", "Properties": {
            "TargetFunctionArn": { "Fn::GetAtt": ["App", "Arn"] }, "AuthType": "AWS_IAM", "InvokeMode": "BUFFERED",
            "Cors": { "AllowOrigins": ["*"], "AllowMethods": ["GET"], "MaxAge": 60 }
        }}
    }, "Outputs": {
        "Url": { "Value": { "Fn::GetAtt": ["Url", "FunctionUrl"] } },
        "Mapping": { "Value": { "Ref": "Jobs" } },
        "Snap": { "Value": { "Fn::GetAtt": ["App", "SnapStartResponse.ApplyOn"] } }
    }})
}

#[test]
fn a_function() {
    let module = support::module(all());
    assert_eq!(
        module["resource"]["aws_lambda_function"]["app"],
        json!({
            "function_name": "${var.stack_name}-app",
            "s3_bucket": "code", "s3_key": "app.zip", "s3_object_version": "3", "source_kms_key_arn": "arn:aws:kms:key",
            "handler": "app.main", "runtime": "python3.13", "role": "arn:aws:iam::123456789012:role/app",
            "architectures": ["arm64"], "memory_size": 512, "timeout": 30, "reserved_concurrent_executions": 5,
            "environment": { "variables": { "LogLevel": "info" } },
            "ephemeral_storage": { "size": 1024 },
            "dead_letter_config": { "target_arn": "arn:aws:sqs:dead" },
            "tracing_config": { "mode": "Active" },
            "logging_config": { "log_group": "/app", "log_format": "Text" },
            "snap_start": { "apply_on": "PublishedVersions" },
            "file_system_config": { "arn": "arn:aws:efs:ap", "local_mount_path": "/mnt/data" },
            "vpc_config": { "subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"], "ipv6_allowed_for_dual_stack": false },
            "layers": ["${aws_lambda_layer_version.layer.arn}"],
            "tags": { "Team": "core" }
        })
    );
    let function = "${aws_lambda_function.app.function_name}";
    assert_eq!(
        module["resource"]["aws_lambda_function_recursion_config"]["app"],
        json!({
            "function_name": function, "recursive_loop": "Terminate"
        })
    );
    assert_eq!(
        module["resource"]["aws_lambda_runtime_management_config"]["app"],
        json!({
            "function_name": function, "update_runtime_on": "FunctionUpdate"
        })
    );
    assert_eq!(module["output"]["snap"]["value"], json!("${aws_lambda_function.app.snap_start[0].apply_on}"));
    support::check(&module);
}

#[test]
fn what_belongs_to_a_function() {
    let module = support::module(all());
    let without_waits = |kind: &str, name: &str| {
        let mut resource = module["resource"][kind][name].clone();
        resource.as_object_mut().unwrap().remove("depends_on");
        resource
    };
    assert_eq!(
        without_waits("aws_lambda_layer_version", "layer"),
        json!({
            "layer_name": "${var.stack_name}-layer", "s3_bucket": "code", "s3_key": "layer.zip",
            "compatible_runtimes": ["python3.13"], "license_info": "MIT", "lifecycle": { "create_before_destroy": true }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_alias", "live"),
        json!({
            "name": "live", "function_name": "${aws_lambda_function.app.function_name}", "function_version": "7",
            "routing_config": { "additional_version_weights": { "8": 0.1 } }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_provisioned_concurrency_config", "live"),
        json!({
            "function_name": "${aws_lambda_alias.live.function_name}", "qualifier": "${aws_lambda_alias.live.name}",
            "provisioned_concurrent_executions": 2
        })
    );
    assert_eq!(
        without_waits("aws_lambda_permission", "topic"),
        json!({
            "action": "lambda:InvokeFunction", "function_name": "${aws_lambda_function.app.arn}", "principal": "sns.amazonaws.com",
            "source_arn": "arn:aws:sns:eu-central-1:123456789012:topic", "source_account": "123456789012"
        })
    );
    assert_eq!(
        without_waits("aws_lambda_permission", "organization"),
        json!({
            "action": "lambda:InvokeFunction", "function_name": "${aws_lambda_alias.live.function_name}",
            "qualifier": "${aws_lambda_alias.live.name}", "principal": "*", "principal_org_id": "o-1"
        })
    );
    assert_eq!(
        without_waits("aws_lambda_function_url", "url"),
        json!({
            "function_name": "${aws_lambda_function.app.arn}", "authorization_type": "AWS_IAM", "invoke_mode": "BUFFERED",
            "cors": { "allow_origins": ["*"], "allow_methods": ["GET"], "max_age": 60 }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_event_source_mapping", "jobs"),
        json!({
            "event_source_arn": "arn:aws:sqs:jobs", "function_name": "${aws_lambda_function.app.function_name}", "batch_size": 10,
            "enabled": true, "maximum_batching_window_in_seconds": 5, "function_response_types": ["ReportBatchItemFailures"],
            "scaling_config": { "maximum_concurrency": 4 },
            "filter_criteria": { "filter": [{ "pattern": "{\"a\":[1]}" }] },
            "destination_config": { "on_failure": { "destination_arn": "arn:aws:sqs:dead" } }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_event_source_mapping", "broker"),
        json!({
            "function_name": "${aws_lambda_function.app.function_name}", "topics": ["orders"],
            "starting_position": "AT_TIMESTAMP",
            "starting_position_timestamp": "${timeadd(\"1970-01-01T00:00:00Z\", \"1700000000s\")}",
            "self_managed_event_source": { "endpoints": {
                "KAFKA_BOOTSTRAP_SERVERS": "${join(\",\", [\"a:9092\", \"b:9092\"])}"
            }},
            "source_access_configuration": [{ "type": "VPC_SUBNET", "uri": "subnet:subnet-1" }],
            "self_managed_kafka_event_source_config": { "consumer_group_id": "app" }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_code_signing_config", "signing"),
        json!({
            "allowed_publishers": { "signing_profile_version_arns": ["arn:aws:signer:profile"] },
            "policies": { "untrusted_artifact_on_deployment": "Enforce" }
        })
    );
    assert_eq!(
        without_waits("aws_lambda_function_event_invoke_config", "async"),
        json!({
            "function_name": "${aws_lambda_function.app.function_name}", "qualifier": "$LATEST",
            "maximum_retry_attempts": 1, "maximum_event_age_in_seconds": 60,
            "destination_config": { "on_failure": { "destination": "arn:aws:sqs:dead" }, "on_success": { "destination": "arn:aws:sqs:done" } }
        })
    );
    assert_eq!(module["output"]["mapping"]["value"], json!("${aws_lambda_event_source_mapping.jobs.uuid}"));
}

/// The archive that CloudFormation would make, as an object whose key changes with what it holds.
#[test]
fn code_in_the_template() {
    let with = |code: &str, runtime: &str| {
        json!({ "Resources": { "App": { "Type": "AWS::Lambda::Function", "Properties": {
            "Code": { "ZipFile": code }, "Runtime": runtime, "Handler": "index.handler",
            "Role": "arn:aws:iam::123456789012:role/app"
        }}}})
    };
    let module = support::module(with("def handler(event, context): pass\n", "python3.13"));
    let resources = &module["resource"];
    let object = &resources["aws_s3_object"]["app_code"];
    assert_eq!(resources["aws_s3_bucket"]["app_code"], json!({ "bucket_prefix": "code-" }));
    assert_eq!(object["bucket"], "${aws_s3_bucket.app_code.bucket}");
    // "PK\x03\x04", version 2.0.
    assert!(object["content_base64"].as_str().unwrap().starts_with("UEsDBBQA"), "{object}");
    let function = &resources["aws_lambda_function"]["app"];
    assert_eq!(function["s3_bucket"], "${aws_s3_object.app_code.bucket}");
    assert_eq!(function["s3_key"], "${aws_s3_object.app_code.key}");
    let other = support::module(with("def handler(event, context): return 1\n", "python3.13"));
    assert_ne!(other["resource"]["aws_s3_object"]["app_code"]["key"], object["key"]);
    support::check(&module);
    for (code, runtime, fault) in [
        ("exports.handler = 1", "java21", "the runtime `java21`"),
        ("import cfnresponse", "python3.13", "`cfnresponse`"),
    ] {
        let said = support::diagnostics(with(code, runtime));
        assert!(said.iter().any(|found| found.to_string().contains(fault)), "{said:?}");
    }
}

#[test]
fn a_retained_function_is_forgotten() {
    let mut app = function();
    app["DeletionPolicy"] = json!("Retain");
    app["Properties"].as_object_mut().unwrap().remove("Layers");
    let module = support::module(json!({ "Resources": { "App": app } }));
    assert_eq!(module["resource"]["aws_lambda_function"]["app"]["skip_destroy"], json!(true));
}
