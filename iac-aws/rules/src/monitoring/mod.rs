//! Alarms, logs, schedules and names in DNS: what watches and starts things, and is found silent when it is needed.

pub(crate) mod alarm_action;
pub(crate) mod alarm_math;
pub(crate) mod alarm_metric;
pub(crate) mod alarm_shape;
pub(crate) mod alarms;
pub(crate) mod cron;
pub(crate) mod dashboard;
pub(crate) mod dimension_value;
pub(crate) mod dns_alias;
pub(crate) mod dns_record;
pub(crate) mod log_group;
pub(crate) mod metric_filter;
pub(crate) mod metrics;
pub(crate) mod namespaces;
pub(crate) mod schedule;
pub(crate) mod subscription;
