//! Alarms: what is to be noticed, how urgent it is, and what to do about it.

mod composite;
mod severity;
mod threshold;

pub use composite::{AlarmRule, CompositeAlarm, CompositeAlarmHandle};
pub use severity::{AlarmTopics, Notified, Severity};
pub use threshold::{Comparison, Missing, Watched};

use iac_aws_base::monitoring::{AlarmHandle, AlarmTopicHandle};
use iac_aws_cfn::cloudwatch;
use iac_core::Text;
use iac_core::prelude::*;

/// An alarm (`AWS::CloudWatch::Alarm`) on a metric, on an expression of several or on a query.
///
/// It goes off after one period that is over the line, treats missing data as CloudWatch does (`INSUFFICIENT_DATA`) and
/// tells nobody until [`Alarm::notify`] is said. Its name is made up by CloudFormation.
///
/// ```
/// use iac_aws::monitoring::{Alarm, AlarmTopic, Comparison, Metric, Missing, Severity, Statistic};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let topic = stack.add("Alarms", AlarmTopic::new().email("Operations", "ops@example.com"));
/// let failed = Metric::new("Shop", "FailedOrders").statistic(Statistic::Sum);
/// stack.add(
///     "OrdersFail",
///     Alarm::new(failed, Comparison::GreaterThan(5.0), Severity::Critical, "Orders fail: look into the payment logs")
///         .for_periods(3)
///         .datapoints(2)
///         .missing(Missing::NotBreaching)
///         .notify(&topic),
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Alarm {
    watched: Watched,
    comparison: Comparison,
    severity: Severity,
    description: Text,
    periods: u32,
    datapoints: Option<u32>,
    missing: Missing,
    topics: Vec<AlarmTopicHandle>,
    name: Option<Text>,
}

impl Alarm {
    /// An alarm for when what is watched compares like this. The description says what has happened and what to do, at
    /// most 1,000 characters.
    pub fn new(
        watched: impl Into<Watched>,
        comparison: Comparison,
        severity: Severity,
        description: impl Into<Text>,
    ) -> Self {
        Alarm {
            watched: watched.into(),
            comparison,
            severity,
            description: description.into(),
            periods: 1,
            datapoints: None,
            missing: Missing::Missing,
            topics: Vec::new(),
            name: None,
        }
    }

    /// How many periods in a row are looked at. Together at most one day; seven days where a period is at least an hour.
    pub fn for_periods(mut self, periods: u32) -> Self {
        self.periods = periods;
        self
    }

    /// How many of the periods must be over the line, all by default.
    pub fn datapoints(mut self, datapoints: u32) -> Self {
        self.datapoints = Some(datapoints);
        self
    }

    /// What a period without data means.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.missing = missing;
        self
    }

    /// Tells a topic when the alarm goes off and when it is over. Up to five.
    pub fn notify(mut self, notified: &impl Notified) -> Self {
        self.topics.push(notified.topic(self.severity));
        self
    }

    /// A name of your own, at most 255 characters. A second copy of the stack in the same account and region then fails.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn check(&self, stack: &mut Stack) {
        self.watched.check(stack);
        self.comparison.check(stack);
        let (periods, seconds) = (self.periods, self.watched.period().seconds());
        let (limit, most) = self.watched.window();
        if periods == 0 || u64::from(periods) * u64::from(seconds) > u64::from(limit) {
            stack.error(
                "alarm-window",
                format!("the alarm looks at {periods} periods of {seconds} seconds"),
                format!("look at one period or more, and at no more than {most} in all"),
            );
        }
        if let Some(datapoints) = self.datapoints
            && (datapoints == 0 || datapoints > periods)
        {
            stack.error(
                "alarm-datapoints",
                format!("{datapoints} of {periods} periods are to be over the line"),
                format!("between 1 and {periods} of them can be"),
            );
        }
        if let Some(name) = &self.name
            && (name.is_empty() || name.chars().count() > 255)
        {
            let given = name.chars().count();
            let message = format!("the alarm's name has {given} characters");
            stack.error("alarm-name", message, "use 1 to 255 characters");
        }
        check_texts(stack, &self.description, self.topics.len());
    }
}

/// Reports what alarms of both sorts are refused for.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
pub(super) fn check_texts(stack: &mut Stack, description: &str, topics: usize) {
    if description.trim().is_empty() || description.chars().count() > 1_000 {
        let given = description.chars().count();
        stack.error(
            "alarm-description",
            format!("the alarm's description has {given} characters"),
            "say in 1 to 1,000 characters what has happened and what to do",
        );
    }
    if topics > 5 {
        stack.error("alarm-actions", format!("the alarm tells {topics} topics"), "tell at most five topics");
    }
}

/// The topics as an alarm's actions.
pub(super) fn actions(topics: &[AlarmTopicHandle]) -> Vec<Val<Arn<iac_aws_cfn::kind::SnsTopic>>> {
    topics.iter().map(AlarmTopicHandle::arn).collect()
}

impl Construct for Alarm {
    type Handle = AlarmHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> AlarmHandle {
        self.check(stack);
        let mut alarm = cloudwatch::Alarm::new()
            .alarm_description(format!("{}: {}", self.severity.name(), self.description))
            .comparison_operator(self.comparison.operator())
            .threshold(self.comparison.threshold())
            .evaluation_periods(self.periods)
            .treat_missing_data(self.missing.into_cfn());
        alarm = self.watched.put_into(alarm);
        if let Some(datapoints) = self.datapoints {
            alarm = alarm.datapoints_to_alarm(datapoints);
        }
        if !self.topics.is_empty() {
            alarm = alarm.alarm_actions(actions(&self.topics)).ok_actions(actions(&self.topics));
        }
        if let Some(name) = self.name {
            alarm = alarm.alarm_name(name);
        }
        AlarmHandle { alarm: stack.add("", alarm) }
    }
}
