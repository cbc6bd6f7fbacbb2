//! Whether addresses answer, asked from outside.

mod build;
mod handle;

pub use handle::UptimeCheckHandle;

use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_monitoring::{Notified, Severity};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// A runtime of CloudWatch Synthetics: the library that runs the script, and the Node.js below it. AWS names an end for
/// each, after which canaries go on running and can no longer be changed.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_puppeteer.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanaryRuntime(Text);

impl CanaryRuntime {
    /// Puppeteer on Node.js 22.
    pub const PUPPETEER_17_0: CanaryRuntime = CanaryRuntime(Text::Borrowed("syn-nodejs-puppeteer-17.0"));

    /// Another runtime of Node.js and Puppeteer by its name, from `syn-nodejs-puppeteer-13.1` on.
    pub fn named(name: impl Into<Text>) -> Self {
        CanaryRuntime(name.into())
    }
}

/// A canary (`AWS::Synthetics::Canary`) that asks addresses from outside of the application whether they answer, and an
/// alarm that goes off when they do not.
///
/// Each run asks every address, once, and expects a status of 200 to 299 within the time; redirects count as failures.
/// A run costs 0.0012 $ (about 11 $ a month at one every five minutes; the first 100 a month are free), its function
/// about as much as nothing (<https://aws.amazon.com/cloudwatch/pricing/>).
///
/// Defaults: every five minutes; the alarm is critical and goes off after two failures in a row, or when no run reports;
/// what runs leave behind is deleted after 31 days. The bucket stays when the stack is deleted, as does the log group
/// that the canary makes.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let topic = stack.add("Alarms", AlarmTopic::new());
/// let check = UptimeCheck::new("shop-prod", "https://shop.example.com/health")
///     .also("api", "https://api.example.com/health")
///     .notify(Severity::Critical, &topic);
/// stack.add("Uptime", check);
/// ```
#[derive(Clone, Debug)]
pub struct UptimeCheck {
    name: Text,
    addresses: Vec<(Text, Value)>,
    interval: Duration,
    timeout: Duration,
    failures: u32,
    severity: Severity,
    topics: Vec<AlarmTopicHandle>,
    retention: Duration,
    runtime: CanaryRuntime,
    started: bool,
}

impl UptimeCheck {
    /// Asks one address. Names are unique in an account and region, and have lower-case letters, digits, hyphens and
    /// underscores.
    pub fn new(name: impl Into<Text>, address: impl IntoVal<Str>) -> Self {
        UptimeCheck {
            name: name.into(),
            addresses: vec![(Text::Borrowed("main"), address.into_value())],
            interval: minutes(5),
            timeout: minutes(1),
            failures: 2,
            severity: Severity::Critical,
            topics: Vec::new(),
            retention: days(31),
            runtime: CanaryRuntime::PUPPETEER_17_0,
            started: true,
        }
    }

    /// Asks one more address in the same run, under a name for its step: the run fails when any of them does.
    pub fn also(mut self, step: impl Into<Text>, address: impl IntoVal<Str>) -> Self {
        self.addresses.push((step.into(), address.into_value()));
        self
    }

    /// How often it asks: whole minutes, up to an hour; five minutes by default.
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long a run may take, 15 s to the interval; one minute by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many failures in a row make the alarm go off; two by default, so that one lost packet wakes nobody.
    pub fn failures(mut self, count: u32) -> Self {
        self.failures = count;
        self
    }

    /// Tells a topic, and says how urgent the alarm is; critical by default.
    pub fn notify(mut self, severity: Severity, notified: &impl Notified) -> Self {
        self.severity = severity;
        self.topics.push(notified.topic(severity));
        self
    }

    /// How long what runs leave behind is kept: whole days; 31 by default.
    pub fn retention(mut self, retention: Duration) -> Self {
        self.retention = retention;
        self
    }

    /// What the script runs on; the newest known here by default.
    pub fn runtime(mut self, runtime: CanaryRuntime) -> Self {
        self.runtime = runtime;
        self
    }

    /// Leaves the canary stopped, such as before what it asks is reachable. The alarm is then silent until the first run.
    pub fn stopped(mut self) -> Self {
        self.started = false;
        self
    }
}
