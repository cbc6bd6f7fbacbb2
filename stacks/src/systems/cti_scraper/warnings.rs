//! What somebody has to look at during working hours: what fills up or gets slow.

use super::alarms::{FIVE_MINUTES, Watched};
use super::choices::Choices;
use iac_aws::cfn::logs::{self, metric_filter::MetricTransformation};
use iac_aws::prelude::*;

pub(super) fn add(stack: &mut Stack, of: &Watched<'_>, choices: &Choices) -> Vec<AlarmHandle> {
    let mut all = Vec::new();
    let mut warn = |stack: &mut Stack, id: &str, metric: Metric, comparison: Comparison, what: String| {
        let alarm = Alarm::new(metric.period(FIVE_MINUTES), comparison, Severity::Warning, what);
        let alarm = alarm.for_periods(3).missing(Missing::NotBreaching).notify(of.topics);
        all.push(stack.add(id.to_owned(), alarm));
    };
    let services = of.services;
    let mut metrics = vec![
        ("Web", services.web.metrics()),
        ("Worker", services.worker.metrics()),
        ("Scheduler", services.scheduler.metrics()),
    ];
    metrics.extend(of.model.map(|model| ("Ollama", model.service.metrics())));
    for (name, service) in metrics {
        let used = |what: &str| format!("{name} has used more than 85 % of its {what} for 15 minutes");
        let high = Comparison::GreaterThan(85.0);
        warn(stack, &format!("{name}Cpu"), service.cpu_utilization(), high, used("CPU"));
        warn(stack, &format!("{name}Memory"), service.memory_utilization(), high, used("memory"));
    }
    let database = DbInstanceMetrics::of(of.data.database.instance);
    let many = Comparison::GreaterThan(choices.many_connections);
    let ten_gib = Comparison::LessThan(10_737_418_240.0);
    let cpu = "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries";
    let connections = "Four fifths of the database's connections are in use: look for programs that keep them open";
    let storage = "The database has less than 10 GiB left: raise the largest size that its storage may grow to";
    warn(stack, "DatabaseCpu", database.cpu_utilization(), Comparison::GreaterThan(80.0), cpu.to_owned());
    warn(stack, "DatabaseConnections", database.database_connections(), many, connections.to_owned());
    warn(stack, "DatabaseStorage", database.free_storage_space(), ten_gib, storage.to_owned());
    let slow = slow_queries(stack, of, choices);
    let queries = "More than 10 statements took longer than a second in each of three times 5 minutes";
    warn(stack, "SlowQueries", slow, Comparison::GreaterThan(10.0), queries.to_owned());
    let cache = CacheNodeMetrics::of(of.data.cache.replication_group, 1).database_memory_usage_percentage();
    let full = "The cache is four fifths full; once it is full, no task can be put into a queue any more";
    warn(stack, "CacheMemory", cache, Comparison::GreaterThan(80.0), full.to_owned());
    let articles =
        Metric::new(choices.metrics(), "ArticlesProcessed").statistic(Statistic::Sum).period(Period::hours(6));
    let idle = Alarm::new(
        articles,
        Comparison::LessThan(1.0),
        Severity::Warning,
        "No article was processed for six hours: look at the sources and at the workers' log",
    );
    all.push(stack.add("NoArticles", idle.missing(Missing::Breaching).notify(of.topics)));
    all
}

/// PostgreSQL logs statements of more than a second: `LOG:  duration: 1234.567 ms  statement: …`.
fn slow_queries(stack: &mut Stack, of: &Watched<'_>, choices: &Choices) -> Metric {
    // The other group is about upgrades.
    if let Some(group) = of.data.database.log_groups.first() {
        let counted = MetricTransformation::new("SlowQueries", choices.metrics(), "1").default_value(0.0);
        stack.add("CountSlowQueries", logs::MetricFilter::new("\"duration:\"", group.log_group_name(), [counted]));
    }
    Metric::new(choices.metrics(), "SlowQueries").statistic(Statistic::Sum)
}
