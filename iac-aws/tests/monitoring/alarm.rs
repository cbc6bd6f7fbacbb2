//! Alarms on one metric: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn an_alarm_tells_its_topic_when_it_goes_off_and_when_it_is_over() {
    let resources = resources(|stack| {
        let topic = stack.add("Topic", AlarmTopic::new());
        let metric = custom().dimension("Environment", "prod").statistic(Statistic::Sum).period(Period::minutes(1));
        let alarm =
            Alarm::new(metric, Comparison::LessThanOrEqualTo(0.5), Severity::Critical, "No orders: call the shop")
                .for_periods(5)
                .datapoints(3)
                .missing(Missing::Breaching)
                .name("NoOrders")
                .notify(&topic);
        stack.add("Alarm", alarm);
    });
    let expected = json!({
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": "Critical: No orders: call the shop",
            "AlarmName": "NoOrders",
            "Namespace": "Shop",
            "MetricName": "Orders",
            "Dimensions": [{"Name": "Environment", "Value": "prod"}],
            "Statistic": "Sum",
            "Period": 60,
            "EvaluationPeriods": 5,
            "DatapointsToAlarm": 3,
            "ComparisonOperator": "LessThanOrEqualToThreshold",
            "Threshold": 0.5,
            "TreatMissingData": "breaching",
            "AlarmActions": [{"Ref": "Topic"}],
            "OKActions": [{"Ref": "Topic"}],
        },
    });
    assert_eq!(resources["Alarm"], expected);
}

#[test]
fn an_alarm_says_little_by_default_and_tells_nobody() {
    let expected = json!({
        "AlarmDescription": "Info: Look",
        "Namespace": "Shop",
        "MetricName": "Orders",
        "Statistic": "Average",
        "Period": 300,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 1,
        "TreatMissingData": "missing",
    });
    assert_eq!(watching(custom()), expected);
}

#[test]
fn a_percentile_is_an_extended_statistic() {
    let statistic = |statistic| {
        let alarm = watching(custom().statistic(statistic));
        (alarm["Statistic"].clone(), alarm["ExtendedStatistic"].clone())
    };
    assert_eq!(statistic(Statistic::P95), (json!(null), json!("p95")));
    assert_eq!(statistic(Statistic::P999), (json!(null), json!("p99.9")));
    assert_eq!(statistic(Statistic::SampleCount), (json!("SampleCount"), json!(null)));
}

#[test]
fn an_alarm_refuses_what_cloudwatch_does() {
    assert_eq!(
        alarm_faults(alarm(custom()).for_periods(0)),
        [("alarm-window", "the alarm looks at 0 periods of 300 seconds".into())]
    );
    assert_eq!(
        alarm_faults(alarm(custom()).for_periods(3).datapoints(4)),
        [("alarm-datapoints", "4 of 3 periods are to be over the line".into())]
    );
    assert_eq!(alarm_faults(alarm(custom()).datapoints(0))[0].0, "alarm-datapoints");
    let text = |text: String| alarm_faults(Alarm::new(custom(), Comparison::GreaterThan(1.0), Severity::Info, text));
    assert_eq!(text(" ".into()), [("alarm-description", "the alarm's description has 1 characters".into())]);
    assert_eq!(text("x".repeat(1_001))[0].0, "alarm-description");
    assert_eq!(text("x".repeat(1_000)), []);
    assert_eq!(alarm_faults(alarm(custom()).name("")), [("alarm-name", "the alarm's name has 0 characters".into())]);
    assert_eq!(alarm_faults(alarm(custom()).name("x".repeat(256)))[0].0, "alarm-name");
    let line = Alarm::new(custom(), Comparison::LessThan(f64::NAN), Severity::Info, "Look");
    assert_eq!(alarm_faults(line)[0], ("alarm-threshold", "the alarm's threshold is NaN".into()));
    assert_eq!(
        alarm_faults(alarm(custom().period(Period::minutes(0)))),
        [("metric-period", "the metric `Orders` has a period of 0 seconds".into())]
    );
    assert_eq!(alarm_faults(alarm(Metric::new("Shop", "")))[0].0, "metric-name");
    let many = (0..31).fold(custom(), |metric, number| metric.dimension(format!("D{number}"), "x"));
    assert_eq!(alarm_faults(alarm(many)), [("metric-dimensions", "the metric `Orders` has 31 dimensions".into())]);
}

#[test]
fn an_alarm_tells_at_most_five_topics() {
    let topics = |count: usize| {
        faults(|stack| {
            let topic = stack.add("Topic", AlarmTopic::new());
            let alarm = (0..count).fold(alarm(custom()), |alarm, _| alarm.notify(&topic));
            stack.add("Alarm", alarm);
        })
    };
    assert_eq!(topics(5), []);
    assert_eq!(topics(6), [("alarm-actions", "the alarm tells 6 topics".into())]);
}

proptest! {
    /// One day for periods below an hour, seven days from an hour on.
    #[test]
    fn an_alarm_looks_back_no_further_than_it_may(minutes in 1u16..=1_440, periods in 1u32..20_000) {
        let found = alarm_faults(alarm(custom().period(Period::minutes(minutes))).for_periods(periods));
        let looked_at = u64::from(minutes) * u64::from(periods);
        let allowed = if minutes < 60 { 24 * 60 } else { 7 * 24 * 60 };
        prop_assert_eq!(found.is_empty(), looked_at <= allowed, "{:?}", found);
    }
}
