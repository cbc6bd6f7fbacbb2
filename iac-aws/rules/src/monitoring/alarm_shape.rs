use super::alarms;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// An alarm cannot be evaluated as it is described.
    ///
    /// CloudWatch has periods of 10, 20 and 30 seconds and of whole minutes. Fewer periods cannot go by than must be above
    /// the threshold, and an alarm looks back a day at most, seven days with periods of an hour or more.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
    pub(crate) ALARM_SHAPE: "alarm-shape", Error, check
}

const DAY: i64 = 86_400;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (alarm, watched) in alarms::all(world) {
        let own = watched.first().is_some_and(|one| one.property == "MetricName");
        for one in &watched {
            let property = if own { "Period" } else { "Metrics" };
            let Some(seconds) = one.period.int() else { continue };
            period(findings, alarm, property, seconds);
            let is_aws = one.namespace.text().is_some_and(|space| space.starts_with("AWS/"));
            if is_aws && matches!(seconds, 10 | 20 | 30) {
                let message = format!("{} looks every {seconds} seconds at a metric of AWS", alarm.path());
                findings.warning(alarm, property, message, "AWS's own metrics come once a minute: write 60 or more");
            }
            if let Some(statistic) = one.statistic.text().filter(|statistic| !is_statistic(statistic)) {
                let message =
                    format!("{} uses the statistic `{statistic}`, which CloudWatch does not have", alarm.path());
                let property = if own { "Statistic" } else { "Metrics" };
                findings.at(
                    alarm,
                    property,
                    message,
                    "there are Average, Sum, Minimum, Maximum, SampleCount, and p99 and the like",
                );
            }
        }
        if own {
            single(findings, alarm);
        }
        for query in alarm.get("Metrics").items() {
            if let Some(seconds) = query.at("Period").int() {
                period(findings, alarm, "Metrics", seconds);
            }
        }
        periods(findings, alarm, watched.iter().filter_map(|one| one.period.int()).max());
        threshold(findings, alarm);
    }
}

fn period<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, property: &str, seconds: i64) {
    if !(matches!(seconds, 10 | 20 | 30) || seconds > 0 && seconds % 60 == 0) {
        let message = format!("{} has a period of {seconds} seconds, which CloudWatch does not have", alarm.path());
        findings.at(alarm, property, message, "periods are 10, 20, 30 and multiples of 60");
    }
}

/// What an alarm on one metric needs.
fn single<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>) {
    let (simple, extended) = (alarm.get("Statistic"), alarm.get("ExtendedStatistic"));
    let path = alarm.path();
    if !alarm.get("Metrics").is_absent() {
        let help = "leave out `MetricName` or `Metrics`";
        findings.at(alarm, "Metrics", format!("{path} has both a metric of its own and a list of metrics"), help);
    } else if !simple.is_absent() && !extended.is_absent() {
        let help = "leave one of them out";
        findings.at(alarm, "ExtendedStatistic", format!("{path} has both `Statistic` and `ExtendedStatistic`"), help);
    } else if simple.is_absent() && extended.is_absent() {
        findings.at(alarm, "", format!("{path} has no statistic"), "set `Statistic`, for example to `Average`");
    }
    if alarm.get("Period").is_absent() {
        findings.at(alarm, "", format!("{path} has no period"), "set `Period`, for example to 300");
    }
    if alarm.get("Namespace").is_absent() {
        findings.at(alarm, "", format!("{path} has no namespace"), "set `Namespace`");
    }
}

fn periods<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, period: Option<i64>) {
    let path = alarm.path();
    let Some(count) = alarm.get("EvaluationPeriods").int() else { return };
    if count < 1 {
        findings.at(alarm, "EvaluationPeriods", format!("{path} looks at {count} periods"), "look at one or more");
    }
    if let Some(needed) = alarm.get("DatapointsToAlarm").int().filter(|needed| *needed > count || *needed < 1) {
        let message = format!("{path} needs {needed} bad periods out of {count}, which cannot be");
        findings.at(alarm, "DatapointsToAlarm", message, format!("`DatapointsToAlarm` is 1 to {count} here"));
    }
    let Some(period) = period else { return };
    let (most, shown) = if period < 3600 { (DAY, "a day") } else { (7 * DAY, "seven days") };
    if count.saturating_mul(period) > most {
        let message = format!("{path} looks back {count} × {period} seconds, more than {shown}");
        findings.at(alarm, "EvaluationPeriods", message, format!("the product is {most} at most"));
    }
}

fn threshold<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>) {
    let operator = alarm.get("ComparisonOperator");
    let (fixed, band) = (alarm.get("Threshold"), alarm.get("ThresholdMetricId"));
    let path = alarm.path();
    if operator.is_absent() {
        let help = "set `ComparisonOperator`, for example to `GreaterThanThreshold`";
        return findings.at(alarm, "", format!("{path} does not say how it compares"), help);
    }
    let Some(operator) = operator.text() else { return };
    percent(findings, alarm, &operator);
    let needs_band = operator.contains("LowerOrGreaterThanUpper")
        || operator.contains("UpperThreshold")
        || operator.contains("LowerThreshold");
    if needs_band && band.is_absent() {
        let message = format!("{path} compares with a band, `{operator}`, but has none");
        findings.at(alarm, "ComparisonOperator", message, "name an ANOMALY_DETECTION_BAND in `ThresholdMetricId`");
    } else if !needs_band && fixed.is_absent() && band.is_absent() {
        let message = format!("{path} compares with `{operator}`, but has no threshold");
        findings.at(alarm, "ComparisonOperator", message, "set `Threshold`");
    } else if !fixed.is_absent() && !band.is_absent() {
        let message = format!("{path} has both a threshold and a band");
        findings.at(alarm, "Threshold", message, "leave out `Threshold` or `ThresholdMetricId`");
    }
}

/// A percentage is never above 100, and that of some services, such as ECS, only seldom.
fn percent<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, operator: &str) {
    let (metric, statistic) = (alarm.get("MetricName"), alarm.get("Statistic"));
    let is_percent = metric.text().is_some_and(|name| name.ends_with("Utilization"));
    let is_sum = statistic.text().is_none_or(|one| one == "Sum" || one == "SampleCount");
    let Some(threshold) = alarm.get("Threshold").num().filter(|_| is_percent && !is_sum) else { return };
    let never = match operator {
        "GreaterThanThreshold" => threshold >= 100.0,
        "GreaterThanOrEqualToThreshold" => threshold > 100.0,
        "LessThanThreshold" => threshold <= 0.0,
        _ => false,
    };
    if never {
        let message =
            format!("{} waits for {} beyond {threshold} percent: it never goes off", alarm.path(), metric.shown());
        findings.warning(alarm, "Threshold", message, "set `Threshold` between 0 and 100");
    }
}

/// Whether CloudWatch has a statistic: a simple one, a percentile, or a trimmed one.
fn is_statistic(text: &str) -> bool {
    const SIMPLE: &[&str] = &["Average", "Sum", "Minimum", "Maximum", "SampleCount", "IQM"];
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at(letters);
    let percent = rest.parse::<f64>().is_ok_and(|percent| (0.0..=100.0).contains(&percent));
    let range = rest.starts_with('(') && rest.ends_with(')') && rest.contains(':');
    SIMPLE.contains(&text)
        || matches!(name, "p" | "tm" | "tc" | "ts" | "wm") && percent
        || matches!(name, "TM" | "TC" | "TS" | "WM" | "PR") && range
}

#[cfg(test)]
mod tests {
    use super::ALARM_SHAPE;
    use crate::testing::{finds, silent};

    fn alarm(change: &[(&str, &str)]) -> String {
        let mut properties = vec![
            ("Namespace", "AWS/RDS"),
            ("MetricName", "CPUUtilization"),
            ("Period", "300"),
            ("EvaluationPeriods", "3"),
            ("Threshold", "80"),
            ("Statistic", "Average"),
            ("ComparisonOperator", "GreaterThanThreshold"),
        ];
        properties.retain(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
        properties.extend(change.iter().filter(|(_, value)| !value.is_empty()));
        let lines: Vec<String> = properties.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!(
            "Parameters: {{Every: {{Type: Number, Default: 60, AllowedValues: [60, 90]}}}}\n\
                 Resources: {{A: {{Type: AWS::CloudWatch::Alarm, Properties: {{{}}}}}}}",
            lines.join(", ")
        )
    }

    #[test]
    fn shapes_that_are_refused() {
        for (change, words) in [
            (&[("Period", "45")][..], "a period of 45 seconds"),
            (&[("Period", "!Ref Every")], "a period of 90 seconds"),
            (&[("Period", "30")], "every 30 seconds at a metric of AWS"),
            (&[("Statistic", "Avg")], "the statistic `Avg`"),
            (&[("Statistic", ""), ("ExtendedStatistic", "p101")], "the statistic `p101`"),
            (&[("ExtendedStatistic", "p99")], "both `Statistic` and `ExtendedStatistic`"),
            (&[("Statistic", "")], "has no statistic"),
            (&[("DatapointsToAlarm", "4")], "needs 4 bad periods out of 3"),
            (&[("EvaluationPeriods", "300")], "more than a day"),
            (&[("Period", "86400"), ("EvaluationPeriods", "8")], "more than seven days"),
            (&[("Threshold", "")], "has no threshold"),
            (&[("Threshold", "800")], "beyond 800 percent"),
            (&[("ComparisonOperator", "")], "does not say how it compares"),
        ] {
            finds(ALARM_SHAPE, &alarm(change), "A", words);
        }
    }

    #[test]
    fn shapes_that_work() {
        for change in [
            &[][..],
            &[("Namespace", "My/App"), ("Period", "10")],
            &[("Statistic", ""), ("ExtendedStatistic", "p99.9")],
            &[("Statistic", ""), ("ExtendedStatistic", "TM(10%:90%)")],
            &[("DatapointsToAlarm", "2")],
            &[("Threshold", "100"), ("ComparisonOperator", "GreaterThanOrEqualToThreshold")],
            &[("Threshold", "800"), ("MetricName", "DatabaseConnections")],
            &[("Period", "3600"), ("EvaluationPeriods", "168")],
        ] {
            silent(ALARM_SHAPE, &alarm(change));
        }
    }
}
