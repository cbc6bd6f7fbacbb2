//! Composite alarms: several alarms that mean one thing.

use super::{Notified, Severity, actions, check_texts};
use iac_aws_base::monitoring::{AlarmHandle, AlarmTopicHandle};
use iac_aws_cfn::cloudwatch;
use iac_core::prelude::*;
use iac_core::{Expr, IntoVal, Text, Value};

/// When a composite alarm goes off.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmRule(Vec<Value>);

impl AlarmRule {
    /// While this alarm is in the state `ALARM`.
    pub fn alarm(alarm: &AlarmHandle) -> Self {
        let name = IntoVal::<Str>::into_value(alarm.name());
        AlarmRule(vec![text("ALARM(\""), name, text("\")")])
    }

    /// While at least one of these alarms is in the state `ALARM`.
    pub fn any_of<'a>(alarms: impl IntoIterator<Item = &'a AlarmHandle>) -> Self {
        AlarmRule::joined(alarms.into_iter().map(AlarmRule::alarm), " OR ")
    }

    /// While all of these alarms are in the state `ALARM`.
    pub fn all_of<'a>(alarms: impl IntoIterator<Item = &'a AlarmHandle>) -> Self {
        AlarmRule::joined(alarms.into_iter().map(AlarmRule::alarm), " AND ")
    }

    /// While both hold.
    pub fn and(self, other: AlarmRule) -> Self {
        AlarmRule::joined([self, other], " AND ")
    }

    /// While at least one of both holds.
    pub fn or(self, other: AlarmRule) -> Self {
        AlarmRule::joined([self, other], " OR ")
    }

    /// While this does not hold.
    pub fn negated(mut self) -> Self {
        self.0.insert(0, text("NOT "));
        AlarmRule(self.0)
    }

    fn joined(rules: impl IntoIterator<Item = AlarmRule>, operator: &'static str) -> Self {
        let mut parts = Vec::new();
        for (index, rule) in rules.into_iter().enumerate() {
            parts.push(text(if index == 0 { "(" } else { operator }));
            parts.extend(rule.0);
        }
        if !parts.is_empty() {
            parts.push(text(")"));
        }
        AlarmRule(parts)
    }

    fn into_val(self) -> Val<Str> {
        Val::of(Expr::Join(Text::Borrowed(""), Value::List(self.0)).into())
    }
}

fn text(text: &'static str) -> Value {
    Value::Str(Text::Borrowed(text))
}

/// An alarm over other alarms (`AWS::CloudWatch::CompositeAlarm`): one message for a fault that sets off several.
///
/// ```
/// use iac_aws::monitoring::{Alarm, AlarmRule, Comparison, CompositeAlarm, Metric, Severity};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let mut high = |id, name: &'static str| {
///     let metric = Metric::new("Shop", name);
///     stack.add(id, Alarm::new(metric, Comparison::GreaterThan(80.0), Severity::Info, "Busy: nothing to do alone"))
/// };
/// let (cpu, queue) = (high("Cpu", "Cpu"), high("Queue", "Queue"));
/// let rule = AlarmRule::all_of([&cpu, &queue]);
/// stack.add("Overloaded", CompositeAlarm::new(rule, Severity::Critical, "The shop is overloaded: add tasks"));
/// ```
#[derive(Clone, Debug)]
pub struct CompositeAlarm {
    rule: AlarmRule,
    severity: Severity,
    description: Text,
    topics: Vec<AlarmTopicHandle>,
}

impl CompositeAlarm {
    /// An alarm for when a rule holds. The description says what has happened and what to do, at most 1,000 characters.
    pub fn new(rule: AlarmRule, severity: Severity, description: impl Into<Text>) -> Self {
        CompositeAlarm { rule, severity, description: description.into(), topics: Vec::new() }
    }

    /// Tells a topic when the alarm goes off and when it is over. Up to five.
    pub fn notify(mut self, notified: &impl Notified) -> Self {
        self.topics.push(notified.topic(self.severity));
        self
    }
}

/// A composite alarm in a stack.
#[derive(Clone, Copy, Debug)]
pub struct CompositeAlarmHandle {
    /// The resource.
    pub alarm: cloudwatch::CompositeAlarmRef,
}

impl Construct for CompositeAlarm {
    type Handle = CompositeAlarmHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> CompositeAlarmHandle {
        check_texts(stack, &self.description, self.topics.len());
        if self.rule.0.is_empty() {
            stack.error("alarm-rule", "the composite alarm is made of no alarm", "name at least one alarm in its rule");
        }
        let mut alarm = cloudwatch::CompositeAlarm::new(self.rule.into_val()).alarm_description(format!(
            "{}: {}",
            self.severity.name(),
            self.description
        ));
        if !self.topics.is_empty() {
            alarm = alarm.alarm_actions(actions(&self.topics)).ok_actions(actions(&self.topics));
        }
        CompositeAlarmHandle { alarm: stack.add("", alarm) }
    }
}
