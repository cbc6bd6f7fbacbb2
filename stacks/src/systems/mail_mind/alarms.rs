//! What wakes people.

use iac_aws::cfn::sqs;
use iac_aws::prelude::*;

/// Adds the alarms; gives back the one that takes a deployment back.
pub(super) fn add(
    stack: &mut Stack,
    alb: &AlbHandle,
    api: &RouteHandle,
    database: &RdsInstanceHandle,
    topic: &AlarmTopicHandle,
) -> AlarmHandle {
    let requests = LoadBalancerMetrics::of(alb.load_balancer);
    let data = DbInstanceMetrics::of(database.instance);
    let five_minutes = Period::minutes(5);
    let mut alarm = |id: &'static str, alarm: Alarm| stack.add(id, alarm.notify(topic));
    // Silent below 20 requests, where one error would be an alarm.
    let errors = MetricMath::new("IF(requests > 20, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)")
        .metric("requests", requests.request_count().period(five_minutes))
        .metric("target", requests.http_code_target_5xx_count().period(five_minutes))
        .metric("balancer", requests.http_code_elb_5xx_count().period(five_minutes))
        .label("Server errors in %");
    let text = "More than 1 % of the requests fail: look at the backend's log; a running deployment is rolled back";
    let errors = Alarm::new(errors, Comparison::GreaterThan(1.0), Severity::Critical, text);
    let errors = alarm("Errors", errors.missing(Missing::NotBreaching));
    let slow = requests.target_response_time().statistic(Statistic::P95).period(five_minutes);
    let text = "One answer in twenty takes more than 3 s: look at the traces in X-Ray";
    let slow = Alarm::new(slow, Comparison::GreaterThan(3.0), Severity::Warning, text);
    alarm("Slow", slow.for_periods(3).missing(Missing::NotBreaching));
    let text = "No backend answers /ready: look at the service's events, the database and the cache";
    let ready = Alarm::new(ready(alb, api), Comparison::LessThan(1.0), Severity::Critical, text);
    alarm("NotReady", ready.for_periods(3).missing(Missing::Breaching));
    let cpu = data.cpu_utilization().period(five_minutes);
    let text = "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries";
    alarm("DatabaseCpu", Alarm::new(cpu, Comparison::GreaterThan(80.0), Severity::Warning, text).for_periods(3));
    let storage = data.free_storage_space().period(five_minutes);
    let text = "The database has less than 5 GiB left: raise the size up to which its storage grows";
    alarm("DatabaseStorage", Alarm::new(storage, Comparison::LessThan(5_368_709_120.0), Severity::Critical, text));
    errors
}

/// Backends that are ready. Blue/green deployments move between two target groups, one of which is empty at a time.
fn ready(alb: &AlbHandle, api: &RouteHandle) -> Watched {
    let healthy =
        |group| TargetGroupMetrics::of(alb.load_balancer, group).healthy_host_count().period(Period::minutes(1));
    match api.alternate {
        None => healthy(api.target_group).into(),
        Some(alternate) => MetricMath::new("FILL(one, 0) + FILL(other, 0)")
            .metric("one", healthy(api.target_group))
            .metric("other", healthy(alternate))
            .label("Ready backends")
            .into(),
    }
}

/// Requests of EventBridge Scheduler that failed for an hour.
pub(super) fn queues(
    stack: &mut Stack,
    queues: impl IntoIterator<Item = (&'static str, sqs::QueueRef)>,
    topic: &AlarmTopicHandle,
) {
    for (id, queue) in queues {
        let waiting = QueueMetrics::of(queue).approximate_number_of_messages_visible().period(Period::minutes(5));
        let text = "A scheduled request could not be made: the message in the queue says which and why";
        let alarm = Alarm::new(waiting, Comparison::GreaterThan(0.0), Severity::Warning, text);
        stack.add(id, alarm.missing(Missing::NotBreaching).notify(topic));
    }
}
