//! Alarms of every environment.

use super::service::CHAT_SECONDS;
use iac_aws::monitoring::{FilterPattern, MetricFilter};
use iac_aws::prelude::*;

/// The four alarms that the guide asks for, and one for a disk that fills up.
pub(super) struct Alarms {
    /// Users see errors; a deployment that causes it is rolled back.
    pub(super) api_errors: AlarmHandle,
    /// All of them, for dashboards.
    pub(super) all: Vec<AlarmHandle>,
}

/// How long chats take, and from where on that is slow, in the metric's unit. The balancer cannot tell: a stream begins
/// at once, however long its answer takes.
pub(super) struct Chats {
    pub(super) took: Metric,
    pub(super) slow: f64,
}

impl Chats {
    /// By the metric that the application publishes, in seconds.
    pub(super) fn published(namespace: String) -> Self {
        Chats { took: Metric::new(namespace, CHAT_SECONDS), slow: 3.0 }
    }

    /// By what the application logs of each answer, in milliseconds: where it may not publish metrics.
    pub(super) fn logged(stack: &mut Stack, application: &FargateServiceHandle<Web>) -> Self {
        let answered = r#"{ ($.message = "Chat response generated") && ($.duration_ms >= 0) }"#;
        let filter =
            MetricFilter::new(FilterPattern::expression(answered), join!["CloudOptimizer/", stack_name()], "ChatTime");
        let took = application.log_group.metric(stack, "ChatTime", filter.value("$.duration_ms"));
        Chats { took, slow: 3_000.0 }
    }
}

pub(super) fn add(
    stack: &mut Stack,
    alb: &AlbHandle,
    route: &RouteHandle,
    database: &RdsInstanceHandle,
    chats: Chats,
    topic: &AlarmTopicHandle,
) -> Alarms {
    let requests = LoadBalancerMetrics::of(alb.load_balancer);
    let data = DbInstanceMetrics::of(database.instance);
    let five_minutes = Period::minutes(5);
    let chat_slow = stack.add(
        "ChatSlow",
        Alarm::new(
            chats.took.statistic(Statistic::P95).period(five_minutes),
            Comparison::GreaterThan(chats.slow),
            Severity::Warning,
            "One chat in twenty takes more than 3 s: look for slow answers in the application's log (duration_ms)",
        )
        .missing(Missing::NotBreaching)
        .notify(topic),
    );
    let api_errors = stack.add(
        "ApiErrors",
        Alarm::new(
            error_rate(&requests, five_minutes),
            Comparison::GreaterThan(1.0),
            Severity::Critical,
            "More than 1 % of the requests fail: look at the application's log. Silent up to 20 requests in five minutes",
        )
        .missing(Missing::NotBreaching)
        .notify(topic),
    );
    let health = stack.add(
        "HealthCheckFails",
        Alarm::new(
            healthy_tasks(alb, route),
            Comparison::LessThan(1.0),
            Severity::Critical,
            "No task answers /health with 200: look at the service's events and the application's log",
        )
        .for_periods(3)
        .missing(Missing::Breaching)
        .notify(topic),
    );
    let database_cpu = stack.add(
        "DatabaseCpu",
        Alarm::new(
            data.cpu_utilization().period(five_minutes),
            Comparison::GreaterThan(80.0),
            Severity::Warning,
            "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries",
        )
        .for_periods(3)
        .notify(topic),
    );
    let database_storage = stack.add(
        "DatabaseStorage",
        Alarm::new(
            data.free_storage_space().period(five_minutes),
            Comparison::LessThan(2_147_483_648.0),
            Severity::Warning,
            "The database has less than 2 GiB left: raise the largest size that its storage may grow to",
        )
        .notify(topic),
    );
    let all = vec![chat_slow, api_errors, health, database_cpu, database_storage];
    Alarms { api_errors, all }
}

/// Server errors of the application and of the balancer in percent of all requests; silent up to 20 requests, where one
/// error would be an alarm.
fn error_rate(requests: &LoadBalancerMetrics, period: Period) -> MetricMath {
    MetricMath::new("IF(requests > 20, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)")
        .metric("requests", requests.request_count().period(period))
        .metric("target", requests.http_code_target_5xx_count().period(period))
        .metric("balancer", requests.http_code_elb_5xx_count().period(period))
        .label("Server errors in %")
}

/// Healthy tasks. Blue/green deployments move between two target groups, one of which is empty at a time.
fn healthy_tasks(alb: &AlbHandle, route: &RouteHandle) -> Watched {
    let healthy =
        |group| TargetGroupMetrics::of(alb.load_balancer, group).healthy_host_count().period(Period::minutes(1));
    match route.alternate {
        None => healthy(route.target_group).into(),
        Some(alternate) => MetricMath::new("FILL(one, 0) + FILL(other, 0)")
            .metric("one", healthy(route.target_group))
            .metric("other", healthy(alternate))
            .label("Healthy tasks")
            .into(),
    }
}
