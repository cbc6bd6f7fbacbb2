//! Log groups: where containers, functions and AWS's own services write.

use crate::monitoring::{Metric, MetricFilter, Retention};
use crate::security::EncryptionKeyHandle;
use iac_aws_cfn::kind::LogsLogGroup;
use iac_aws_cfn::logs;
use iac_core::Text;
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

/// A log group (`AWS::Logs::LogGroup`). How long it keeps logs is said, because it costs.
///
/// It is deleted with its stack, logs and all; [`LogGroup::on_delete`] keeps it. AWS encrypts it with a key of its own.
///
/// ```
/// use iac_aws::monitoring::{LogGroup, Retention};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let logs = stack.add("Logs", LogGroup::new(Retention::Days30));
/// stack.output("LogGroupName", logs.name());
/// ```
#[derive(Clone, Debug)]
pub struct LogGroup {
    retention: Retention,
    class: LogClass,
    on_delete: DeletionPolicy,
    name: Option<Text>,
    encryption_key: Option<EncryptionKeyHandle>,
}

impl LogGroup {
    /// A log group of the standard class under a name that CloudFormation makes up.
    pub fn new(retention: Retention) -> Self {
        LogGroup {
            retention,
            class: LogClass::Standard,
            on_delete: DeletionPolicy::Delete,
            name: None,
            encryption_key: None,
        }
    }

    /// The class; it cannot be changed on a log group that exists.
    pub fn class(mut self, class: LogClass) -> Self {
        self.class = class;
        self
    }

    /// What becomes of the logs when the stack is deleted: `Delete` by default; kept, they go on costing.
    pub fn on_delete(mut self, policy: DeletionPolicy) -> Self {
        self.on_delete = policy;
        self
    }

    /// A name of your own: letters, digits and `.-_/#`, at most 512. A second copy of the stack in the same account and
    /// region then fails, and so does a change that replaces the log group.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Encrypts it with a customer key, which must be usable by `KeyUser::CloudWatchLogs`.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.encryption_key = Some(*key);
        self
    }
}

/// A log group in a stack.
#[derive(Clone, Copy, Debug)]
pub struct LogGroupHandle {
    /// The resource.
    pub group: logs::LogGroupRef,
    class: LogClass,
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

impl Construct for LogGroup {
    type Handle = LogGroupHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LogGroupHandle {
        let mut group = logs::LogGroup::new();
        if let Some(days) = self.retention.days() {
            group = group.retention_in_days(days);
        }
        if self.class == LogClass::InfrequentAccess {
            group = group.log_group_class(logs::log_group::LogGroupClass::InfrequentAccess);
        }
        if let Some(name) = self.name {
            let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_/#".contains(c);
            if name.is_empty() || name.len() > 512 || !name.chars().all(allowed) {
                stack.error(
                    "log-group-name",
                    format!("`{name}` is no name of a log group"),
                    "use 1 to 512 letters, digits and the characters . - _ / #",
                );
            }
            group = group.log_group_name(name);
        }
        if let Some(key) = self.encryption_key {
            group = group.kms_key_id(key.arn());
        }
        let group = stack.add("", group);
        stack.on_delete(group, self.on_delete);
        if self.encryption_key.is_none() {
            stack.suppress(group, "CKV_AWS_158", "CloudWatch Logs encrypts it with a key of AWS's own");
        }
        if self.retention == Retention::Forever {
            stack.suppress(group, "CKV_AWS_66", "These logs are to be kept until somebody deletes them");
        }
        LogGroupHandle { group, class: self.class }
    }
}
