//! Log groups: where containers, functions and AWS's own services write.

use iac_aws_base::monitoring::{LogClass, LogGroupHandle, Retention};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::shared::OwnLogGroup;
use iac_aws_cfn::logs;
use iac_core::Text;
use iac_core::prelude::*;

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
    group: OwnLogGroup,
    class: LogClass,
    on_delete: DeletionPolicy,
    name: Option<Text>,
}

impl LogGroup {
    /// A log group of the standard class under a name that CloudFormation makes up.
    pub fn new(retention: Retention) -> Self {
        LogGroup {
            group: OwnLogGroup::new(retention, None),
            class: LogClass::Standard,
            on_delete: DeletionPolicy::Delete,
            name: None,
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
        self.group.encryption_key = Some(*key);
        self
    }
}

impl Construct for LogGroup {
    type Handle = LogGroupHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LogGroupHandle {
        let mut handle = self.group.build(stack);
        let group = handle.group;
        if self.class == LogClass::InfrequentAccess {
            handle.class = self.class;
            stack.modify(group, |group| group.log_group_class(logs::log_group::LogGroupClass::InfrequentAccess));
        }
        if let Some(name) = self.name {
            check_name(stack, &name);
            stack.modify(group, |group| group.log_group_name(name));
        }
        stack.on_delete(group, self.on_delete);
        handle
    }
}

fn check_name(stack: &mut Stack, name: &str) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_/#".contains(c);
    if name.is_empty() || name.len() > 512 || !name.chars().all(allowed) {
        stack.error(
            "log-group-name",
            format!("`{name}` is no name of a log group"),
            "use 1 to 512 letters, digits and the characters . - _ / #",
        );
    }
}
