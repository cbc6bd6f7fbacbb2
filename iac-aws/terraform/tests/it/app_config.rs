//! AppConfig.

use crate::support::{check, module};
use serde_json::json;

#[test]
fn flags() {
    let module = module(json!({ "Resources": {
        "Flags": { "Type": "AWS::AppConfig::Application", "Properties": { "Name": "shop", "Tags": [{ "Key": "Team", "Value": "a" }] } },
        "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "appconfig.amazonaws.com" } },
        ] } } },
        "Errors": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
            "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "Threshold": 1, "Period": 60,
            "Namespace": "Shop", "MetricName": "errors", "Statistic": "Sum",
        } },
        "Environment": { "Type": "AWS::AppConfig::Environment", "Properties": {
            "ApplicationId": { "Ref": "Flags" }, "Name": "production",
            "Monitors": [{ "AlarmArn": { "Fn::GetAtt": ["Errors", "Arn"] }, "AlarmRoleArn": { "Fn::GetAtt": ["Role", "Arn"] } }],
        } },
        "Profile": { "Type": "AWS::AppConfig::ConfigurationProfile", "Properties": {
            "ApplicationId": { "Ref": "Flags" }, "LocationUri": "hosted", "Name": "flags",
            "Type": "AWS.AppConfig.FeatureFlags",
        } },
        "Version": { "Type": "AWS::AppConfig::HostedConfigurationVersion", "Properties": {
            "ApplicationId": { "Ref": "Flags" }, "ConfigurationProfileId": { "Ref": "Profile" },
            "Content": "{\"version\":\"1\",\"flags\":{},\"values\":{}}", "ContentType": "application/json",
        } },
        "Strategy": { "Type": "AWS::AppConfig::DeploymentStrategy", "Properties": {
            "Name": "slow", "DeploymentDurationInMinutes": 10, "GrowthFactor": 20, "GrowthType": "LINEAR",
            "FinalBakeTimeInMinutes": 10, "ReplicateTo": "NONE",
        } },
        "Deployment": { "Type": "AWS::AppConfig::Deployment", "Properties": {
            "ApplicationId": { "Ref": "Flags" }, "EnvironmentId": { "Ref": "Environment" },
            "ConfigurationProfileId": { "Ref": "Profile" }, "ConfigurationVersion": { "Ref": "Version" },
            "DeploymentStrategyId": { "Ref": "Strategy" },
        } },
    } }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(resources["aws_appconfig_application"]["flags"], json!({ "name": "shop", "tags": { "Team": "a" } }));
    let application = "${aws_appconfig_application.flags.id}";
    assert_eq!(
        resources["aws_appconfig_environment"]["environment"],
        json!({
            "application_id": application, "name": "production",
            "monitor": [{
                "alarm_arn": "${aws_cloudwatch_metric_alarm.errors.arn}", "alarm_role_arn": "${aws_iam_role.role.arn}",
            }],
        })
    );
    assert_eq!(
        resources["aws_appconfig_configuration_profile"]["profile"],
        json!({
            "application_id": application, "location_uri": "hosted", "name": "flags", "type": "AWS.AppConfig.FeatureFlags",
        })
    );
    let profile = "${aws_appconfig_configuration_profile.profile.configuration_profile_id}";
    assert_eq!(
        resources["aws_appconfig_hosted_configuration_version"]["version"],
        json!({
            "application_id": application, "configuration_profile_id": profile, "content_type": "application/json",
            "content": "{\"version\":\"1\",\"flags\":{},\"values\":{}}", "lifecycle": { "create_before_destroy": true },
        })
    );
    assert_eq!(
        resources["aws_appconfig_deployment_strategy"]["strategy"],
        json!({
            "name": "slow", "deployment_duration_in_minutes": 10, "growth_factor": 20, "growth_type": "LINEAR",
            "final_bake_time_in_minutes": 10, "replicate_to": "NONE",
        })
    );
    assert_eq!(
        resources["aws_appconfig_deployment"]["deployment"],
        json!({
            "application_id": application, "configuration_profile_id": profile,
            "environment_id": "${aws_appconfig_environment.environment.environment_id}",
            "configuration_version": "${aws_appconfig_hosted_configuration_version.version.version_number}",
            "deployment_strategy_id": "${aws_appconfig_deployment_strategy.strategy.id}",
        })
    );
}
