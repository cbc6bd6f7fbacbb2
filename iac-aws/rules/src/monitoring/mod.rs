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
pub(crate) mod dns_names;
pub(crate) mod dns_record;
#[cfg(test)]
mod dns_record_tests;
pub(crate) mod log_group;
pub(crate) mod metric_filter;
pub(crate) mod metrics;
pub(crate) mod namespaces;
pub(crate) mod namespaces_data;
pub(crate) mod schedule;
pub(crate) mod subscription;
pub(crate) mod target_input;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    alarm_metric::ALARM_METRIC,
    dimension_value::DIMENSION_VALUE,
    alarm_shape::ALARM_SHAPE,
    alarm_math::ALARM_MATH,
    alarm_action::ALARM_ACTION,
    metric_filter::METRIC_FILTER,
    dashboard::DASHBOARD,
    log_group::LOG_GROUP,
    schedule::SCHEDULE,
    target_input::TARGET_INPUT,
    dns_record::DNS_RECORD,
    dns_alias::DNS_ALIAS,
    subscription::SUBSCRIPTION,
];
