//! Two of the three dashboards that the guide names; the third, of trials, is the seller's: it counts what only
//! AWS Marketplace knows.

use super::alarms::Alarms;
use super::service::CHAT_SECONDS;
use iac_aws::prelude::*;

/// What they show: the service, its database, and its cache with the number of its replicas.
type Shown<'a> = (&'a FargateServiceHandle<Web>, &'a RdsInstanceHandle, (&'a RedisCacheHandle, u8));

pub(super) fn add(
    stack: &mut Stack,
    alb: &AlbHandle,
    (application, database, (cache, replicas)): Shown<'_>,
    metrics: &str,
    alarms: &Alarms,
) {
    let requests = LoadBalancerMetrics::of(alb.load_balancer);
    let data = DbInstanceMetrics::of(database.instance);
    let node = |number| CacheNodeMetrics::of(cache.replication_group, number).engine_cpu_utilization();
    let nodes = (1..=replicas + 1).fold(Widget::graph("Cache"), |graph, number| graph.metric(node(number)));
    let own = |name: &'static str| Metric::new(metrics.to_owned(), name);
    let latency =
        |metric: &Metric| [Statistic::P50, Statistic::P95, Statistic::P99].map(|s| metric.clone().statistic(s));

    let overview = Dashboard::new()
        .name("CO-Prod-Overview")
        .widget(Widget::alarms("Alarms", &alarms.all))
        .row()
        .widget(Widget::graph("Requests").metric(requests.request_count()))
        .widget(
            Widget::graph("Errors")
                .metric(requests.http_code_target_5xx_count())
                .metric(requests.http_code_elb_5xx_count()),
        )
        .widget(graph("Latency in s", latency(&requests.target_response_time())))
        .row()
        .widget(
            Widget::graph("Tasks in %")
                .metric(application.metrics().cpu_utilization())
                .metric(application.metrics().memory_utilization()),
        )
        .widget(Widget::graph("Database").metric(data.cpu_utilization()).metric(data.database_connections()))
        .widget(nodes)
        .row()
        .widget(
            Widget::graph("Active trials").metric(own("cloud_optimizer_active_trials").statistic(Statistic::Maximum)),
        );
    stack.add("Overview", overview);

    let chat = Dashboard::new()
        .name("CO-Chat-Performance")
        .widget(graph("Chat answers in s", latency(&own(CHAT_SECONDS))))
        .widget(graph("Documents in s", latency(&own("cloud_optimizer_document_analysis_seconds"))))
        .widget(graph("Scans in s", latency(&own("cloud_optimizer_scan_duration_seconds"))))
        .row()
        .widget(Widget::logs(
            "Slowest chats",
            [&application.log_group],
            "fields @timestamp, intent, duration_ms | filter ispresent(duration_ms) | sort duration_ms desc | limit 20",
        ));
    stack.add("ChatPerformance", chat);
}

fn graph(title: &'static str, metrics: [Metric; 3]) -> GraphWidget {
    metrics.into_iter().fold(Widget::graph(title), |graph, metric| graph.metric(metric))
}
