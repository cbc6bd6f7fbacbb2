//! Who is told of what: the topic, Slack, the check from outside and the budget.

use super::application::Hosts;
use super::asked::Told;
use iac_aws::prelude::*;

/// The topic that all alarms go to, by e-mail and in Slack.
pub(super) fn topic(stack: &mut Stack, told: Told, key: &EncryptionKeyHandle) -> AlarmTopicHandle {
    let topic = stack.add("Alarms", AlarmTopic::new().email("Email", told.email).encryption_key(key));
    stack.add("Slack", SlackAlerts::new(told.workspace, told.channel).topic(&topic));
    topic
}

/// Asks the site and the API every five minutes, and tells when the month costs more than planned.
pub(super) fn watch_from_outside(
    stack: &mut Stack,
    name: &'static str,
    hosts: &Hosts,
    dollars: u32,
    topic: &AlarmTopicHandle,
) -> UptimeCheckHandle {
    let check = UptimeCheck::new(format!("openthreat-{name}"), format!("{}/health", hosts.api_url()))
        .also("site", hosts.site_url() + "/")
        .every(minutes(5))
        .notify(Severity::Critical, topic);
    let check = stack.add("Uptime", check);
    stack.add("Budget", Budget::monthly(dollars).tag("Environment", format!("openthreat-{name}")).notify(topic));
    check
}

/// What every environment's key is for.
pub(super) fn key(stack: &mut Stack) -> EncryptionKeyHandle {
    let key = EncryptionKey::new("Data, logs and notifications of OpenThreat")
        .usable_by(KeyUser::CloudWatchLogs)
        .usable_by(KeyUser::CloudWatchAlarms)
        .usable_by(KeyUser::Budgets);
    stack.add("Key", key)
}
