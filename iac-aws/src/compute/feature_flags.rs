//! Feature flags: what a program does or leaves out, changed without deploying it.

use super::{FargateServiceHandle, ServiceKind};
use crate::monitoring::AlarmHandle;
use crate::policy::{PolicyDocument, Statement};
use iac_aws_cfn::appconfig::deployment_strategy::{DeploymentStrategyRequired, GrowthType, ReplicateTo};
use iac_aws_cfn::appconfig::hosted_configuration_version::HostedConfigurationVersionRequired;
use iac_aws_cfn::appconfig::{self, deployment::DeploymentRequired, environment::Monitor};
use iac_aws_cfn::iam;
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text};

/// Feature flags in AppConfig (`AWS::AppConfig::HostedConfigurationVersion` of a profile of feature flags), which programs
/// ask for while they run.
///
/// The flags are those of the program, so that the stack's history tells who switched what: another value is another
/// version, which the next deployment of the stack hands out step by step ([`FlagRollout`]). While an alarm of
/// [`FeatureFlags::rollback_on`] rings, AppConfig goes back to the version before. Switches made in the console stay until
/// the flags here change.
///
/// A service gets them with [`FeatureFlagsHandle::read_by`]. They cost 0.20 $ per million requests and 0.80 $ per million
/// versions received. Sources: <https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-feature-flags.html>,
/// <https://aws.amazon.com/systems-manager/pricing/>
///
/// ```
/// use iac_aws::prelude::*;
/// fn flags(stack: &mut Stack, app: &FargateServiceHandle<Web>, errors: &AlarmHandle) {
///     let flags = FeatureFlags::new("shop", "production", [FeatureFlag::off("new_checkout"), FeatureFlag::on("search")]);
///     let flags = stack.add("Flags", flags.rollback_on(errors));
///     flags.read_by(stack, app);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct FeatureFlags {
    application: Text,
    environment: Text,
    flags: Vec<FeatureFlag>,
    rollout: FlagRollout,
    alarms: Vec<AlarmHandle>,
}

/// One flag.
#[derive(Clone, Debug)]
pub struct FeatureFlag {
    key: Text,
    description: Option<Text>,
    on: bool,
}

impl FeatureFlag {
    /// A flag that is on. Keys are letters, digits and underscores, with a letter in front.
    pub fn on(key: impl Into<Text>) -> Self {
        FeatureFlag { key: key.into(), description: None, on: true }
    }

    /// A flag that is off.
    pub fn off(key: impl Into<Text>) -> Self {
        FeatureFlag { on: false, ..FeatureFlag::on(key) }
    }

    /// What it switches; the console shows it.
    pub fn description(mut self, description: impl Into<Text>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// How a new version of the flags reaches those who ask. Alarms are watched until the end of the bake time.
/// Source: <https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagRollout {
    /// Everybody at once.
    AtOnce {
        /// How long alarms are watched then.
        bake: Duration,
    },
    /// A fifth of those who ask, and another one in each fifth of the time.
    Linear {
        /// The time until everybody has it.
        over: Duration,
        /// How long alarms are watched then.
        bake: Duration,
    },
}

impl FeatureFlags {
    /// Flags of an application in an environment, such as `shop` in `production`: names of up to 64 characters, as the
    /// console shows them. Changes reach everybody within ten minutes and are watched for ten more by default.
    pub fn new(
        application: impl Into<Text>,
        environment: impl Into<Text>,
        flags: impl IntoIterator<Item = FeatureFlag>,
    ) -> Self {
        FeatureFlags {
            application: application.into(),
            environment: environment.into(),
            flags: flags.into_iter().collect(),
            rollout: FlagRollout::Linear { over: minutes(10), bake: minutes(10) },
            alarms: Vec::new(),
        }
    }

    /// How changes reach those who ask.
    pub fn rollout(mut self, rollout: FlagRollout) -> Self {
        self.rollout = rollout;
        self
    }

    /// Goes back to the version before when this alarm rings during a change; up to five.
    pub fn rollback_on(mut self, alarm: &AlarmHandle) -> Self {
        self.alarms.push(*alarm);
        self
    }
}

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
