//! What stands on a dashboard.

use super::series;
use crate::Watched;
use iac_aws_base::monitoring::{AlarmHandle, LogGroupHandle};
use iac_core::prelude::*;
use iac_core::{Expr, IntoVal, Text, Value};

/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>
const MOST_ROWS: i64 = 1_000;

/// One widget of a dashboard.
#[derive(Clone, Debug)]
pub struct Widget {
    sort: Sort,
    height: i64,
}

#[derive(Clone, Debug)]
enum Sort {
    Metrics(GraphWidget),
    Text(Text),
    Alarms(Text, Vec<Value>),
    /// The title, how many log groups, and the query.
    Logs(Text, usize, Value),
}

impl Widget {
    /// A graph over time.
    pub fn graph(title: impl Into<Text>) -> GraphWidget {
        GraphWidget::new(title.into(), "timeSeries", 6)
    }

    /// The latest value of each metric in large digits.
    pub fn number(title: impl Into<Text>) -> GraphWidget {
        GraphWidget::new(title.into(), "singleValue", 4)
    }

    /// Text in Markdown.
    pub fn text(markdown: impl Into<Text>) -> Self {
        Widget { sort: Sort::Text(markdown.into()), height: 2 }
    }

    /// The states of up to 100 alarms.
    pub fn alarms<'a>(title: impl Into<Text>, alarms: impl IntoIterator<Item = &'a AlarmHandle>) -> Self {
        let alarms = alarms.into_iter().map(|alarm| IntoVal::<Str>::into_value(alarm.arn())).collect();
        Widget { sort: Sort::Alarms(title.into(), alarms), height: 4 }
    }

    /// The result of a query of CloudWatch Logs Insights over 1 to 50 log groups as a table: `fields @timestamp, @message | limit 20`. Each view
    /// costs by the gigabyte that the query reads.
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>
    pub fn logs<'a>(
        title: impl Into<Text>,
        groups: impl IntoIterator<Item = &'a LogGroupHandle>,
        query: impl Into<Text>,
    ) -> Self {
        let (mut parts, mut count) = (Vec::new(), 0);
        for group in groups {
            count += 1;
            parts.push(Value::Str(Text::Borrowed("SOURCE '")));
            parts.push(IntoVal::<Str>::into_value(group.name()));
            parts.push(Value::Str(Text::Borrowed("' | ")));
        }
        parts.push(Value::Str(query.into()));
        let query = Expr::Join(Text::Borrowed(""), Value::List(parts)).into();
        Widget { sort: Sort::Logs(title.into(), count, query), height: 6 }
    }

    /// How many rows of the grid it takes: 1 to 1,000.
    pub fn height(mut self, rows: u16) -> Self {
        self.height = rows.into();
        self
    }

    pub(super) fn rows(&self) -> i64 {
        self.height
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        if !(1..=MOST_ROWS).contains(&self.height) {
            let message = format!("a widget takes {} rows of the grid", self.height);
            stack.error("dashboard-height", message, format!("give it 1 to {MOST_ROWS} rows"));
        }
        match &self.sort {
            Sort::Metrics(graph) => {
                graph.check_number(stack);
                series::check(stack, &graph.title, &graph.series);
                for (label, value) in graph.lines.iter().filter(|(_, value)| !value.is_finite()) {
                    let message = format!("the line `{label}` of the widget `{}` is at {value}", graph.title);
                    stack.error("dashboard-line", message, "give a finite number");
                }
            }
            Sort::Alarms(title, alarms) if alarms.is_empty() || alarms.len() > 100 => {
                let given = alarms.len();
                stack.error(
                    "dashboard-alarms",
                    format!("the widget `{title}` shows {given} alarms"),
                    "show 1 to 100 alarms in a widget",
                );
            }
            Sort::Logs(title, count, _) if !(1..=50).contains(count) => {
                let message = format!("the widget `{title}` reads {count} log groups");
                stack.error("dashboard-logs", message, "read 1 to 50 log groups in a widget");
            }
            Sort::Text(_) | Sort::Alarms(..) | Sort::Logs(..) => {}
        }
    }

    /// The sort of widget in CloudWatch's words, and its properties.
    pub(super) fn into_properties(self) -> (&'static str, Value) {
        let text = |text: Text| Value::Str(text);
        match self.sort {
            Sort::Metrics(graph) => ("metric", graph.into_properties()),
            Sort::Text(markdown) => ("text", Value::map([("markdown", text(markdown))])),
            Sort::Alarms(title, alarms) => {
                ("alarm", Value::map([("title", text(title)), ("alarms", Value::List(alarms))]))
            }
            Sort::Logs(title, _, query) => (
                "log",
                Value::map([
                    ("title", text(title)),
                    ("region", region().into_plain_value()),
                    ("view", text(Text::Borrowed("table"))),
                    ("query", query),
                ]),
            ),
        }
    }
}

/// A widget that shows metrics.
#[derive(Clone, Debug)]
pub struct GraphWidget {
    title: Text,
    view: &'static str,
    series: Vec<Watched>,
    lines: Vec<(Text, f64)>,
    unit: Option<Text>,
    stacked: bool,
    height: i64,
}

impl GraphWidget {
    fn new(title: Text, view: &'static str, height: i64) -> Self {
        GraphWidget { title, view, series: Vec::new(), lines: Vec::new(), unit: None, stacked: false, height }
    }

    /// Shows a metric, an expression of several or the result of a query.
    pub fn metric(mut self, metric: impl Into<Watched>) -> Self {
        self.series.push(metric.into());
        self
    }

    /// Draws a line across the graph, such as where an alarm goes off.
    pub fn line(mut self, label: impl Into<Text>, value: f64) -> Self {
        self.lines.push((label.into(), value));
        self
    }

    /// What the numbers of the left axis of a graph are, such as `Seconds`.
    pub fn unit(mut self, unit: impl Into<Text>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Draws the metrics of a graph on top of each other, so that their sum is seen.
    pub fn stacked(mut self) -> Self {
        self.stacked = true;
        self
    }

    /// How many rows of the grid it takes: 1 to 1,000.
    pub fn height(mut self, rows: u16) -> Self {
        self.height = rows.into();
        self
    }

    fn is_graph(&self) -> bool {
        self.view == "timeSeries"
    }

    /// A number has neither an axis nor areas.
    fn check_number(&self, stack: &mut Stack) {
        if self.is_graph() {
            return;
        }
        let help = "leave it out, or draw a `Widget::graph(…)`; what a number is can stand in its title";
        if self.unit.is_some() {
            let message = format!("the number `{}` is given the unit of an axis", self.title);
            stack.error("dashboard-number", message, help);
        }
        if self.stacked {
            stack.error("dashboard-number", format!("the number `{}` is to be stacked", self.title), help);
        }
    }

    fn into_properties(self) -> Value {
        let text = |text: Text| Value::Str(text);
        let graph = self.is_graph();
        let mut fields = vec![
            ("title", text(self.title)),
            ("region", region().into_plain_value()),
            ("view", text(Text::Borrowed(self.view))),
        ];
        if graph {
            fields.push(("stacked", Value::Bool(self.stacked)));
            let mut left = vec![("min", Value::Int(0))];
            if let Some(unit) = self.unit {
                left.extend([("label", text(unit)), ("showUnits", Value::Bool(false))]);
            }
            fields.push(("yAxis", Value::map([("left", Value::map(left))])));
        }
        if !self.lines.is_empty() {
            let line = |(label, value)| Value::map([("label", text(label)), ("value", Value::Num(value))]);
            let lines = self.lines.into_iter().map(line).collect();
            fields.push(("annotations", Value::map([("horizontal", Value::List(lines))])));
        }
        fields.push(("metrics", Value::List(series::rows(&self.series))));
        Value::map(fields)
    }
}

impl From<GraphWidget> for Widget {
    fn from(graph: GraphWidget) -> Self {
        Widget { height: graph.height, sort: Sort::Metrics(graph) }
    }
}
