//! Metric filters: what they write into the template, and what they refuse.

use crate::*;

#[test]
fn a_metric_filter_counts_lines_and_gives_the_metric() {
    let resources = resources(|stack| {
        let logs = stack.add("Logs", LogGroup::new(Retention::Days30));
        let filter =
            MetricFilter::new(FilterPattern::field("$.level", "error"), join!["Shop/", stack_name()], "Errors");
        let errors = logs.metric(stack, "Errors", filter);
        stack.add("TooMany", alarm(errors));
    });
    let namespace = json!({"Fn::Sub": "Shop/${AWS::StackName}"});
    let expected = json!({
        "Type": "AWS::Logs::MetricFilter",
        "Properties": {
            "FilterPattern": "{ $.level = \"error\" }",
            "LogGroupName": {"Ref": "Logs"},
            "MetricTransformations": [
                {"MetricName": "Errors", "MetricNamespace": namespace, "MetricValue": "1", "DefaultValue": 0}
            ],
        },
    });
    assert_eq!(resources["LogsErrors"], expected);
    let alarm = &resources["TooMany"]["Properties"];
    assert_eq!(
        (&alarm["Namespace"], &alarm["MetricName"], &alarm["Statistic"]),
        (&namespace, &json!("Errors"), &json!("Sum"))
    );
}

#[test]
fn a_metric_filter_measures_fields_by_dimension() {
    let resources = resources(|stack| {
        let logs = stack.add("Logs", LogGroup::new(Retention::Days30));
        let filter = MetricFilter::new(FilterPattern::has_field("$.ms"), "Shop", "Duration")
            .value("$.ms")
            .dimension("Route", "$.route");
        logs.metric(stack, "Duration", filter);
    });
    let expected = json!([{
        "MetricName": "Duration", "MetricNamespace": "Shop", "MetricValue": "$.ms",
        "Dimensions": [{"Key": "Route", "Value": "$.route"}],
    }]);
    assert_eq!(resources["LogsDuration"]["Properties"]["MetricTransformations"], expected);
}

#[test]
fn a_metric_filter_refuses_what_cloudwatch_does() {
    let of = |class: LogClass, filter: MetricFilter| -> Vec<_> {
        let found = faults(|stack| {
            let logs = stack.add("Logs", LogGroup::new(Retention::Days1).class(class));
            logs.metric(stack, "Count", filter);
        });
        found.into_iter().map(|(code, _)| code).collect()
    };
    let all = |namespace: &'static str| MetricFilter::new(FilterPattern::ALL, namespace, "Count");
    assert_eq!(of(LogClass::InfrequentAccess, all("Shop")), ["metric-filter-class"]);
    assert_eq!(of(LogClass::Standard, all("AWS/ECS")), ["metric-namespace"]);
    assert_eq!(of(LogClass::Standard, all("a:b")), ["metric-name"]);
    assert_eq!(of(LogClass::Standard, all("Shop").dimension("A", "$.a")), ["metric-filter-dimensions"]);
    let json = || MetricFilter::new(FilterPattern::has_field("$.a"), "Shop", "Count").dimension("A", "$.a");
    let four = json().dimension("B", "$.b").dimension("C", "$.c").dimension("D", "$.d");
    assert_eq!(of(LogClass::Standard, four), ["metric-filter-dimensions"]);
    assert_eq!(of(LogClass::Standard, json()), [""; 0]);
}
