//! Jobs that keep the knowledge base fresh. They run the service's own image with another command.

use iac_aws::cfn::events;
use iac_aws::cfn::events::rule::Target;
use iac_aws::compute::EventTaskHandle;
use iac_aws::monitoring::QueueMetrics;
use iac_aws::prelude::*;

/// The source of the events that the application publishes itself.
const EVENTS: &str = "cloud-optimizer";

/// Everything that is in the image after each deployment, known holes every day, prices every week, bulletins when
/// they are published. Whoever hears the topic hears of jobs that did not start, and of those that failed.
pub(super) fn add(stack: &mut Stack, application: &FargateServiceHandle<Web>, topic: &AlarmTopicHandle) {
    let at = |schedule, module| ScheduledTask::new(schedule, application, ["python", "-m", module]);
    let cves = stack.add("RefreshCves", at(Schedule::daily("03:00"), "cloud_optimizer.jobs.refresh_cves"));
    let prices = Schedule::weekly(Weekday::Sunday, "04:00");
    let prices = stack.add("RefreshPrices", at(prices, "cloud_optimizer.jobs.refresh_prices"));
    let on = |pattern, module| EventTask::new(pattern, application, ["python", "-m", module]);
    let load = load(stack, application, on(application.deployment_completed(), "cloud_optimizer.jobs.load_kb"));
    let published = EventPattern::source(EVENTS).detail_type("Security Bulletin Published");
    let bulletins = stack.add("RefreshBulletins", on(published, "cloud_optimizer.jobs.refresh_bulletins"));
    let kept = [
        ("cves", cves.dead_letter_queue),
        ("prices", prices.dead_letter_queue),
        ("knowledge", load.dead_letter_queue),
        ("bulletins", bulletins.dead_letter_queue),
    ];
    let not_started = kept.into_iter().fold(
        MetricMath::new("FILL(cves, 0) + FILL(prices, 0) + FILL(knowledge, 0) + FILL(bulletins, 0)"),
        |all, (name, queue)| {
            let waiting = QueueMetrics::of(queue).approximate_number_of_messages_visible();
            all.metric(name, waiting.period(Period::minutes(5)))
        },
    );
    let text = "A job of the knowledge base could not be started: read its dead-letter queue, start it by hand, and \
                empty the queue";
    let alarm = Alarm::new(
        not_started.label("Jobs that did not start"),
        Comparison::GreaterThanOrEqualTo(1.0),
        Severity::Warning,
        text,
    );
    stack.add("JobsNotStarted", alarm.missing(Missing::NotBreaching).notify(topic));
    tell_of_failures(stack, application, topic);
}

/// Tells of jobs that ended with an error.
fn tell_of_failures(stack: &mut Stack, application: &FargateServiceHandle<Web>, topic: &AlarmTopicHandle) {
    let failed = application.job_failed().build(stack);
    let rule = events::Rule::new()
        .description("Tells of jobs that failed")
        .event_pattern(failed)
        .targets([Target::new(topic.arn(), "Topic")]);
    let rule = stack.add("JobFailed", rule);
    topic.let_publish(stack, rule);
}

/// Loads what of the image's knowledge base is not in the database yet, after every completed deployment.
///
/// The guide asks for one load at the start, and a stack has no "once". But a first deployment has: its end is the first
/// event, when the database is migrated and its ports are open. The CIS benchmarks that come every month come with a new
/// image, whose deployment is the next event. The rule is there before the service, so that no deployment is missed, and
/// runs the newest revision of the service's family, which is the one that was just deployed.
fn load(stack: &mut Stack, application: &FargateServiceHandle<Web>, task: EventTask) -> EventTaskHandle {
    let load = stack.add("LoadKnowledgeBase", task);
    load.created_before(stack, application.service);
    load
}

/// Publishes events on the default bus, under that source only: the application receives the webhook that announces a
/// bulletin, and answers at once while a task of its own fetches it.
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>
pub(super) fn publish_events() -> Statement {
    let bus = join!["arn:", partition(), ":events:", region(), ":", account_id(), ":event-bus/default"];
    Statement::allow(["events:PutEvents"]).sid("PublishEvents").on(bus).when("StringEquals", "events:source", EVENTS)
}
