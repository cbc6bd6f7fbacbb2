//! How data points become one number.

use iac_aws_cfn::cloudwatch::alarm;

/// How the data points of a period become one number.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Their mean.
    Average,
    /// Their sum.
    Sum,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// How many there were.
    SampleCount,
    /// The median: half of them are at most this.
    P50,
    /// 90 % of them are at most this.
    P90,
    /// 95 % of them are at most this.
    P95,
    /// 99 % of them are at most this.
    P99,
    /// 99.9 % of them are at most this.
    P999,
}

impl Statistic {
    /// CloudWatch's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Statistic::Average => "Average",
            Statistic::Sum => "Sum",
            Statistic::Minimum => "Minimum",
            Statistic::Maximum => "Maximum",
            Statistic::SampleCount => "SampleCount",
            Statistic::P50 => "p50",
            Statistic::P90 => "p90",
            Statistic::P95 => "p95",
            Statistic::P99 => "p99",
            Statistic::P999 => "p99.9",
        }
    }

    /// The statistic in the form of an alarm on one metric; a percentile has none and is an extended statistic there.
    #[doc(hidden)]
    pub const fn plain(self) -> Option<alarm::Statistic> {
        match self {
            Statistic::Average => Some(alarm::Statistic::Average),
            Statistic::Sum => Some(alarm::Statistic::Sum),
            Statistic::Minimum => Some(alarm::Statistic::Minimum),
            Statistic::Maximum => Some(alarm::Statistic::Maximum),
            Statistic::SampleCount => Some(alarm::Statistic::SampleCount),
            Statistic::P50 | Statistic::P90 | Statistic::P95 | Statistic::P99 | Statistic::P999 => None,
        }
    }
}
