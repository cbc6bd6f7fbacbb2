//! What an alarm watches, and where the line is.

use iac_aws_base::monitoring::{Metric, MetricMath, MetricsInsights, Period};
use iac_aws_cfn::cloudwatch;
use iac_aws_cfn::cloudwatch::alarm::{ComparisonOperator, TreatMissingData};
use iac_core::prelude::*;

/// Where the line is: the alarm goes off for values beyond it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    /// Greater than this.
    GreaterThan(f64),
    /// This or greater.
    GreaterThanOrEqualTo(f64),
    /// Less than this.
    LessThan(f64),
    /// This or less.
    LessThanOrEqualTo(f64),
}

impl Comparison {
    pub(super) const fn operator(self) -> ComparisonOperator {
        match self {
            Comparison::GreaterThan(_) => ComparisonOperator::GreaterThanThreshold,
            Comparison::GreaterThanOrEqualTo(_) => ComparisonOperator::GreaterThanOrEqualToThreshold,
            Comparison::LessThan(_) => ComparisonOperator::LessThanThreshold,
            Comparison::LessThanOrEqualTo(_) => ComparisonOperator::LessThanOrEqualToThreshold,
        }
    }

    /// The number itself.
    pub const fn threshold(self) -> f64 {
        match self {
            Comparison::GreaterThan(line)
            | Comparison::GreaterThanOrEqualTo(line)
            | Comparison::LessThan(line)
            | Comparison::LessThanOrEqualTo(line) => line,
        }
    }

    pub(super) fn check(self, stack: &mut Stack) {
        let line = self.threshold();
        if !line.is_finite() {
            stack.error("alarm-threshold", format!("the alarm's threshold is {line}"), "give a finite number");
        }
    }
}

/// What a period without data means.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is over the line: for what must report all the time, such as a heartbeat.
    Breaching,
    /// It is fine: for what reports only when something happens, such as errors.
    NotBreaching,
    /// The alarm stays as it is.
    Ignore,
    /// The alarm changes to `INSUFFICIENT_DATA`, which tells nobody.
    Missing,
}

impl Missing {
    pub(super) const fn into_cfn(self) -> TreatMissingData {
        match self {
            Missing::Breaching => TreatMissingData::Breaching,
            Missing::NotBreaching => TreatMissingData::NotBreaching,
            Missing::Ignore => TreatMissingData::Ignore,
            Missing::Missing => TreatMissingData::Missing,
        }
    }
}

/// What an alarm watches. A [`Metric`], a [`MetricMath`] or a [`MetricsInsights`] becomes one by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Watched {
    /// One metric.
    Metric(Metric),
    /// An expression over several metrics.
    Math(MetricMath),
    /// A query over all metrics that match.
    Insights(MetricsInsights),
}

impl From<Metric> for Watched {
    fn from(metric: Metric) -> Self {
        Watched::Metric(metric)
    }
}

impl From<MetricMath> for Watched {
    fn from(math: MetricMath) -> Self {
        Watched::Math(math)
    }
}

impl From<MetricsInsights> for Watched {
    fn from(query: MetricsInsights) -> Self {
        Watched::Insights(query)
    }
}

impl Watched {
    pub(super) fn period(&self) -> Period {
        match self {
            Watched::Metric(metric) => metric.period,
            Watched::Math(math) => math.period(),
            Watched::Insights(query) => query.period,
        }
    }

    /// How far back an alarm may look, in seconds and in words.
    pub(super) fn window(&self) -> (u32, &'static str) {
        match self {
            Watched::Insights(_) => (3 * 3_600, "three hours"),
            _ if self.period() < Period::hours(1) => (86_400, "one day"),
            _ => (604_800, "seven days"),
        }
    }

    #[doc(hidden)]
    pub fn check(&self, stack: &mut Stack) {
        match self {
            Watched::Metric(metric) => metric.check(stack),
            Watched::Math(math) => math.check(stack),
            Watched::Insights(query) => query.period.check(stack, "the query"),
        }
    }

    pub(super) fn put_into(&self, alarm: cloudwatch::Alarm) -> cloudwatch::Alarm {
        match self {
            Watched::Metric(metric) => {
                let alarm = alarm
                    .namespace(Val::<Str>::of(metric.namespace.clone()))
                    .metric_name(metric.name.clone())
                    .period(metric.period.seconds());
                let alarm = match metric.statistic.plain() {
                    Some(statistic) => alarm.statistic(statistic),
                    None => alarm.extended_statistic(metric.statistic.name()),
                };
                match metric.alarm_dimensions() {
                    none if none.is_empty() => alarm,
                    dimensions => alarm.dimensions(dimensions),
                }
            }
            Watched::Math(math) => alarm.metrics(math.queries()),
            Watched::Insights(query) => alarm.metrics(Vec::from(query.queries())),
        }
    }
}
