//! A check in a stack.

use iac_aws_base::monitoring::{AlarmHandle, Metric, Statistic};
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::kind::SyntheticsCanary;
use iac_aws_cfn::{iam, synthetics};
use iac_core::prelude::*;

/// A check in a stack.
#[derive(Clone, Copy, Debug)]
pub struct UptimeCheckHandle {
    /// What asks.
    pub canary: synthetics::CanaryRef,
    /// What its function may do.
    pub role: iam::RoleRef,
    /// Where runs leave what they found.
    pub artifacts: BucketHandle,
    /// What goes off when the addresses do not answer.
    pub alarm: AlarmHandle,
}

impl UptimeCheckHandle {
    /// The canary's name.
    pub fn name(&self) -> Val<Name<SyntheticsCanary>> {
        self.canary.name()
    }

    /// The share of runs that found everything in order, in percent.
    pub fn success_percent(&self) -> Metric {
        success_percent(self.canary)
    }

    /// How long a run took, in milliseconds.
    pub fn duration(&self) -> Metric {
        Metric::new(NAMESPACE, "Duration").dimension("CanaryName", self.canary.name())
    }
}

/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html>
pub(super) const NAMESPACE: &str = "CloudWatchSynthetics";

pub(super) fn success_percent(canary: synthetics::CanaryRef) -> Metric {
    Metric::new(NAMESPACE, "SuccessPercent").dimension("CanaryName", canary.name()).statistic(Statistic::Average)
}
