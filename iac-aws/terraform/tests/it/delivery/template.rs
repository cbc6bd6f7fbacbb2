//! All of them, with references between them.

use serde_json::{Value, json};

fn build() -> Value {
    json!({ "Type": "AWS::CodeBuild::Project", "Properties": {
        "Description": "Builds", "ServiceRole": "arn:aws:iam::123456789012:role/build", "EncryptionKey": "alias/aws/s3",
        "TimeoutInMinutes": 30, "QueuedTimeoutInMinutes": 60, "Visibility": "PRIVATE", "BadgeEnabled": true,
        "Artifacts": { "Type": "NO_ARTIFACTS" },
        "Cache": { "Type": "LOCAL", "Modes": ["LOCAL_SOURCE_CACHE"] },
        "Source": { "Type": "GITHUB", "Location": "https://github.com/a/b", "BuildSpec": "version: 0.2", "GitSubmodulesConfig": { "FetchSubmodules": true } },
        "SecondarySources": [{ "Type": "S3", "Location": "b/k", "SourceIdentifier": "more", "BuildSpec": "x" }],
        "SecondarySourceVersions": [{ "SourceIdentifier": "more", "SourceVersion": "1" }],
        "Environment": {
            "Type": "ARM_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "aws/codebuild/amazonlinux2-aarch64-standard:3.0",
            "PrivilegedMode": true, "EnvironmentVariables": [{ "Name": "A", "Value": "b", "Type": "PLAINTEXT" }],
            "RegistryCredential": { "Credential": "arn:aws:secretsmanager:x", "CredentialProvider": "SECRETS_MANAGER" }
        },
        "LogsConfig": { "CloudWatchLogs": { "Status": "ENABLED", "GroupName": "/build" }, "S3Logs": { "Status": "DISABLED" } },
        "VpcConfig": { "VpcId": "vpc-1", "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"] },
        "FileSystemLocations": [{ "Identifier": "data", "Location": "fs:/", "MountPoint": "/data", "Type": "EFS" }],
        "Triggers": { "Webhook": true, "BuildType": "BUILD", "FilterGroups": [
            [{ "Type": "EVENT", "Pattern": "PUSH" }, { "Type": "HEAD_REF", "Pattern": "^refs/heads/main$", "ExcludeMatchedPattern": false }],
            [{ "Type": "EVENT", "Pattern": "PULL_REQUEST_MERGED" }]
        ]}
    }})
}

fn pipeline() -> Value {
    let action = |category: &str, provider: &str, more: Value| {
        let mut action = json!({
            "Name": provider, "RunOrder": 1,
            "ActionTypeId": { "Category": category, "Owner": "AWS", "Provider": provider, "Version": "1" }
        });
        if let (Some(action), Value::Object(more)) = (action.as_object_mut(), more) {
            action.extend(more);
        }
        action
    };
    json!({ "Type": "AWS::CodePipeline::Pipeline", "Properties": {
        "RoleArn": "arn:aws:iam::123456789012:role/pipeline", "PipelineType": "V2", "ExecutionMode": "QUEUED",
        "ArtifactStores": [
            { "Region": "eu-central-1", "ArtifactStore": { "Type": "S3", "Location": "artifacts", "EncryptionKey": { "Id": "alias/a", "Type": "KMS" } } }
        ],
        "Stages": [
            { "Name": "Source", "Actions": [action("Source", "CodeStarSourceConnection", json!({
                "Configuration": { "ConnectionArn": { "Ref": "GitHub" }, "FullRepositoryId": "a/b", "BranchName": "main" },
                "OutputArtifacts": [{ "Name": "source" }]
            }))] },
            { "Name": "Build",
              "Actions": [action("Build", "CodeBuild", json!({
                "Configuration": { "ProjectName": { "Ref": "Build" } },
                "InputArtifacts": [{ "Name": "source" }], "OutputArtifacts": [{ "Name": "built" }], "Namespace": "build"
              }))],
              "OnFailure": { "Result": "RETRY", "RetryConfiguration": { "RetryMode": "ALL_ACTIONS" } },
              "BeforeEntry": { "Conditions": [{ "Result": "FAIL", "Rules": [{
                "Name": "hours", "Configuration": { "Cron": "* * * ? * *" },
                "RuleTypeId": { "Category": "Rule", "Owner": "AWS", "Provider": "DeploymentWindow", "Version": "1" }
              }]}]} }
        ],
        "Triggers": [{ "ProviderType": "CodeStarSourceConnection", "GitConfiguration": {
            "SourceActionName": "CodeStarSourceConnection", "Push": [{ "Branches": { "Includes": ["main"] } }]
        }}],
        "Variables": [{ "Name": "V", "DefaultValue": "1" }]
    }})
}

pub(super) fn all() -> Value {
    json!({ "Resources": {
        "GitHub": { "Type": "AWS::CodeStarConnections::Connection", "Properties": { "ConnectionName": "github", "ProviderType": "GitHub" } },
        "Build": build(),
        "Ship": pipeline(),
        "App": { "Type": "AWS::CodeDeploy::Application", "Properties": { "ComputePlatform": "ECS" } },
        "Slowly": { "Type": "AWS::CodeDeploy::DeploymentConfig", "Properties": {
            "ComputePlatform": "ECS",
            "TrafficRoutingConfig": { "Type": "TimeBasedCanary", "TimeBasedCanary": { "CanaryInterval": 5, "CanaryPercentage": 10 } }
        }},
        "Group": { "Type": "AWS::CodeDeploy::DeploymentGroup", "Properties": {
            "ApplicationName": { "Ref": "App" }, "ServiceRoleArn": "arn:aws:iam::123456789012:role/deploy",
            "DeploymentConfigName": { "Ref": "Slowly" },
            "DeploymentStyle": { "DeploymentOption": "WITH_TRAFFIC_CONTROL", "DeploymentType": "BLUE_GREEN" },
            "AlarmConfiguration": { "Enabled": true, "Alarms": [{ "Name": "errors" }] },
            "AutoRollbackConfiguration": { "Enabled": true, "Events": ["DEPLOYMENT_FAILURE"] },
            "BlueGreenDeploymentConfiguration": {
                "DeploymentReadyOption": { "ActionOnTimeout": "CONTINUE_DEPLOYMENT" },
                "TerminateBlueInstancesOnDeploymentSuccess": { "Action": "TERMINATE", "TerminationWaitTimeInMinutes": 5 }
            },
            "ECSServices": [{ "ClusterName": "main", "ServiceName": "app" }],
            "LoadBalancerInfo": { "TargetGroupPairInfoList": [{
                "TargetGroups": [{ "Name": "blue" }, { "Name": "green" }],
                "ProdTrafficRoute": { "ListenerArns": ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/b/c"] }
            }]},
            "Ec2TagSet": { "Ec2TagSetList": [{ "Ec2TagGroup": [{ "Key": "a", "Type": "KEY_ONLY" }] }] },
            "TriggerConfigurations": [{ "TriggerName": "t", "TriggerTargetArn": "arn:aws:sns:x", "TriggerEvents": ["DeploymentFailure"] }],
            "AutoScalingGroups": ["machines"]
        }},
        "Machine": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
            "StateMachineType": "EXPRESS", "RoleArn": "arn:aws:iam::123456789012:role/machine",
            "DefinitionString": "{\"StartAt\":\"${first}\",\"Cost\":\"$5\"}",
            "DefinitionSubstitutions": { "first": { "Ref": "Build" } },
            "LoggingConfiguration": { "Level": "ALL", "IncludeExecutionData": true, "Destinations": [
                { "CloudWatchLogsLogGroup": { "LogGroupArn": "arn:aws:logs:eu-central-1:123456789012:log-group:a:*" } }
            ]},
            "TracingConfiguration": { "Enabled": true },
            "EncryptionConfiguration": { "Type": "CUSTOMER_MANAGED_KMS_KEY", "KmsKeyId": "alias/a", "KmsDataKeyReusePeriodSeconds": 300 },
            "Tags": [{ "Key": "Team", "Value": "core" }]
        }},
        "Code": { "Type": "AWS::CodeConnections::Connection", "Properties": { "ConnectionName": "code", "ProviderType": "GitLab" } },
        "Work": { "Type": "AWS::StepFunctions::Activity", "Properties": { "Name": "work", "Tags": [{ "Key": "a", "Value": "b" }] } },
        "Connector": { "Type": "AWS::AppRunner::VpcConnector", "Properties": { "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"] } },
        "Scaling": { "Type": "AWS::AppRunner::AutoScalingConfiguration", "Properties": { "MaxConcurrency": 50, "MinSize": 1, "MaxSize": 5 } },
        "Runner": { "Type": "AWS::AppRunner::Service", "Properties": {
            "AutoScalingConfigurationArn": { "Ref": "Scaling" },
            "SourceConfiguration": {
                "AutoDeploymentsEnabled": false,
                "AuthenticationConfiguration": { "AccessRoleArn": "arn:aws:iam::123456789012:role/pull" },
                "ImageRepository": { "ImageIdentifier": "x.dkr.ecr.eu-central-1.amazonaws.com/a:1", "ImageRepositoryType": "ECR", "ImageConfiguration": {
                    "Port": "8000", "RuntimeEnvironmentVariables": [{ "Name": "A", "Value": "b" }]
                }}
            },
            "InstanceConfiguration": { "Cpu": "1024", "Memory": "2048" },
            "HealthCheckConfiguration": { "Protocol": "HTTP", "Path": "/health", "Interval": 10 },
            "NetworkConfiguration": { "IngressConfiguration": { "IsPubliclyAccessible": true }, "EgressConfiguration": { "EgressType": "VPC", "VpcConnectorArn": { "Ref": "Connector" } } }
        }}
    }, "Outputs": {
        "Account": { "Value": { "Fn::GetAtt": ["GitHub", "OwnerAccountId"] } },
        "Machine": { "Value": { "Ref": "Machine" } },
        "Url": { "Value": { "Fn::GetAtt": ["Runner", "ServiceUrl"] } }
    }})
}
