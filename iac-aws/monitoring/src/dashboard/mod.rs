//! Dashboards: rows of graphs, numbers, alarms, logs and text.

mod series;
mod widget;

pub use widget::{GraphWidget, Widget};

use iac_aws_cfn::cloudwatch;
use iac_aws_cfn::kind::CloudwatchDashboard;
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text};

/// The grid of a dashboard and how many widgets it holds.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>
const COLUMNS: usize = 24;
const MOST_WIDGETS: usize = 500;

/// A dashboard (`AWS::CloudWatch::Dashboard`). Widgets of a row share its width; the highest of them gives its height.
///
/// Three dashboards of up to 50 metrics are free in an account; each further one costs about three dollars a month.
///
/// ```
/// use iac_aws::monitoring::{Dashboard, Metric, Statistic, Widget};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let answers = Metric::new("Chat", "ResponseSeconds");
/// stack.add(
///     "Overview",
///     Dashboard::new()
///         .row()
///         .widget(Widget::text("# Chat\nHow fast it answers, and how often it does not."))
///         .row()
///         .widget(
///             Widget::graph("Time to answer")
///                 .metric(answers.clone().statistic(Statistic::P50).label("half"))
///                 .metric(answers.clone().statistic(Statistic::P95).label("nearly all"))
///                 .line("Promised", 3.0),
///         )
///         .widget(Widget::number("Answers").metric(answers.statistic(Statistic::SampleCount))),
/// );
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    rows: Vec<Vec<Widget>>,
    name: Option<Text>,
}

impl Dashboard {
    /// An empty dashboard under a name that CloudFormation makes up.
    pub fn new() -> Self {
        Dashboard::default()
    }

    /// Begins a row.
    pub fn row(mut self) -> Self {
        self.rows.push(Vec::new());
        self
    }

    /// Adds a widget to the row.
    pub fn widget(mut self, widget: impl Into<Widget>) -> Self {
        match self.rows.last_mut() {
            Some(row) => row.push(widget.into()),
            None => self.rows.push(vec![widget.into()]),
        }
        self
    }

    /// A name of your own: letters, digits, `-` and `_`, at most 255. Dashboards are the account's, whatever the region:
    /// a second copy of the stack in the same account then fails.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn check(&self, stack: &mut Stack) {
        let widgets: usize = self.rows.iter().map(Vec::len).sum();
        if widgets == 0 || widgets > MOST_WIDGETS || self.rows.iter().any(|row| row.len() > COLUMNS) {
            stack.error(
                "dashboard-widgets",
                format!("the dashboard has {widgets} widgets in {} rows", self.rows.len()),
                format!("a dashboard has 1 to {MOST_WIDGETS} widgets, and a row at most {COLUMNS}"),
            );
        }
        if let Some(name) = &self.name {
            let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if name.is_empty() || name.len() > 255 || !name.chars().all(allowed) {
                stack.error(
                    "dashboard-name",
                    format!("`{name}` is no name of a dashboard"),
                    "use 1 to 255 letters, digits and the characters - _",
                );
            }
        }
        self.rows.iter().flatten().for_each(|widget| widget.check(stack));
    }

    /// Every widget with its place in the grid.
    fn body(self) -> Value {
        let mut widgets = Vec::new();
        let mut y = 0;
        for row in self.rows {
            let height = row.iter().map(Widget::rows).max().unwrap_or_default();
            let count = row.len().max(1);
            let edge = |index: usize| (COLUMNS * index / count) as i64;
            for (index, widget) in row.into_iter().enumerate() {
                let (x, width) = (edge(index), edge(index + 1) - edge(index));
                let place = [("x", x), ("y", y), ("width", width), ("height", height)];
                let (sort, properties) = widget.into_properties();
                let fields = [("type", Value::Str(Text::Borrowed(sort)))]
                    .into_iter()
                    .chain(place.map(|(name, number)| (name, Value::Int(number))))
                    .chain([("properties", properties)]);
                widgets.push(Value::map(fields));
            }
            y += height;
        }
        Value::map([("widgets", Value::List(widgets))])
    }
}

/// A dashboard in a stack.
#[derive(Clone, Copy, Debug)]
pub struct DashboardHandle {
    /// The resource.
    pub dashboard: cloudwatch::DashboardRef,
}

impl DashboardHandle {
    /// Its name.
    pub fn name(&self) -> Val<Name<CloudwatchDashboard>> {
        self.dashboard.dashboard_name()
    }
}

impl Construct for Dashboard {
    type Handle = DashboardHandle;
    const SEALED: bool = true;

    fn build(mut self, stack: &mut Stack) -> DashboardHandle {
        self.check(stack);
        let name = self.name.take();
        let mut dashboard = cloudwatch::Dashboard::new(json_text(&self.body()));
        if let Some(name) = name {
            dashboard = dashboard.dashboard_name(name);
        }
        DashboardHandle { dashboard: stack.add("", dashboard) }
    }
}
