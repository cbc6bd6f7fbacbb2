//! Logs, metrics and what events look like.

mod alarm;
mod alarm_topic;
mod aws_metrics;
mod event_pattern;
mod filter_pattern;
mod log_group;
mod metric;
mod metric_filter;
pub(crate) mod own_log_group;
mod retention;

pub use alarm::AlarmHandle;
pub use alarm_topic::AlarmTopicHandle;
pub use aws_metrics::{
    CacheNodeMetrics, DbInstanceMetrics, EcsServiceMetrics, LoadBalancerMetrics, NatGatewayMetrics, QueueMetrics,
    TargetGroupMetrics,
};
pub use event_pattern::EventPattern;
pub use filter_pattern::FilterPattern;
pub use log_group::{LogClass, LogGroupHandle};
pub use metric::{Metric, MetricMath, MetricsInsights, Period, Statistic};
pub use metric_filter::MetricFilter;
pub use retention::Retention;
