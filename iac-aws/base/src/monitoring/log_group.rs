//! What others need of a log group.

use crate::monitoring::{Metric, MetricFilter};
use iac_aws_cfn::kind::LogsLogGroup;
use iac_aws_cfn::logs;
use iac_core::prelude::*;

/// What a log group can do with what it holds, and what that costs.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/UserGuide/CloudWatch_Logs_Log_Classes.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogClass {
    /// Everything that CloudWatch Logs offers.
    Standard,
    /// About half the price of ingestion, without metric filters, subscriptions, live tail and alarms.
    InfrequentAccess,
}

/// A log group in a stack.
#[derive(Clone, Copy, Debug)]
pub struct LogGroupHandle {
    /// The resource.
    pub group: logs::LogGroupRef,
    #[doc(hidden)]
    pub class: LogClass,
}

impl LogGroupHandle {
    /// Its name.
    pub fn name(&self) -> Val<Name<LogsLogGroup>> {
        self.group.log_group_name()
    }

    /// Its ARN as CloudFormation gives it, with `:*` at the end: what a policy needs to let somebody write.
    pub fn arn(&self) -> Val<Arn<LogsLogGroup>> {
        self.group.arn()
    }

    /// Counts or measures what is logged. The metric costs as a custom metric; the filter is a resource under `id`
    /// beside the log group.
    #[track_caller]
    pub fn metric(&self, stack: &mut Stack, id: &'static str, filter: MetricFilter) -> Metric {
        let scope = stack.scope_of(self.group);
        stack.within(scope, |stack| {
            if self.class == LogClass::InfrequentAccess {
                stack.error(
                    "metric-filter-class",
                    format!("the metric filter `{id}` is on a log group of the class InfrequentAccess"),
                    "metric filters need `LogClass::Standard`",
                );
            }
            filter.add_to(stack, id, self.name())
        })
    }
}
