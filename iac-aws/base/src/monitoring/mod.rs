//! Logs, metrics, alarms, dashboards and what events look like.

mod alarm;
mod alarm_topic;
mod aws_metrics;
mod budget;
mod dashboard;
mod event_notifications;
mod event_pattern;
mod filter_pattern;
mod log_group;
mod metric;
mod metric_filter;
mod retention;
mod slack_alerts;
mod uptime_check;

pub use alarm::{
    Alarm, AlarmHandle, AlarmRule, AlarmTopics, Comparison, CompositeAlarm, CompositeAlarmHandle, Missing, Notified,
    Severity, Watched,
};
pub use alarm_topic::{AlarmTopic, AlarmTopicHandle};
pub use aws_metrics::{
    CacheNodeMetrics, DbInstanceMetrics, EcsServiceMetrics, LoadBalancerMetrics, NatGatewayMetrics, QueueMetrics,
    TargetGroupMetrics,
};
pub use budget::{Budget, BudgetHandle};
pub use dashboard::{Dashboard, DashboardHandle, GraphWidget, Widget};
pub use event_notifications::{EventNotifications, EventNotificationsHandle};
pub use event_pattern::EventPattern;
pub use filter_pattern::FilterPattern;
pub use log_group::{LogClass, LogGroup, LogGroupHandle};
pub use metric::{Metric, MetricMath, MetricsInsights, Period, Statistic};
pub use metric_filter::MetricFilter;
pub use retention::Retention;
pub use slack_alerts::{SlackAlerts, SlackAlertsHandle, SlackChannel, SlackLogging, SlackWorkspace};
pub use uptime_check::{CanaryRuntime, UptimeCheck, UptimeCheckHandle};
