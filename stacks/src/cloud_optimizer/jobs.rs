//! Jobs that keep the knowledge base fresh. They run the service's own image with another command.

use iac_aws::prelude::*;

/// The source of the events that the application publishes itself.
const EVENTS: &str = "cloud-optimizer";

/// Everything that is in the image after each deployment, known holes every day, prices every week, bulletins when
/// they are published.
pub(super) fn add(stack: &mut Stack, application: &FargateServiceHandle<Web>) {
    let at = |schedule, module| ScheduledTask::new(schedule, application, ["python", "-m", module]);
    stack.add("RefreshCves", at(Schedule::daily("03:00"), "cloud_optimizer.jobs.refresh_cves"));
    stack.add("RefreshPrices", at(Schedule::weekly(Weekday::Sunday, "04:00"), "cloud_optimizer.jobs.refresh_prices"));
    let on = |pattern, module| EventTask::new(pattern, application, ["python", "-m", module]);
    load(stack, application, on(application.deployment_completed(), "cloud_optimizer.jobs.load_kb"));
    let published = EventPattern::source(EVENTS).detail_type("Security Bulletin Published");
    stack.add("RefreshBulletins", on(published, "cloud_optimizer.jobs.refresh_bulletins"));
}

/// Loads what of the image's knowledge base is not in the database yet, after every completed deployment.
///
/// The guide asks for one load at the start, and a stack has no "once". But a first deployment has: its end is the first
/// event, when the database is migrated and its ports are open. The CIS benchmarks that come every month come with a new
/// image, whose deployment is the next event. The rule is there before the service, and its task definition changes
/// before the service's, so that no deployment is missed and each loads out of its own image.
fn load(stack: &mut Stack, application: &FargateServiceHandle<Web>, task: EventTask) {
    let load = stack.add("LoadKnowledgeBase", task);
    load.created_before(stack, application.service);
}

/// Publishes events on the default bus, under that source only: the application receives the webhook that announces a
/// bulletin, and answers at once while a task of its own fetches it.
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>
pub(super) fn publish_events() -> Statement {
    let bus = join!["arn:", partition(), ":events:", region(), ":", account_id(), ":event-bus/default"];
    Statement::allow(["events:PutEvents"]).sid("PublishEvents").on(bus).when("StringEquals", "events:source", EVENTS)
}
