//! Alarms and the dashboard of the third tier.

use super::services::Services;
use super::stores;
use iac_aws::prelude::*;

/// What is watched.
pub(super) struct Watched<'a> {
    pub(super) services: &'a Services,
    pub(super) alb: &'a AlbHandle,
    pub(super) api: &'a RouteHandle,
    pub(super) database: &'a RdsInstanceHandle,
    pub(super) cache: &'a RedisCacheHandle,
    pub(super) uptime: &'a UptimeCheckHandle,
    /// Four fifths of what the database's class lets connect.
    pub(super) many_connections: f64,
}

/// Gives the alarm that a deployment is rolled back for.
pub(super) fn add(stack: &mut Stack, of: &Watched<'_>, topic: &AlarmTopicHandle) -> AlarmHandle {
    let requests = LoadBalancerMetrics::of(of.alb.load_balancer);
    let api = TargetGroupMetrics::of(of.alb.load_balancer, of.api.target_group);
    let data = DbInstanceMetrics::of(of.database.instance);
    let nodes = CacheNodeMetrics::of(of.cache.replication_group, 1);
    let errors = stack.add(
        "ApiErrors",
        Alarm::new(
            api.http_code_target_5xx_count().period(Period::minutes(1)),
            Comparison::GreaterThan(5.0),
            Severity::Critical,
            "The API answers with errors: look at the backend's log and at Sentry; a running deployment is rolled back",
        )
        .for_periods(3)
        .datapoints(2)
        .missing(Missing::NotBreaching)
        .notify(topic),
    );
    let mut all = vec![errors, of.uptime.alarm];
    let mut watch = |stack: &mut Stack, id: &'static str, alarm: Alarm| all.push(stack.add(id, alarm.notify(topic)));
    watch(
        stack,
        "ApiSlow",
        Alarm::new(
            api.target_response_time().statistic(Statistic::P95),
            Comparison::GreaterThan(2.0),
            Severity::Warning,
            "One answer of the API in twenty takes more than 2 s: look at the database's load",
        )
        .for_periods(2)
        .missing(Missing::NotBreaching),
    );
    let Services { frontend, backend, worker, beat, .. } = of.services;
    for ([down, cpu, memory], name, metrics) in [
        (["FrontendDown", "FrontendCpu", "FrontendMemory"], "frontend", frontend.metrics()),
        (["BackendDown", "BackendCpu", "BackendMemory"], "backend", backend.metrics()),
        (["WorkerDown", "WorkerCpu", "WorkerMemory"], "celery-worker", worker.metrics()),
        (["BeatDown", "BeatCpu", "BeatMemory"], "celery-beat", beat.metrics()),
    ] {
        // A deployment stops the scheduler for up to three minutes.
        let gone = Alarm::new(
            metrics.running_tasks(),
            Comparison::LessThan(1.0),
            Severity::Critical,
            format!("{name} does not run: look at its events and its log"),
        );
        watch(stack, down, gone.for_periods(5).missing(Missing::Breaching));
        let busy = Alarm::new(
            metrics.cpu_utilization(),
            Comparison::GreaterThan(85.0),
            Severity::Warning,
            format!("{name} has used more than 85 % of its CPU for 15 minutes: look at its log, or let more tasks run"),
        );
        watch(stack, cpu, busy.for_periods(3).missing(Missing::NotBreaching));
        let full = Alarm::new(
            metrics.memory_utilization(),
            Comparison::GreaterThan(90.0),
            Severity::Warning,
            format!("{name} is about to run out of memory: look for what grows, or give its tasks more"),
        );
        watch(stack, memory, full.for_periods(2).missing(Missing::NotBreaching));
    }
    all.extend(stores::alarms(stack, of.database, of.cache, of.many_connections, topic));
    let dashboard = Dashboard::new()
        .widget(Widget::alarms("Alarms", &all))
        .row()
        .widget(Widget::graph("Requests").metric(requests.request_count()))
        .widget(
            Widget::graph("Errors").metric(api.http_code_target_5xx_count()).metric(requests.http_code_elb_5xx_count()),
        )
        .widget(Widget::graph("Answers of the API in s").metric(api.target_response_time().statistic(Statistic::P95)))
        .row()
        .widget(services("CPU of services in %", of.services, EcsServiceMetrics::cpu_utilization))
        .widget(services("Memory of services in %", of.services, EcsServiceMetrics::memory_utilization))
        .row()
        .widget(network("Received by services in B/s", of.services, "NetworkRxBytes"))
        .widget(network("Sent by services in B/s", of.services, "NetworkTxBytes"))
        .widget(Widget::graph("Asked from outside, in %").metric(of.uptime.success_percent()))
        .row()
        .widget(Widget::graph("Database").metric(data.cpu_utilization()).metric(data.database_connections()))
        .widget(Widget::graph("Redis").metric(nodes.engine_cpu_utilization()));
    stack.add("Dashboard", dashboard);
    errors
}

fn services(title: &'static str, of: &Services, metric: fn(&EcsServiceMetrics) -> Metric) -> GraphWidget {
    let all = [of.frontend.metrics(), of.backend.metrics(), of.worker.metrics(), of.beat.metrics()];
    all.iter().fold(Widget::graph(title), |graph, service| graph.metric(metric(service)))
}

/// What Container Insights measures.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html>
fn network(title: &'static str, of: &Services, metric: &'static str) -> GraphWidget {
    let Services { frontend, backend, worker, beat } = of;
    let all = [
        (frontend.cluster, frontend.name()),
        (backend.cluster, backend.name()),
        (worker.cluster, worker.name()),
        (beat.cluster, beat.name()),
    ];
    all.into_iter().fold(Widget::graph(title), |graph, (cluster, service)| {
        let found = Metric::new("ECS/ContainerInsights", metric).dimension("ClusterName", cluster.name());
        graph.metric(found.dimension("ServiceName", service))
    })
}
