//! One page for everything that the plan wants to see.

use super::alarms::Watched;
use super::choices::Choices;
use iac_aws::prelude::*;

pub(super) fn add(
    stack: &mut Stack,
    choices: &Choices,
    of: &Watched<'_>,
    queue: &QueueDepthHandle,
    alarms: &[AlarmHandle],
) {
    let requests = LoadBalancerMetrics::of(of.alb.load_balancer);
    let database = DbInstanceMetrics::of(of.data.database.instance);
    let cache = CacheNodeMetrics::of(of.data.cache.replication_group, 1);
    let (web, worker) = (of.services.web.metrics(), of.services.worker.metrics());
    let own = |name: &'static str, statistic| Metric::new(choices.metrics(), name).statistic(statistic);
    let dashboard = Dashboard::new()
        .widget(Widget::alarms("Alarms", alarms))
        .row()
        .widget(Widget::graph("Articles processed").metric(own("ArticlesProcessed", Statistic::Sum)))
        .widget(Widget::graph("Sources active").metric(own("SourcesActive", Statistic::Maximum)))
        .widget(Widget::graph("Waiting tasks").metric(queue.waiting()).metric(worker.running_tasks()))
        .row()
        .widget(Widget::graph("Requests").metric(requests.request_count()))
        .widget(
            Widget::graph("Errors")
                .metric(requests.http_code_target_5xx_count())
                .metric(requests.http_code_elb_5xx_count()),
        )
        .widget(
            Widget::graph("Response time in s")
                .metric(requests.target_response_time().statistic(Statistic::P50))
                .metric(requests.target_response_time().statistic(Statistic::P95)),
        )
        .row()
        .widget(Widget::graph("Web in %").metric(web.cpu_utilization()).metric(web.memory_utilization()))
        .widget(Widget::graph("Worker in %").metric(worker.cpu_utilization()).metric(worker.memory_utilization()))
        .row()
        .widget(Widget::graph("Database").metric(database.cpu_utilization()).metric(database.database_connections()))
        .widget(Widget::graph("Slow queries").metric(own("SlowQueries", Statistic::Sum)))
        .widget(
            Widget::graph("Cache in %")
                .metric(cache.engine_cpu_utilization())
                .metric(cache.database_memory_usage_percentage()),
        );
    stack.add("Dashboard", dashboard);
}
