//! Alarms on expressions and queries: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn an_alarm_on_a_share_of_requests() {
    let count = |name: &'static str| Metric::new("Shop", name).statistic(Statistic::Sum).period(Period::minutes(1));
    let rate = MetricMath::new("100 * failed / orders")
        .metric("failed", count("Failed"))
        .metric("orders", count("Orders").dimension("Shop", "main"))
        .label("Failed in %");
    let stat = |metric: Value| json!({"Metric": metric, "Period": 60, "Stat": "Sum"});
    let alarm = watching(rate);
    let expected = json!([
        {"Id": "result", "Expression": "100 * failed / orders", "ReturnData": true, "Label": "Failed in %"},
        {"Id": "failed", "MetricStat": stat(json!({"Namespace": "Shop", "MetricName": "Failed"})), "ReturnData": false},
        {
            "Id": "orders",
            "MetricStat": stat(json!({
                "Namespace": "Shop", "MetricName": "Orders", "Dimensions": [{"Name": "Shop", "Value": "main"}]
            })),
            "ReturnData": false,
        },
    ]);
    assert_eq!(alarm["Metrics"], expected);
    for property in ["Namespace", "MetricName", "Period", "Statistic", "ExtendedStatistic", "Dimensions"] {
        assert_eq!(alarm[property], json!(null), "{property}");
    }
}

#[test]
fn an_alarm_on_a_query() {
    let query = MetricsInsights::new("SELECT MAX(CPUUtilization) FROM \"AWS/ECS\"", Period::minutes(5));
    let expected = json!([{
        "Id": "result", "Expression": "SELECT MAX(CPUUtilization) FROM \"AWS/ECS\"", "Period": 300, "ReturnData": true
    }]);
    assert_eq!(watching(query.clone())["Metrics"], expected);
    let alarm =
        |periods| Alarm::new(query.clone(), Comparison::GreaterThan(1.0), Severity::Info, "Look").for_periods(periods);
    assert_eq!(alarm_faults(alarm(36)), []);
    assert_eq!(alarm_faults(alarm(37)), [("alarm-window", "the alarm looks at 37 periods of 300 seconds".into())]);
}

#[test]
fn an_expression_names_its_metrics() {
    let found = |math: MetricMath| -> Vec<String> {
        let alarm = Alarm::new(math, Comparison::GreaterThan(1.0), Severity::Info, "Look");
        let found = alarm_faults(alarm);
        assert!(found.iter().all(|(code, _)| *code == "metric-math"), "{found:?}");
        found.into_iter().map(|(_, message)| message).collect()
    };
    assert_eq!(found(MetricMath::new("a / b").metric("a", custom()).metric("b", custom())), [""; 0]);
    assert_eq!(found(MetricMath::new("a / b").metric("a", custom())), ["`a / b` uses `b`, which is no metric of it"]);
    assert_eq!(
        found(MetricMath::new("a").metric("a", custom()).metric("b", custom())),
        ["the metric `b` does not occur in `a`"]
    );
    assert_eq!(
        found(MetricMath::new("Aa + b").metric("Aa", custom()).metric("b", custom())).len(),
        2,
        "a name in capitals neither fits nor is found in the expression"
    );
    assert_eq!(found(MetricMath::new("a").metric("a", custom()).metric("a", custom())), ["`a` has two metrics `a`"]);
    assert_eq!(
        found(MetricMath::new("a+b").metric("a", custom()).metric("b", custom().period(Period::minutes(1)))),
        ["the metrics of `a+b` have different periods"]
    );
    assert_eq!(found(MetricMath::new("TIME_SERIES(1)")), ["`TIME_SERIES(1)` has 0 metrics"]);
    assert_eq!(
        found(MetricMath::new("result").metric("result", custom())),
        ["`result` is no name for a metric in `result`"]
    );
}
