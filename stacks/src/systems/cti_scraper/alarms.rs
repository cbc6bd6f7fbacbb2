//! What is critical: a service or its data is down, users see errors.

use super::data::Data;
use super::model::Model;
use super::services::Services;
use iac_aws::prelude::*;

const MINUTE: Period = Period::minutes(1);
pub(super) const FIVE_MINUTES: Period = Period::minutes(5);

pub(super) struct Watched<'a> {
    pub(super) alb: &'a AlbHandle,
    pub(super) route: &'a RouteHandle,
    pub(super) services: &'a Services,
    pub(super) model: Option<&'a Model>,
    pub(super) data: &'a Data,
    pub(super) topics: &'a AlarmTopics,
}

/// The alarms, of which the first is that of users who see errors.
pub(super) fn critical(stack: &mut Stack, of: &Watched<'_>) -> Vec<AlarmHandle> {
    let requests = LoadBalancerMetrics::of(of.alb.load_balancer);
    let rate = MetricMath::new("IF(requests > 20, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)")
        .metric("requests", requests.request_count().period(FIVE_MINUTES))
        .metric("target", requests.http_code_target_5xx_count().period(FIVE_MINUTES))
        .metric("balancer", requests.http_code_elb_5xx_count().period(FIVE_MINUTES))
        .label("Server errors in %");
    let errors = Alarm::new(
        rate,
        Comparison::GreaterThan(5.0),
        Severity::Critical,
        "More than 5 % of the requests fail: look at the log of `web`; a running deployment is rolled back",
    );
    let mut all = vec![stack.add("Errors", errors.missing(Missing::NotBreaching).notify(of.topics))];
    let healthy = TargetGroupMetrics::of(of.alb.load_balancer, of.route.target_group).healthy_host_count();
    let mut down = |id: &'static str, metric: Metric, what: &str| {
        let alarm = Alarm::new(metric.period(MINUTE), Comparison::LessThan(1.0), Severity::Critical, what.to_owned());
        // A deployment stops the scheduler for up to three minutes.
        all.push(stack.add(id, alarm.for_periods(5).missing(Missing::Breaching).notify(of.topics)));
    };
    down("WebDown", healthy, "No task of `web` answers /health: look at the service's events and its log");
    let services = of.services;
    let tasks = |metrics: EcsServiceMetrics| metrics.running_tasks();
    down("WorkerDown", tasks(services.worker.metrics()), "No worker runs, so that articles wait: look at its events");
    down("SchedulerDown", tasks(services.scheduler.metrics()), "The scheduler does not run: nothing new is scraped");
    if let Some(model) = of.model {
        down("OllamaDown", tasks(model.service.metrics()), "The language model does not run: nothing is analysed");
    }
    let alive = |metric: Metric| metric.statistic(Statistic::SampleCount);
    let database = DbInstanceMetrics::of(of.data.database.instance);
    down("DatabaseDown", alive(database.cpu_utilization()), "The database sends no data: look at its events in RDS");
    let cache = CacheNodeMetrics::of(of.data.cache.replication_group, 1);
    down("CacheDown", alive(cache.cpu_utilization()), "The cache sends no data: what waits in its queues may be lost");
    all
}
