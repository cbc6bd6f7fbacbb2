//! Dashboards: what they write into the template, and what they refuse.

use crate::*;

/// The body of the dashboard, with `${…}` where CloudFormation puts something in.
fn body(build: impl FnOnce(&mut Stack) -> Dashboard) -> Value {
    let (template, diagnostics) = resolved(|stack| {
        let dashboard = build(stack);
        stack.add("Overview", dashboard);
    });
    assert_eq!(diagnostics, []);
    let body = &template["Resources"]["Overview"]["Properties"]["DashboardBody"];
    let text = body.as_str().or(body["Fn::Sub"].as_str()).unwrap();
    serde_json::from_str(text).unwrap()
}

fn faults(dashboard: Dashboard) -> Vec<(&'static str, String)> {
    crate::faults(adding("Overview", dashboard))
}

fn custom(name: &'static str) -> Metric {
    Metric::new("Shop", name)
}

#[test]
fn widgets_share_the_width_of_their_row_and_the_highest_gives_its_height() {
    let body = body(|_| {
        Dashboard::new()
            .widget(Widget::text("# Shop"))
            .row()
            .widget(Widget::graph("A").metric(custom("A")))
            .widget(Widget::text("beside"))
            .row()
            .widget(Widget::number("B").metric(custom("B")))
            .widget(Widget::number("C").metric(custom("C")).height(9))
            .widget(Widget::number("D").metric(custom("D")))
    });
    let place = |widget: &Value| ["type", "x", "y", "width", "height"].map(|field| widget[field].clone());
    let places: Vec<_> = body["widgets"].as_array().unwrap().iter().map(place).collect();
    let expected = [
        json!(["text", 0, 0, 24, 2]),
        json!(["metric", 0, 2, 12, 6]),
        json!(["text", 12, 2, 12, 6]),
        json!(["metric", 0, 8, 8, 9]),
        json!(["metric", 8, 8, 8, 9]),
        json!(["metric", 16, 8, 8, 9]),
    ];
    assert_eq!(json!(places), json!(expected));
}

#[test]
fn a_graph_of_metrics_and_an_expression() {
    let body = body(|_| {
        let rate = MetricMath::new("100 * failed / orders")
            .metric("failed", custom("Failed").statistic(Statistic::Sum))
            .metric("orders", custom("Orders").statistic(Statistic::Sum))
            .label("Failed in %");
        let query = MetricsInsights::new("SELECT MAX(Orders) FROM Shop", Period::minutes(1));
        let graph = Widget::graph("Orders")
            .metric(custom("Answer").dimension("Env", "prod").statistic(Statistic::P95).label("p95"))
            .metric(rate.clone())
            .metric(query)
            .metric(rate)
            .line("Alarm", 1.5)
            .unit("%")
            .stacked();
        Dashboard::new().widget(graph)
    });
    let expected = json!({
        "title": "Orders",
        "region": "${AWS::Region}",
        "view": "timeSeries",
        "stacked": true,
        "yAxis": {"left": {"min": 0, "label": "%", "showUnits": false}},
        "annotations": {"horizontal": [{"label": "Alarm", "value": 1.5}]},
        "metrics": [
            ["Shop", "Answer", "Env", "prod", {"stat": "p95", "period": 300, "label": "p95"}],
            [{"expression": "100 * failed / orders", "label": "Failed in %", "period": 300}],
            ["Shop", "Failed", {"stat": "Sum", "period": 300, "id": "failed", "visible": false}],
            ["Shop", "Orders", {"stat": "Sum", "period": 300, "id": "orders", "visible": false}],
            [{"expression": "SELECT MAX(Orders) FROM Shop", "period": 60}],
            [{"expression": "100 * failed / orders", "label": "Failed in %", "period": 300}],
        ],
    });
    assert_eq!(body["widgets"][0]["properties"], expected);
}

#[test]
fn a_number_has_no_axis() {
    let body = body(|_| Dashboard::new().widget(Widget::number("Orders").metric(custom("Orders"))));
    let expected = json!({
        "title": "Orders",
        "region": "${AWS::Region}",
        "view": "singleValue",
        "metrics": [["Shop", "Orders", {"stat": "Average", "period": 300}]],
    });
    assert_eq!(body["widgets"][0]["properties"], expected);
}

#[test]
fn alarms_and_logs_are_those_of_the_stack() {
    let body = body(|stack| {
        let alarm = Alarm::new(custom("Orders"), Comparison::LessThan(1.0), Severity::Critical, "No orders");
        let alarm = stack.add("NoOrders", alarm);
        let [web, worker] = ["Web", "Worker"].map(|id| stack.add(id, LogGroup::new(Retention::Days30)));
        Dashboard::new().widget(Widget::alarms("Alarms", [&alarm])).widget(Widget::logs(
            "Errors",
            [&web, &worker],
            "filter level = \"error\" | limit 20",
        ))
    });
    assert_eq!(body["widgets"][0]["type"], "alarm");
    assert_eq!(body["widgets"][0]["properties"], json!({"title": "Alarms", "alarms": ["${NoOrders.Arn}"]}));
    assert_eq!(body["widgets"][1]["type"], "log");
    let expected = json!({
        "title": "Errors",
        "region": "${AWS::Region}",
        "view": "table",
        "query": "SOURCE '${Web}' | SOURCE '${Worker}' | filter level = \"error\" | limit 20",
    });
    assert_eq!(body["widgets"][1]["properties"], expected);
}

#[test]
fn a_dashboard_has_the_name_that_it_is_given() {
    let (template, _) = resolved(|stack| {
        stack.add("A", Dashboard::new().name("CO-Prod-Overview").widget(Widget::text("x")));
        stack.add("B", Dashboard::new().widget(Widget::text("x")));
    });
    let name = |id: &str| template["Resources"][id]["Properties"]["DashboardName"].clone();
    assert_eq!((name("A"), name("B")), (json!("CO-Prod-Overview"), json!(null)));
}

#[test]
fn a_dashboard_refuses_what_cloudwatch_does() {
    let text = || Widget::text("x");
    assert_eq!(faults(Dashboard::new()), [("dashboard-widgets", "the dashboard has 0 widgets in 0 rows".into())]);
    assert_eq!(
        faults((0..25).fold(Dashboard::new(), |dashboard, _| dashboard.widget(text())))[0].0,
        "dashboard-widgets"
    );
    let rows = |count| (0..count).fold(Dashboard::new(), |dashboard, _| dashboard.row().widget(text()));
    assert_eq!(faults(rows(500)), []);
    assert_eq!(faults(rows(501))[0].0, "dashboard-widgets");
    assert_eq!(
        faults(Dashboard::new().name("Chat überall").widget(text())),
        [("dashboard-name", "`Chat überall` is no name of a dashboard".into())]
    );
    assert_eq!(
        faults(Dashboard::new().widget(Widget::graph("Empty"))),
        [("dashboard-metrics", "the widget `Empty` shows 0 metrics".into())]
    );
    assert_eq!(
        faults(Dashboard::new().widget(Widget::alarms("None", []))),
        [("dashboard-alarms", "the widget `None` shows 0 alarms".into())]
    );
    assert_eq!(
        faults(Dashboard::new().widget(Widget::logs("None", [], "limit 1"))),
        [("dashboard-logs", "the widget `None` reads 0 log groups".into())]
    );
    let line = Widget::graph("Orders").metric(custom("Orders")).line("Most", f64::INFINITY);
    assert_eq!(
        faults(Dashboard::new().widget(line)),
        [("dashboard-line", "the line `Most` of the widget `Orders` is at inf".into())]
    );
    let clash = Widget::graph("Two")
        .metric(MetricMath::new("a").metric("a", custom("A")))
        .metric(MetricMath::new("a").metric("a", custom("B")));
    let message = "the widget `Two` has two expressions that mean different metrics by `a`";
    assert_eq!(faults(Dashboard::new().widget(clash)), [("dashboard-metrics", message.into())]);
    let zero = Widget::graph("Zero").metric(custom("A").period(Period::hours(0)));
    assert_eq!(faults(Dashboard::new().widget(zero))[0].0, "metric-period");
}

/// What has no axis and no lines cannot say what they are.
#[test]
fn what_a_number_would_not_show_is_refused() {
    let number = || Widget::number("Orders").metric(custom("Orders"));
    let said = |widget: GraphWidget| faults(Dashboard::new().widget(widget));
    assert_eq!(
        said(number().unit("Seconds")),
        [("dashboard-number", "the number `Orders` is given the unit of an axis".into())]
    );
    assert_eq!(said(number().stacked()), [("dashboard-number", "the number `Orders` is to be stacked".into())]);
    assert_eq!(said(number().unit("Seconds").stacked()).len(), 2);
    assert_eq!(said(number()), []);
    assert_eq!(said(Widget::graph("Orders").metric(custom("Orders")).unit("Seconds").stacked()), []);
}

#[test]
fn a_height_is_one_to_a_thousand_rows() {
    let said = |rows| faults(Dashboard::new().widget(Widget::text("x").height(rows)));
    for rows in [0, 1_001, 5_000] {
        assert_eq!(said(rows), [("dashboard-height", format!("a widget takes {rows} rows of the grid"))]);
        let graph = Widget::graph("Orders").metric(custom("Orders")).height(rows);
        assert_eq!(faults(Dashboard::new().widget(graph))[0].0, "dashboard-height");
    }
    assert_eq!((said(1), said(1_000)), (vec![], vec![]));
}

proptest! {
    /// A row is filled to the last column, without a gap and without two widgets in one place.
    #[test]
    fn a_row_is_always_full(widgets in 1usize..=24) {
        let row = (0..widgets).fold(Dashboard::new(), |dashboard, _| dashboard.widget(Widget::text("x")));
        let body = body(|_| row);
        let mut next = 0;
        for widget in body["widgets"].as_array().unwrap() {
            prop_assert_eq!(widget["x"].as_i64(), Some(next));
            let width = widget["width"].as_i64().unwrap();
            prop_assert!(width >= 1);
            next += width;
        }
        prop_assert_eq!(next, 24);
    }
}
