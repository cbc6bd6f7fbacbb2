//! How a new version of a service replaces the old one.

use iac_aws_cfn::ecs::service::{
    CanaryConfiguration, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentConfigurationStrategy,
    LinearConfiguration,
};
use iac_core::Duration;
use iac_core::prelude::*;

/// CloudFormation refuses what would take longer than this: its own operations end after 36 hours.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-deploymentconfiguration.html>
const MOST_MINUTES: u64 = 33 * 60;

/// How a new version of a web service replaces the old one. All but rolling run twice the tasks for as long as a
/// deployment takes, and both generations are billed.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-strategies.html>
///
/// Where requests move between two groups, an update of the stack that changes the route itself (its path, its host) has
/// CloudFormation write the weights of the template again, all to the first group: after an odd number of deployments
/// that is the empty one, and users get errors until the weights are put back. Terraform leaves the weights alone.
/// Source: <https://github.com/aws/aws-cdk/issues/36649>
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deployment(Strategy);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Strategy {
    Rolling,
    BlueGreen { bake: Duration },
    Linear { percent: f64, every: Duration, bake: Duration },
    Canary { percent: f64, wait: Duration, bake: Duration },
}

impl Deployment {
    /// New tasks start beside the old ones, which stop as the new ones are well.
    pub const fn rolling() -> Self {
        Deployment(Strategy::Rolling)
    }

    /// All new tasks start, then all requests move at once. The old tasks stay for `bake`, up to 24 hours, in which a
    /// rollback takes seconds.
    pub const fn blue_green(bake: Duration) -> Self {
        Deployment(Strategy::BlueGreen { bake })
    }

    /// Requests move in steps of `percent`, 3 to 100 in tenths, one step `every` so long; then the old tasks stay for
    /// `bake`.
    pub const fn linear(percent: f64, every: Duration, bake: Duration) -> Self {
        Deployment(Strategy::Linear { percent, every, bake })
    }

    /// `percent` of the requests, 0.1 to 100 in tenths, move first; after `wait` the others follow, and the old tasks
    /// stay for `bake`.
    pub const fn canary(percent: f64, wait: Duration, bake: Duration) -> Self {
        Deployment(Strategy::Canary { percent, wait, bake })
    }

    /// Whether requests move from one target group to another.
    pub(super) fn shifts_traffic(self) -> bool {
        self.0 != Strategy::Rolling
    }

    pub(crate) fn configuration(self, stack: &mut Stack, single: bool) -> DeploymentConfiguration {
        // With nothing to go beyond 100 %, the old task stops first: two never run beside each other.
        let (least, most) = if single { (0, 100) } else { (100, 200) };
        let base = DeploymentConfiguration::new().minimum_healthy_percent(least).maximum_percent(most);
        // The circuit breaker is for rolling and blue/green deployments only; the others are rolled back by alarms.
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html
        let breaker = DeploymentCircuitBreaker::new(true, true);
        match self.0 {
            Strategy::Rolling => base.deployment_circuit_breaker(breaker),
            Strategy::BlueGreen { bake } => base
                .strategy(DeploymentConfigurationStrategy::BlueGreen)
                .bake_time_in_minutes(whole_minutes(stack, "the bake time", bake))
                .deployment_circuit_breaker(breaker),
            Strategy::Linear { percent, every, bake } => {
                let percent = tenths(stack, "a step of a linear deployment", percent, 3.0);
                let (every, bake) =
                    (whole_minutes(stack, "a step's time", every), whole_minutes(stack, "the bake time", bake));
                let steps = (100.0 / percent).ceil() as u64;
                within_limit(stack, steps * u64::from(every) + u64::from(bake));
                base.strategy(DeploymentConfigurationStrategy::Linear).bake_time_in_minutes(bake).linear_configuration(
                    LinearConfiguration::new().step_percent(percent).step_bake_time_in_minutes(every),
                )
            }
            Strategy::Canary { percent, wait, bake } => {
                let percent = tenths(stack, "the first part of a canary deployment", percent, 0.1);
                let (wait, bake) =
                    (whole_minutes(stack, "the wait", wait), whole_minutes(stack, "the bake time", bake));
                within_limit(stack, u64::from(wait) + u64::from(bake));
                base.strategy(DeploymentConfigurationStrategy::Canary).bake_time_in_minutes(bake).canary_configuration(
                    CanaryConfiguration::new().canary_percent(percent).canary_bake_time_in_minutes(wait),
                )
            }
        }
    }
}

fn whole_minutes(stack: &mut Stack, what: &str, given: Duration) -> u32 {
    if !given.as_secs().is_multiple_of(60) || given.subsec_nanos() != 0 || given > hours(24) {
        let message = format!("{what} of a deployment is {} s", given.as_secs_f64());
        stack.error("bad-deployment", message, "give whole minutes up to `hours(24)`");
    }
    given.min(hours(24)).as_secs() as u32 / 60
}

fn tenths(stack: &mut Stack, what: &str, percent: f64, least: f64) -> f64 {
    let whole = (percent * 10.0 - (percent * 10.0).round()).abs() < 1e-6;
    if !(least..=100.0).contains(&percent) || !whole {
        let message = format!("{what} is {percent} % of the requests");
        stack.error("bad-deployment", message, format!("give {least} to 100 %, in tenths"));
        return least;
    }
    percent
}

fn within_limit(stack: &mut Stack, minutes: u64) {
    if minutes > MOST_MINUTES {
        let message = format!("the deployment would take {minutes} minutes");
        stack.error(
            "bad-deployment",
            message,
            format!(
                "CloudFormation takes at most {MOST_MINUTES} minutes (33 hours): shorten the steps or the bake time"
            ),
        );
    }
}
