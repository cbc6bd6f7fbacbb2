//! What others need of an alarm.

use iac_aws_cfn::cloudwatch;
use iac_core::prelude::*;

/// An alarm in a stack.
#[derive(Clone, Copy, Debug)]
pub struct AlarmHandle {
    /// The resource.
    pub alarm: cloudwatch::AlarmRef,
}

impl AlarmHandle {
    /// Its name.
    pub fn name(&self) -> Val<Name<iac_aws_cfn::kind::CloudwatchAlarm>> {
        self.alarm.alarm_name()
    }

    /// Its ARN.
    pub fn arn(&self) -> Val<Arn<iac_aws_cfn::kind::CloudwatchAlarm>> {
        self.alarm.arn()
    }
}
