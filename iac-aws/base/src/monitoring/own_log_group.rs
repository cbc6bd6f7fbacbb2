//! The log group that a construct has of its own.

use crate::monitoring::{LogClass, LogGroupHandle, Retention};
use crate::security::EncryptionKeyHandle;
use iac_aws_cfn::logs;
use iac_core::prelude::*;

/// A log group of the standard class under a name that CloudFormation makes up, deleted with its stack: where a service
/// or a function writes. The construct `LogGroup` is this one with more to say.
#[derive(Clone, Debug)]
pub struct OwnLogGroup {
    retention: Retention,
    /// The customer key, where it has one.
    pub encryption_key: Option<EncryptionKeyHandle>,
}

impl OwnLogGroup {
    /// A log group that keeps what it gets for so long.
    pub fn new(retention: Retention, encryption_key: Option<&EncryptionKeyHandle>) -> Self {
        OwnLogGroup { retention, encryption_key: encryption_key.copied() }
    }
}

impl Construct for OwnLogGroup {
    type Handle = LogGroupHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LogGroupHandle {
        let mut group = logs::LogGroup::new();
        if let Some(days) = self.retention.days() {
            group = group.retention_in_days(days);
        }
        if let Some(key) = self.encryption_key {
            group = group.kms_key_id(key.arn());
        }
        let group = stack.add("", group);
        stack.on_delete(group, DeletionPolicy::Delete);
        if self.encryption_key.is_none() {
            stack.suppress(group, "CKV_AWS_158", "CloudWatch Logs encrypts it with a key of AWS's own");
        }
        if self.retention == Retention::Forever {
            stack.suppress(group, "CKV_AWS_66", "These logs are to be kept until somebody deletes them");
        }
        LogGroupHandle { group, class: LogClass::Standard }
    }
}
