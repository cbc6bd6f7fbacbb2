//! What the program logs about metering, and who is told.

use super::pricing::Model;
use iac_aws_base::marketplace::Metered;
use iac_aws_base::monitoring::{EventPattern, FilterPattern, Metric, MetricFilter, Period};
use iac_aws_cfn::events;
use iac_aws_cfn::events::rule::{InputTransformer, Target};
use iac_aws_monitoring::{Alarm, AlarmTopics, Comparison, Missing, Notified, Severity};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// Alarms and the rule about tasks that end, under the construct that is being built.
pub(super) fn add(
    stack: &mut Stack,
    service: &impl Metered,
    pricing: &Model,
    trial: bool,
    exit_code: u8,
    topics: Option<AlarmTopics>,
) {
    let logged = |stack: &mut Stack, id: &'static str, event: &'static str| {
        let namespace = join!["Marketplace/", stack_name()];
        let filter = MetricFilter::new(FilterPattern::field("$.event", event), namespace, id);
        service.log_group().metric(stack, id, filter).period(Period::hours(1))
    };
    let happened = |stack: &mut Stack, id: &'static str, metric: Metric, severity: Severity, text: &'static str| {
        let alarm = Alarm::new(metric, Comparison::GreaterThanOrEqualTo(1.0), severity, text);
        add_alarm(stack, id, alarm.missing(Missing::NotBreaching), topics);
    };
    if let Model::Usage(_) = pricing {
        let recorded = logged(stack, "MeteringRecorded", "metering.recorded");
        silent(stack, "Silent", recorded.clone(), 2, Severity::Warning, topics);
        silent(stack, "SilentTooLong", recorded, 4, Severity::Critical, topics);
        let failed = logged(stack, "MeteringFailed", "metering.failed");
        happened(
            stack,
            "Refused",
            failed,
            Severity::Warning,
            "AWS Marketplace refused a record of usage: look for metering.failed in the log. Records are lost after six \
             hours.",
        );
        let duplicate = logged(stack, "MeteringDuplicate", "metering.duplicate");
        happened(
            stack,
            "ReportedTwice",
            duplicate,
            Severity::Warning,
            "An hour was reported twice with different quantities; AWS keeps the first. Look for metering.duplicate in \
             the log.",
        );
    }
    if !matches!(pricing, Model::Byol) {
        let refused = logged(stack, "MeteringNotEntitled", "metering.not_entitled");
        happened(
            stack,
            "SubscriptionEnded",
            refused,
            Severity::Critical,
            "AWS Marketplace says that this account has no subscription: subscribe again, or delete the stack.",
        );
        if let Some(topics) = topics {
            task_ended(stack, service, exit_code, topics);
        }
    }
    if trial {
        let reached = logged(stack, "TrialLimitReached", "trial.limit_reached");
        happened(
            stack,
            "TrialLimitReached",
            reached,
            Severity::Info,
            "A limit of the trial is reached: from now on usage is charged.",
        );
    }
}

fn silent(
    stack: &mut Stack,
    id: &'static str,
    recorded: Metric,
    hours: u32,
    severity: Severity,
    topics: Option<AlarmTopics>,
) {
    let text = format!(
        "For {hours} hours no usage was reported to AWS Marketplace. What is not reported within six hours is lost: look \
         into the service's log."
    );
    let alarm = Alarm::new(recorded, Comparison::LessThan(1.0), severity, text);
    add_alarm(stack, id, alarm.for_periods(hours).missing(Missing::Breaching), topics);
}

fn add_alarm(stack: &mut Stack, id: &'static str, alarm: Alarm, topics: Option<AlarmTopics>) {
    let alarm = match topics {
        Some(topics) => alarm.notify(&topics),
        None => alarm,
    };
    stack.add(id, alarm);
}

/// Tells that a task ended because the account has no subscription.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html>
fn task_ended(stack: &mut Stack, service: &impl Metered, exit_code: u8, topics: AlarmTopics) {
    let text = |text: &'static str| Value::Str(Text::Borrowed(text));
    let one = |value: Value| Value::List(vec![value]);
    let group = join!["service:", service.service().name()];
    let detail = Value::map([
        ("clusterArn", one(IntoVal::<Str>::into_value(service.cluster_arn()))),
        ("group", one(group.into_plain_value())),
        ("lastStatus", one(text("STOPPED"))),
        ("containers", Value::map([("exitCode", one(Value::Int(exit_code.into())))])),
    ]);
    let pattern = EventPattern::source("aws.ecs").detail_type("ECS Task State Change").detail(detail).build(stack);
    let topic = topics.topic(Severity::Critical);
    let message = InputTransformer::new(
        "\"The task <task> has ended: AWS Marketplace says that this account has no subscription. Subscribe again, or \
         delete the stack.\"",
    )
    .input_paths_map([("task", "$.detail.taskArn")]);
    let rule = events::Rule::new()
        .description("Tasks that end because the account has no subscription")
        .event_pattern(pattern)
        .targets([Target::new(topic.arn(), "Topic").input_transformer(message)]);
    let rule = stack.add("TaskEnded", rule);
    topic.let_publish(stack, rule);
}
