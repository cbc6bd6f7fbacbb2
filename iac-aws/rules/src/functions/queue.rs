use iac_core::check::{Eval, Findings, Res, World};
use std::borrow::Cow;

iac_core::rule! {
    /// A queue or a topic is refused, or loses what it cannot deliver.
    ///
    /// What is in order (FIFO) has a name that ends in `.fifo`, and only it has such a name and the properties for
    /// duplicates. Failed messages go to another queue of the same kind, and stay there longer. A queue in order gets
    /// nothing from a topic that is not.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>,
    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html>.
    pub(crate) QUEUE_SETUP: "queue", Error, check
}

const QUEUE: &str = "AWS::SQS::Queue";
const TOPIC: &str = "AWS::SNS::Topic";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for queue in world.all(QUEUE) {
        in_order(
            findings,
            queue,
            "FifoQueue",
            "QueueName",
            &["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"],
        );
        failed(world, findings, queue);
    }
    for topic in world.all(TOPIC) {
        in_order(
            findings,
            topic,
            "FifoTopic",
            "TopicName",
            &["ContentBasedDeduplication", "ArchivePolicy", "FifoThroughputScope"],
        );
    }
    for subscription in world.all("AWS::SNS::Subscription") {
        let to = world.target_of(&subscription.get("Endpoint"), QUEUE);
        let from = world.target_of(&subscription.get("TopicArn"), TOPIC);
        let (Some(to), Some(from)) = (to, from) else { continue };
        if is_fifo(to, "FifoQueue") == Some(true) && is_fifo(from, "FifoTopic") == Some(false) {
            let message = format!("the queue {} is in order (FIFO) and the topic {} is not", to.path(), from.path());
            let parts = [(to, "the queue"), (from, "the topic")];
            findings.between(subscription, "Endpoint", message, "set `FifoTopic: true`, or use another queue", &parts);
        }
    }
}

fn is_fifo(res: Res<'_, '_>, property: &str) -> Option<bool> {
    let given = res.get(property);
    if given.is_absent() { Some(false) } else { given.bool() }
}

/// The known end of a text.
fn end<'a>(of: &'a Eval<'_>) -> Option<Cow<'a, str>> {
    match of {
        Eval::Joined(parts) => parts.last().and_then(Eval::text),
        of => of.text(),
    }
}

fn in_order<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, name: &str, only: &[&str]) {
    let Some(fifo) = is_fifo(res, property) else { return };
    let given = res.get(name);
    if let Some(end) = end(&given).filter(|end| end.ends_with(".fifo") != fifo) {
        let (message, help) = match fifo {
            true => {
                (format!("it is in order (FIFO), and its name ends in `{end}`"), "end the name with `.fifo`".to_owned())
            }
            false => {
                (format!("its name ends in `{end}`, and it is not in order (FIFO)"), format!("set `{property}: true`"))
            }
        };
        findings.at(res, name, message, help);
    }
    for one in only {
        let value = res.get(one);
        if !fifo && !value.is_absent() && !value.is_unknown() && value.bool() != Some(false) {
            let message = format!("it has `{one}` and is not in order (FIFO)");
            findings.at(res, one, message, format!("set `{property}: true`, or remove it"));
        }
    }
}

fn failed<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, queue: Res<'_, 'g>) {
    let policy = queue.get("RedrivePolicy");
    if !matches!(policy, Eval::Map(_)) {
        return;
    }
    let at = "RedrivePolicy";
    let most = policy.at("maxReceiveCount");
    if most.is_absent() || most.int().is_some_and(|most| !(1..=1000).contains(&most)) {
        let message = format!("the redrive policy has `maxReceiveCount: {}`", most.shown());
        findings.at(queue, at, message, "use 1 to 1000");
    }
    let target = policy.at("deadLetterTargetArn");
    if target.is_absent() {
        findings.at(queue, at, "the redrive policy has no `deadLetterTargetArn`", "name another queue");
    }
    // By a reference it would wait for itself, which is a circle: only its name leads to itself.
    let own = queue.get("QueueName");
    if own.text().zip(end(target)).is_some_and(|(own, end)| end.rsplit(':').next() == Some(&*own)) {
        return findings.at(queue, at, "the queue sends its failed messages to itself", "name another queue");
    }
    let Some(other) = world.target_of(target, QUEUE) else { return };
    let parts = [(other, "failed messages go here")];
    if target.reference().is_some_and(|reference| reference.is_ref()) {
        let message = format!("the redrive policy has the URL of {}, where its ARN belongs", other.path());
        findings.between(queue, at, message, format!("use `!GetAtt {}.Arn`", other.id()), &parts);
    }
    let (here, there) = (is_fifo(queue, "FifoQueue"), is_fifo(other, "FifoQueue"));
    if here.zip(there).is_some_and(|(here, there)| here != there) {
        let message =
            format!("one of {} and {}, where its failed messages go, is in order (FIFO)", queue.path(), other.path());
        findings.between(queue, at, message, "both are in order, or none is", &parts);
    }
    let kept = |of: Res<'_, 'g>| {
        let given = of.get("MessageRetentionPeriod");
        if given.is_absent() { Some(345_600) } else { given.int() }
    };
    if kept(queue).zip(kept(other)).is_some_and(|(here, there)| here > there) {
        let message = format!(
            "failed messages are kept for a shorter time than others: {} counts from when they were sent",
            other.path()
        );
        findings.warning(queue, "MessageRetentionPeriod", message, "keep them longer: up to 1209600 seconds");
    }
}

#[cfg(test)]
mod tests {
    use super::QUEUE_SETUP;
    use crate::testing::{finds, silent};

    fn two(jobs: &str, failed: &str) -> String {
        format!(
            "Resources:
  Jobs: {{Type: AWS::SQS::Queue, Properties: {{{jobs}}}}}
  Failed: {{Type: AWS::SQS::Queue, Properties: {{{failed}}}}}\n"
        )
    }

    const REDRIVE: &str = "RedrivePolicy: {deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3}";

    #[test]
    fn failed_messages() {
        let says = |jobs: &str, failed: &str, words: &str| finds(QUEUE_SETUP, &two(jobs, failed), "Jobs", words);
        let own = REDRIVE.replace("!GetAtt Failed.Arn", "!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'");
        says(&format!("QueueName: jobs, {own}"), "DelaySeconds: 0", "to itself");
        says(&REDRIVE.replace("!GetAtt Failed.Arn", "!Ref Failed"), "DelaySeconds: 0", "the URL of template/Failed");
        says(&format!("FifoQueue: true, {REDRIVE}"), "DelaySeconds: 0", "is in order (FIFO)");
        says(&REDRIVE.replace("maxReceiveCount: 3", "maxReceiveCount: 0"), "DelaySeconds: 0", "`maxReceiveCount: 0`");
        says(REDRIVE, "MessageRetentionPeriod: 3600", "kept for a shorter time");
    }

    #[test]
    fn in_order() {
        let says = |jobs: &str, words: &str| finds(QUEUE_SETUP, &two(jobs, "DelaySeconds: 0"), "Jobs", words);
        says("FifoQueue: true, QueueName: jobs", "its name ends in `jobs`");
        says("FifoQueue: true, QueueName: !Sub '${AWS::StackName}-jobs'", "its name ends in `-jobs`");
        says("QueueName: jobs.fifo", "is not in order");
        says("ContentBasedDeduplication: true", "it has `ContentBasedDeduplication`");
        let topic = "
  News: {Type: AWS::SNS::Topic}
  Get: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref News, Endpoint: !GetAtt Jobs.Arn}}\n";
        finds(
            QUEUE_SETUP,
            &(two("FifoQueue: true", "DelaySeconds: 0") + topic),
            "Get",
            "the topic template/News is not",
        );
        silent(QUEUE_SETUP, &(two("DelaySeconds: 0", "DelaySeconds: 0") + topic));
    }

    #[test]
    fn queues_that_work() {
        silent(QUEUE_SETUP, &two(REDRIVE, "MessageRetentionPeriod: 1209600"));
        let fifo = "FifoQueue: true, ContentBasedDeduplication: true";
        silent(QUEUE_SETUP, &two(&format!("{fifo}, QueueName: !Sub '${{AWS::StackName}}.fifo', {REDRIVE}"), fifo));
        silent(
            QUEUE_SETUP,
            &two(
                "RedrivePolicy: {deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:1:f', maxReceiveCount: 3}",
                "DelaySeconds: 0",
            ),
        );
        silent(
            QUEUE_SETUP,
            &two("ContentBasedDeduplication: false, QueueName: !Ref AWS::StackName", "DelaySeconds: 0"),
        );
    }
}
