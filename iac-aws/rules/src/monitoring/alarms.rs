//! What alarms watch.

use iac_core::check::{Eval, Res, World};

/// One metric of an alarm: its own, or a member of `Metrics`.
pub(crate) struct Watched<'g> {
    /// The property that finding fault with it points at.
    pub(crate) property: &'static str,
    pub(crate) namespace: Eval<'g>,
    pub(crate) metric: Eval<'g>,
    pub(crate) dimensions: Eval<'g>,
    pub(crate) period: Eval<'g>,
    pub(crate) statistic: Eval<'g>,
}

/// Every alarm with the metrics that it watches.
pub(crate) fn all<'w, 'g>(world: &'w World<'g>) -> impl Iterator<Item = (Res<'w, 'g>, Vec<Watched<'g>>)> {
    world.all("AWS::CloudWatch::Alarm").map(|alarm| (alarm, watched(alarm)))
}

fn watched<'g>(alarm: Res<'_, 'g>) -> Vec<Watched<'g>> {
    let mut found = Vec::new();
    if !alarm.get("MetricName").is_absent() {
        let statistic = match alarm.get("Statistic") {
            Eval::Absent => alarm.get("ExtendedStatistic"),
            statistic => statistic,
        };
        found.push(Watched {
            property: "MetricName",
            namespace: alarm.get("Namespace"),
            metric: alarm.get("MetricName"),
            dimensions: alarm.get("Dimensions"),
            period: alarm.get("Period"),
            statistic,
        });
    }
    for query in alarm.get("Metrics").items() {
        let stat = query.at("MetricStat");
        // Another account's metrics may be of its own.
        if stat.is_absent() || !query.at("AccountId").is_absent() {
            continue;
        }
        found.push(Watched {
            property: "Metrics",
            namespace: stat.at("Metric.Namespace").clone(),
            metric: stat.at("Metric.MetricName").clone(),
            dimensions: stat.at("Metric.Dimensions").clone(),
            period: stat.at("Period").clone(),
            statistic: stat.at("Stat").clone(),
        });
    }
    found
}

impl Watched<'_> {
    /// The names of its dimensions, in order; none where they are not all known.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        if self.dimensions.is_unknown() {
            return None;
        }
        let name = |one: &Eval<'_>| one.at("Name").text().map(|name| name.into_owned());
        let mut names: Vec<String> = self.dimensions.items().iter().map(name).collect::<Option<_>>()?;
        names.sort();
        Some(names)
    }
}
