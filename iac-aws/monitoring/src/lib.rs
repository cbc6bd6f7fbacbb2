#![doc = include_str!("../README.md")]

mod alarm;
mod alarm_topic;
mod budget;
mod dashboard;
mod event_notifications;
mod log_group;
mod slack_alerts;

pub use alarm::{
    Alarm, AlarmRule, AlarmTopics, Comparison, CompositeAlarm, CompositeAlarmHandle, Missing, Notified, Severity,
    Watched,
};
pub use alarm_topic::AlarmTopic;
pub use budget::{Budget, BudgetHandle};
pub use dashboard::{Dashboard, DashboardHandle, GraphWidget, Widget};
pub use event_notifications::{EventNotifications, EventNotificationsHandle};
pub use log_group::LogGroup;
pub use slack_alerts::{SlackAlerts, SlackAlertsHandle, SlackChannel, SlackLogging, SlackWorkspace};
