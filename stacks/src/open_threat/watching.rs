//! Alarms and the dashboard of the third tier.

use super::services::Services;
use iac_aws::prelude::*;

/// What is watched.
pub(super) struct Watched<'a> {
    pub(super) services: &'a Services,
    pub(super) alb: &'a AlbHandle,
    pub(super) api: &'a RouteHandle,
    pub(super) database: &'a RdsInstanceHandle,
    pub(super) cache: &'a RedisCacheHandle,
    pub(super) uptime: &'a UptimeCheckHandle,
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
    for (cpu, memory, name, metrics) in [
        ("FrontendCpu", "FrontendMemory", "frontend", frontend.metrics()),
        ("BackendCpu", "BackendMemory", "backend", backend.metrics()),
        ("WorkerCpu", "WorkerMemory", "celery-worker", worker.metrics()),
        ("BeatCpu", "BeatMemory", "celery-beat", beat.metrics()),
    ] {
        // A service without tasks reports nothing.
        let busy = Alarm::new(
            metrics.cpu_utilization(),
            Comparison::GreaterThan(85.0),
            Severity::Warning,
            format!("{name} has used more than 85 % of its CPU for 15 minutes, or does not run: look at its events"),
        );
        watch(stack, cpu, busy.for_periods(3).missing(Missing::Breaching));
        let full = Alarm::new(
            metrics.memory_utilization(),
            Comparison::GreaterThan(90.0),
            Severity::Warning,
            format!("{name} is about to run out of memory: look for what grows, or give its tasks more"),
        );
        watch(stack, memory, full.for_periods(2).missing(Missing::NotBreaching));
    }
    watch(
        stack,
        "DatabaseCpu",
        Alarm::new(
            data.cpu_utilization(),
            Comparison::GreaterThan(80.0),
            Severity::Warning,
            "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries",
        )
        .for_periods(3),
    );
    watch(
        stack,
        "DatabaseStorage",
        Alarm::new(
            data.free_storage_space(),
            Comparison::LessThan(2_147_483_648.0),
            Severity::Critical,
            "The database has less than 2 GiB left: raise the largest size that its storage may grow to",
        ),
    );
    watch(
        stack,
        "CacheMemory",
        Alarm::new(
            nodes.database_memory_usage_percentage(),
            Comparison::GreaterThan(80.0),
            Severity::Warning,
            "Redis is nearly full and will refuse new jobs: look whether the workers keep up",
        ),
    );
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
