//! The resources of feature flags, and what AppConfig would refuse.

use super::{FeatureFlag, FeatureFlags, FeatureFlagsHandle, FlagRollout};
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_cfn::appconfig::deployment_strategy::{DeploymentStrategyRequired, GrowthType, ReplicateTo};
use iac_aws_cfn::appconfig::hosted_configuration_version::HostedConfigurationVersionRequired;
use iac_aws_cfn::appconfig::{self, deployment::DeploymentRequired, environment::Monitor};
use iac_aws_cfn::iam;
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text};

impl Construct for FeatureFlags {
    type Handle = FeatureFlagsHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> FeatureFlagsHandle {
        self.check(stack);
        let application = stack.add("", appconfig::Application::new(self.application.clone()));
        let mut environment = appconfig::Environment::new(application.ref_(), self.environment.clone());
        let alarm_role = (!self.alarms.is_empty()).then(|| alarm_role(stack));
        if let Some(role) = alarm_role {
            let monitors = self.alarms.iter().map(|alarm| Monitor::new(alarm.arn()).alarm_role_arn(role.arn()));
            environment = environment.monitors(monitors.collect::<Vec<_>>());
        }
        let environment = stack.add("Environment", environment);
        let profile = appconfig::ConfigurationProfile::new(application.ref_(), "hosted", "flags");
        let profile = stack.add("Profile", profile.type_("AWS.AppConfig.FeatureFlags"));
        let version = appconfig::HostedConfigurationVersion::new(HostedConfigurationVersionRequired {
            application_id: application.ref_(),
            configuration_profile_id: profile.ref_(),
            content: json_text(&self.content()),
            content_type: "application/json",
        });
        let version = stack.add("Version", version);
        let (share, over, bake) = match self.rollout {
            FlagRollout::AtOnce { bake } => (100.0, seconds(0), bake),
            FlagRollout::Linear { over, bake } => (20.0, over, bake),
        };
        let strategy = appconfig::DeploymentStrategy::new(DeploymentStrategyRequired {
            deployment_duration_in_minutes: whole_minutes(stack, "the time in which flags are handed out", over),
            growth_factor: share,
            name: format!("{} of {}", self.environment, self.application),
            replicate_to: ReplicateTo::None,
        });
        let bake = whole_minutes(stack, "the time in which alarms are watched", bake);
        let strategy = strategy.growth_type(GrowthType::Linear).final_bake_time_in_minutes(bake);
        let strategy = stack.add("Strategy", strategy);
        let deployment = appconfig::Deployment::new(DeploymentRequired {
            application_id: application.ref_().untyped::<Str>(),
            configuration_profile_id: profile.ref_().untyped::<Str>(),
            configuration_version: version.ref_().untyped::<Str>(),
            deployment_strategy_id: strategy.ref_().untyped::<Str>(),
            environment_id: environment.ref_().untyped::<Str>(),
        });
        let deployment = stack.add("Deployment", deployment);
        FeatureFlagsHandle { application, environment, profile, version, strategy, deployment, alarm_role }
    }
}

impl FeatureFlags {
    /// Source: <https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html>
    fn content(&self) -> Value {
        let text = |text: &Text| Value::Str(text.clone());
        let object = |of: &dyn Fn(&FeatureFlag) -> Value| {
            Value::Map(self.flags.iter().map(|flag| iac_core::Field::new(flag.key.clone(), of(flag))).collect())
        };
        let about = |flag: &FeatureFlag| {
            let name = ("name", text(&flag.key));
            Value::map([name].into_iter().chain(flag.description.as_ref().map(|about| ("description", text(about)))))
        };
        Value::map([
            ("version", Value::Str("1".into())),
            ("flags", object(&about)),
            ("values", object(&|flag| Value::map([("enabled", Value::Bool(flag.on))]))),
        ])
    }

    fn check(&self, stack: &mut Stack) {
        for name in [&self.application, &self.environment] {
            if !(1..=64).contains(&name.chars().count()) {
                let message = format!("`{name}` cannot be the name of an application or an environment of AppConfig");
                stack.error("bad-flag-owner", message, "use 1 to 64 characters");
            }
        }
        if self.flags.is_empty() {
            stack.error("no-flags", "there is no flag", "name those that the program asks for");
        }
        if self.alarms.len() > 5 {
            let message = format!("{} alarms are to be watched", self.alarms.len());
            stack.error("too-many-alarms", message, "AppConfig watches 5: make a composite alarm of some");
        }
        for (index, flag) in self.flags.iter().enumerate() {
            let key = &flag.key;
            let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.len() <= 64
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !named || self.flags[..index].iter().any(|earlier| earlier.key == *key) {
                let message = format!("`{key}` cannot be the key of a flag, or is one already");
                let help = "use letters, digits and underscores, with a letter in front, and each key once";
                stack.error("bad-flag", message, help);
            }
        }
    }
}

/// Source: <https://docs.aws.amazon.com/appconfig/latest/userguide/getting-started-with-appconfig-cloudwatch-alarms-permissions.html>
fn alarm_role(stack: &mut Stack) -> iam::RoleRef {
    let look = Statement::allow(["cloudwatch:DescribeAlarms"]).sid("SeeAlarms").on("*");
    let role = iam::Role::new(PolicyDocument::trusts("appconfig.amazonaws.com"))
        .description("Sees whether alarms ring while flags change")
        .policies([iam::role::Policy::new(PolicyDocument::new([look]), "SeeAlarms")]);
    stack.add("AlarmRole", role)
}

fn whole_minutes(stack: &mut Stack, what: &str, given: Duration) -> u32 {
    if !given.as_secs().is_multiple_of(60) || given.subsec_nanos() != 0 || given > hours(24) {
        let message = format!("{what} is {} s", given.as_secs_f64());
        stack.error("bad-duration", message, "give whole minutes up to `hours(24)`");
    }
    (given.min(hours(24)).as_secs() / 60) as u32
}
