//! How much time one data point stands for.

use iac_core::Stack;

/// How much time one data point stands for: 10, 20 or 30 seconds, or whole minutes.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period(u32);

impl Period {
    /// Ten seconds: for metrics of high resolution, which AWS's own are not; an alarm on it costs more.
    pub const SECONDS_10: Period = Period(10);
    /// Twenty seconds; see [`Period::SECONDS_10`].
    pub const SECONDS_20: Period = Period(20);
    /// Thirty seconds; see [`Period::SECONDS_10`].
    pub const SECONDS_30: Period = Period(30);

    /// Whole minutes: 1 to 1,440.
    pub const fn minutes(count: u16) -> Self {
        Period(count as u32 * 60)
    }

    /// Whole hours: 1 to 24.
    pub const fn hours(count: u16) -> Self {
        Period(count as u32 * 3_600)
    }

    /// The number of seconds.
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// Reports a period that CloudWatch does not know; `of` says whose it is.
    #[doc(hidden)]
    pub fn check(self, stack: &mut Stack, of: &str) {
        if self.0 == 0 || self.0 > 86_400 {
            stack.error(
                "metric-period",
                format!("{of} has a period of {} seconds", self.0),
                "a period is 10, 20 or 30 seconds, or 1 to 1,440 minutes: `Period::minutes(5)`",
            );
        }
    }
}
