//! Alarms, logs, schedules and names in DNS: what watches and starts things, and is found silent when it is needed.

pub(crate) mod alarm_metric;
pub(crate) mod alarm_shape;
pub(crate) mod alarms;
pub(crate) mod dimension_value;
pub(crate) mod metrics;
pub(crate) mod namespaces;
