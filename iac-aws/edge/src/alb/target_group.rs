//! How a balancer treats the tasks of a service.

use super::Route;
use crate::whole_seconds;
use iac_aws_cfn::elastic_load_balancing_v2 as elb;
use iac_aws_cfn::elastic_load_balancing_v2::target_group::{Matcher, Protocol, TargetGroupAttribute, TargetType};
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::Text;
use iac_core::prelude::*;

/// How a balancer chooses among the tasks of a service.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// One after the other.
    RoundRobin,
    /// The one with the fewest requests in progress: for requests of very different length.
    LeastOutstandingRequests,
    /// At random; a task that fails more than the others gets less.
    WeightedRandom,
}

#[derive(Clone, Debug)]
pub(super) struct TargetGroupSettings {
    health_interval: Duration,
    health_timeout: Duration,
    healthy_after: u8,
    unhealthy_after: u8,
    health_status: Text,
    deregistration_delay: Duration,
    slow_start: Option<Duration>,
    pub(super) stickiness: Option<Duration>,
    algorithm: Algorithm,
}

impl Default for TargetGroupSettings {
    fn default() -> Self {
        TargetGroupSettings {
            health_interval: seconds(30),
            health_timeout: seconds(10),
            healthy_after: 2,
            unhealthy_after: 3,
            health_status: Text::Borrowed("200"),
            deregistration_delay: seconds(60),
            slow_start: None,
            stickiness: None,
            algorithm: Algorithm::RoundRobin,
        }
    }
}

/// How the target group treats the service's tasks.
impl Route {
    /// How often each task is asked how it is: 5 to 300 seconds, 30 by default.
    pub fn health_interval(mut self, interval: Duration) -> Self {
        self.group.health_interval = interval;
        self
    }

    /// How long a task may take to answer: 2 to 120 seconds and less than the interval, 10 by default.
    pub fn health_timeout(mut self, timeout: Duration) -> Self {
        self.group.health_timeout = timeout;
        self
    }

    /// After how many answers in a row a task is well again, 2 by default, and after how many without one it is not, 3
    /// by default: 2 to 10 each.
    pub fn health_thresholds(mut self, healthy: u8, unhealthy: u8) -> Self {
        self.group.healthy_after = healthy;
        self.group.unhealthy_after = unhealthy;
        self
    }

    /// The status of a task that is well, `200` by default: codes from 200 to 499, such as `200,204` or `200-299`.
    pub fn health_status(mut self, codes: impl Into<Text>) -> Self {
        self.group.health_status = codes.into();
        self
    }

    /// How long a task that leaves may finish its requests: up to 3,600 seconds, 60 by default. Longer than the longest
    /// answer; a deployment waits for it.
    pub fn deregistration_delay(mut self, delay: Duration) -> Self {
        self.group.deregistration_delay = delay;
        self
    }

    /// Sends a new task few requests at first, and its share after this time: 30 to 900 seconds. Only with
    /// [`Algorithm::RoundRobin`].
    pub fn slow_start(mut self, duration: Duration) -> Self {
        self.group.slow_start = Some(duration);
        self
    }

    /// Sends a client to the same task for this time, by a cookie of the balancer's: 1 second to 7 days. A service that
    /// keeps its state elsewhere has no need of it, and one whose deployments shift requests between two groups cannot have
    /// it.
    /// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html>
    pub fn stickiness(mut self, duration: Duration) -> Self {
        self.group.stickiness = Some(duration);
        self
    }

    /// How a task is chosen; round robin by default.
    pub fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.group.algorithm = algorithm;
        self
    }
}

impl TargetGroupSettings {
    pub(super) fn check(&self, stack: &mut Stack) {
        let code = "bad-target-group-duration";
        whole_seconds::check(stack, code, "health check interval", self.health_interval, 5..=300);
        whole_seconds::check(stack, code, "health check timeout", self.health_timeout, 2..=120);
        whole_seconds::check(stack, code, "deregistration delay", self.deregistration_delay, 0..=3_600);
        if let Some(duration) = self.stickiness {
            whole_seconds::check(stack, code, "stickiness", duration, 1..=604_800);
        }
        if let Some(duration) = self.slow_start {
            whole_seconds::check(stack, code, "slow start", duration, 30..=900);
        }
        let (timeout, interval) = (self.health_timeout, self.health_interval);
        if timeout >= interval {
            let (timeout, interval) = (timeout.as_secs(), interval.as_secs());
            let message = format!("the health check may take {timeout} seconds and is repeated after {interval}");
            stack.error("health-timeout-not-below-interval", message, "give a timeout below the interval");
        }
        for threshold in [self.healthy_after, self.unhealthy_after] {
            if !(2..=10).contains(&threshold) {
                let message = format!("a health threshold is {threshold}");
                stack.error("bad-health-threshold", message, "a threshold is 2 to 10 answers in a row");
            }
        }
        if !is_matcher(&self.health_status) {
            let message = format!("the status of a task that is well is `{}`", self.health_status);
            stack.error("bad-health-status", message, "give codes from 200 to 499: `200`, `200,204` or `200-299`");
        }
        if self.slow_start.is_some() && self.algorithm != Algorithm::RoundRobin {
            let message = format!("slow start with the algorithm {:?}", self.algorithm);
            stack.error("slow-start-needs-round-robin", message, "leave one of the two out");
        }
    }

    pub(super) fn target_group(&self, vpc: Val<Id<Ec2Vpc>>, port: u16, health_path: Text) -> elb::TargetGroup {
        elb::TargetGroup::new()
            .vpc_id(vpc)
            .target_type(TargetType::Ip)
            .protocol(Protocol::Http)
            .port(port)
            .health_check_path(health_path)
            .health_check_interval_seconds(in_seconds(self.health_interval))
            .health_check_timeout_seconds(in_seconds(self.health_timeout))
            .healthy_threshold_count(self.healthy_after)
            .unhealthy_threshold_count(self.unhealthy_after)
            .matcher(Matcher::new().http_code(self.health_status.clone()))
            .target_group_attributes(self.attributes())
    }

    fn attributes(&self) -> Vec<TargetGroupAttribute> {
        let set = |key: &'static str, value: Text| TargetGroupAttribute::new().key(key).value(value);
        let text = |duration: Duration| Text::from(duration.as_secs().to_string());
        let mut attributes = vec![set("deregistration_delay.timeout_seconds", text(self.deregistration_delay))];
        let algorithm = match self.algorithm {
            Algorithm::RoundRobin => None,
            Algorithm::LeastOutstandingRequests => Some("least_outstanding_requests"),
            Algorithm::WeightedRandom => Some("weighted_random"),
        };
        if let Some(algorithm) = algorithm {
            attributes.push(set("load_balancing.algorithm.type", algorithm.into()));
        }
        if self.algorithm == Algorithm::WeightedRandom {
            attributes.push(set("load_balancing.algorithm.anomaly_mitigation", "on".into()));
        }
        if let Some(duration) = self.slow_start {
            attributes.push(set("slow_start.duration_seconds", text(duration)));
        }
        if let Some(duration) = self.stickiness {
            attributes.push(set("stickiness.enabled", "true".into()));
            attributes.push(set("stickiness.type", "lb_cookie".into()));
            attributes.push(set("stickiness.lb_cookie.duration_seconds", text(duration)));
        }
        attributes
    }
}

fn in_seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// Codes from 200 to 499, single or from-to, with commas between them.
fn is_matcher(codes: &str) -> bool {
    let code = |text: &str| text.parse::<u16>().ok().filter(|code| (200..500).contains(code));
    codes.split(',').all(|part| match part.split_once('-') {
        None => code(part).is_some(),
        Some((from, to)) => matches!((code(from), code(to)), (Some(from), Some(to)) if from < to),
    })
}

#[cfg(test)]
mod tests {
    use super::is_matcher;

    #[test]
    fn knows_the_codes_that_a_matcher_takes() {
        for codes in ["200", "200,204", "200-299", "200-299,401", "499"] {
            assert!(is_matcher(codes), "{codes}");
        }
        for codes in ["", "199", "500", "200-", "299-200", "ok", "200,,204", "200 204"] {
            assert!(!is_matcher(codes), "{codes}");
        }
    }
}
