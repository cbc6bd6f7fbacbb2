//! How urgent an alarm is, and who is told.

use iac_aws_base::monitoring::AlarmTopicHandle;

/// How urgent an alarm is. It stands at the beginning of the alarm's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nobody has to act.
    Info,
    /// Somebody has to act during working hours.
    Warning,
    /// Customers notice; somebody has to act now.
    Critical,
}

impl Severity {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "Info",
            Severity::Warning => "Warning",
            Severity::Critical => "Critical",
        }
    }
}

/// What alarms are sent to: one topic, or a topic per severity.
#[diagnostic::on_unimplemented(
    message = "alarms cannot be sent to `{Self}`",
    label = "expected a topic",
    note = "add an `AlarmTopic` to the stack and give its handle, or `AlarmTopics` with one per severity"
)]
pub trait Notified {
    /// The topic for alarms of this severity.
    fn topic(&self, severity: Severity) -> AlarmTopicHandle;
}

/// A topic per severity.
#[derive(Clone, Copy, Debug)]
pub struct AlarmTopics {
    /// For what customers notice.
    pub critical: AlarmTopicHandle,
    /// For what can wait for working hours.
    pub warning: AlarmTopicHandle,
    /// For what is good to know.
    pub info: AlarmTopicHandle,
}

impl Notified for AlarmTopics {
    fn topic(&self, severity: Severity) -> AlarmTopicHandle {
        match severity {
            Severity::Critical => self.critical,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

impl Notified for AlarmTopicHandle {
    fn topic(&self, _: Severity) -> AlarmTopicHandle {
        *self
    }
}
