//! AppConfig. The provider's ids of environments and profiles are made of two; others want the last part alone.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::AppConfig::Application", "aws_appconfig_application")
        .reference("id")
        .attributes(&[("ApplicationId", "id")]),
    ResourceMap::new("AWS::AppConfig::ConfigurationProfile", "aws_appconfig_configuration_profile")
        .reference("configuration_profile_id")
        .properties(&[("Validators", To::Block("validator", &[]))]),
    ResourceMap::new("AWS::AppConfig::Deployment", "aws_appconfig_deployment"),
    ResourceMap::new("AWS::AppConfig::DeploymentStrategy", "aws_appconfig_deployment_strategy").reference("id"),
    ResourceMap::new("AWS::AppConfig::Environment", "aws_appconfig_environment")
        .reference("environment_id")
        .properties(&[("Monitors", To::Block("monitor", &[]))]),
    // What an environment has is not deleted before the next version is there.
    ResourceMap::new("AWS::AppConfig::HostedConfigurationVersion", "aws_appconfig_hosted_configuration_version")
        .reference("version_number")
        .replace_first(),
];
