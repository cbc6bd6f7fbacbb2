//! Feature flags: what a program does or leaves out, changed without deploying it.

mod build;
mod handle;

pub use handle::FeatureFlagsHandle;

use iac_aws_base::monitoring::AlarmHandle;
use iac_core::Text;
use iac_core::prelude::*;

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
