//! What others need of a queue's depth.

use crate::monitoring::{AlarmHandle, LogGroupHandle, Metric, Period, Statistic};
use crate::network::{Connectable, OpenedRules, SecurityGroupHandle};
use iac_aws_cfn::{iam, lambda, scheduler};
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// The publisher of a queue's depth, in a stack.
#[derive(Clone, Debug)]
pub struct QueueDepthHandle {
    /// The function.
    pub function: lambda::FunctionRef,
    /// What the function may do.
    pub role: iam::RoleRef,
    /// What keeps the function's code from the permissions that only Lambda itself needs.
    pub boundary: iam::PolicyRef,
    /// What starts it.
    pub schedule: scheduler::ScheduleRef,
    /// What Scheduler may do: start this function and nothing else.
    pub schedule_role: iam::RoleRef,
    /// Where it writes, metrics included.
    pub log_group: LogGroupHandle,
    /// What lets it out to the cache and to Secrets Manager.
    pub security_group: SecurityGroupHandle,
    /// Rings when nothing is published.
    pub silent: AlarmHandle,
    #[doc(hidden)]
    pub cache: Value,
    #[doc(hidden)]
    pub lists: Text,
}

impl QueueDepthHandle {
    /// The namespace of its metric.
    #[doc(hidden)]
    pub const NAMESPACE: &'static str = "QueueDepth";

    /// How many messages wait, in all lists together.
    pub fn waiting(&self) -> Metric {
        QueueDepthHandle::metric(&self.cache, &self.lists)
    }

    #[doc(hidden)]
    pub fn metric(cache: &Value, lists: &Text) -> Metric {
        Metric::new(QueueDepthHandle::NAMESPACE, "Waiting")
            .dimension("Cache", Val::<Str>::of(cache.clone()))
            .dimension("Lists", Val::<Str>::of(Value::Str(lists.clone())))
            .statistic(Statistic::Maximum)
            .period(Period::minutes(1))
            .label("Waiting messages")
    }
}

impl Connectable for QueueDepthHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }

    /// The first run must find the port open.
    fn opened(&self, stack: &mut Stack, rules: OpenedRules) {
        rules.created_before(stack, self.schedule);
    }
}
