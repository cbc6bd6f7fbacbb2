//! Feature flags in a stack.

use crate::{FargateServiceHandle, ServiceKind};
use iac_aws_base::policy::Statement;
use iac_aws_cfn::{appconfig, iam};
use iac_core::prelude::*;

/// Feature flags in a stack.
#[derive(Clone, Copy, Debug)]
pub struct FeatureFlagsHandle {
    /// The application.
    pub application: appconfig::ApplicationRef,
    /// Where the flags are handed out.
    pub environment: appconfig::EnvironmentRef,
    /// The flags under one name.
    pub profile: appconfig::ConfigurationProfileRef,
    /// Their values.
    pub version: appconfig::HostedConfigurationVersionRef,
    /// How changes are handed out.
    pub strategy: appconfig::DeploymentStrategyRef,
    /// Handing out of the values.
    pub deployment: appconfig::DeploymentRef,
    /// What looks at the alarms, where there are some.
    pub alarm_role: Option<iam::RoleRef>,
}

impl FeatureFlagsHandle {
    /// For the role of a program: asking for these flags and no others.
    /// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsappconfig.html>
    pub fn grant_read(&self) -> Statement {
        let (application, environment) = (self.application.ref_(), self.environment.ref_());
        let own = join!["arn:", partition(), ":appconfig:", region(), ":", account_id(), ":application/", application];
        let arn = join![own, "/environment/", environment, "/configuration/", self.profile.ref_()];
        let read = ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"];
        Statement::allow(read).sid("ReadFlags").on(arn)
    }

    /// Lets a service ask for the flags, and tells it where they are: `APPCONFIG_APPLICATION`, `APPCONFIG_ENVIRONMENT` and
    /// `APPCONFIG_PROFILE` are the ids that `StartConfigurationSession` takes.
    #[track_caller]
    pub fn read_by<K: ServiceKind>(&self, stack: &mut Stack, service: &FargateServiceHandle<K>) {
        service.grant(stack, "ReadFlags", [self.grant_read()]);
        service.add_environment(stack, "APPCONFIG_APPLICATION", self.application.ref_());
        service.add_environment(stack, "APPCONFIG_ENVIRONMENT", self.environment.ref_());
        service.add_environment(stack, "APPCONFIG_PROFILE", self.profile.ref_());
        // A program that asks before they are handed out finds nothing.
        stack.depends_on(service.service, self.deployment);
    }
}
