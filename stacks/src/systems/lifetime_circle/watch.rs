//! Alarms, a dashboard, a budget.

use super::api::Api;
use super::choices::Choices;
use iac_aws::prelude::*;

pub(super) fn add(
    stack: &mut Stack,
    choices: &Choices,
    api: &Api,
    database: &RdsInstanceHandle,
    topic: &AlarmTopicHandle,
) {
    let requests = LoadBalancerMetrics::of(api.balancer.load_balancer);
    let healthy = TargetGroupMetrics::of(api.balancer.load_balancer, api.route.target_group).healthy_host_count();
    let data = DbInstanceMetrics::of(database.instance);
    let five_minutes = Period::minutes(5);
    let errors = MetricMath::new("IF(requests > 20, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)")
        .metric("requests", requests.request_count().period(five_minutes))
        .metric("target", requests.http_code_target_5xx_count().period(five_minutes))
        .metric("balancer", requests.http_code_elb_5xx_count().period(five_minutes))
        .label("Server errors in %");

    let mut watch = |id: &'static str, alarm: Alarm| stack.add(id, alarm.notify(topic));
    let errors = watch(
        "ApiErrors",
        Alarm::new(
            errors,
            Comparison::GreaterThan(1.0),
            Severity::Critical,
            "More than 1 % of the requests fail: look at the API's log; a running deployment is rolled back",
        )
        .missing(Missing::NotBreaching),
    );
    let unhealthy = Alarm::new(
        healthy.period(Period::minutes(1)),
        Comparison::LessThan(1.0),
        Severity::Critical,
        "No task answers /api/health with 200: look at the service's events and the API's log",
    );
    let unhealthy = watch("ApiDown", unhealthy.for_periods(3).missing(Missing::Breaching));
    let slow = Alarm::new(
        requests.target_response_time().statistic(Statistic::P95).period(five_minutes),
        Comparison::GreaterThan(1.0),
        Severity::Warning,
        "One answer in twenty takes more than a second: look at the traces in X-Ray and at slow queries",
    );
    let slow = watch("ApiSlow", slow.for_periods(3).missing(Missing::NotBreaching));
    let cpu = Alarm::new(
        data.cpu_utilization().period(five_minutes),
        Comparison::GreaterThan(80.0),
        Severity::Warning,
        "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries",
    );
    let cpu = watch("DatabaseCpu", cpu.for_periods(3));
    let connections = Alarm::new(
        data.database_connections().period(five_minutes).statistic(Statistic::Maximum),
        Comparison::GreaterThan(80.0),
        Severity::Warning,
        "More than 80 of the database's 100 connections are taken: lower the pools of the tasks or raise the limit",
    );
    let connections = watch("DatabaseConnections", connections);
    let storage = Alarm::new(
        data.free_storage_space().period(five_minutes),
        Comparison::LessThan(5_368_709_120.0),
        Severity::Warning,
        "The database has less than 5 GiB left: raise the largest size that its storage may grow to",
    );
    let storage = watch("DatabaseStorage", storage);
    api.service.rollback_on(stack, &errors);

    let all = [errors, unhealthy, slow, cpu, connections, storage];
    let dashboard = Dashboard::new()
        .widget(Widget::alarms("Alarms", &all))
        .row()
        .widget(Widget::graph("Requests").metric(requests.request_count()))
        .widget(
            Widget::graph("Errors")
                .metric(requests.http_code_target_5xx_count())
                .metric(requests.http_code_elb_5xx_count()),
        )
        .widget(Widget::graph("Answers in s").metric(requests.target_response_time().statistic(Statistic::P95)))
        .row()
        .widget(
            Widget::graph("Tasks in %")
                .metric(api.service.metrics().cpu_utilization())
                .metric(api.service.metrics().memory_utilization())
                .line("One more task", 70.0)
                .line("One task fewer", 30.0),
        )
        .widget(Widget::graph("Database").metric(data.cpu_utilization()))
        .widget(Widget::graph("Connections").metric(data.database_connections()).line("All", 100.0));
    stack.add("Overview", dashboard);
    stack.add("Budget", Budget::monthly(choices.budget).notify(topic));
}
