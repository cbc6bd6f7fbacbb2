//! Who delivers new versions, and who hears of those that failed.

use super::{Listing, operations};
use iac_aws::cfn::events;
use iac_aws::cfn::events::rule::Target;
use iac_aws::parameters::{slack_channel_id, slack_workspace_id};
use iac_aws::prelude::*;

/// Where workflows push an image.
pub(super) enum Pushed {
    /// A registry of the seller's.
    To(EcrRepositoryHandle),
    /// The Marketplace registry.
    Marketplace,
}

/// The role of the workflows that GitHub runs for this environment. The account knows GitHub already: the environment
/// `seller` sees to that.
pub(super) fn add(
    stack: &mut Stack,
    listing: &Listing,
    environment: &'static str,
    application: &FargateServiceHandle<Web>,
    pushed: &Pushed,
) -> CiRoleHandle {
    let repository = repository(stack);
    let role = CiRole::new(&GitHubProvider::existing(), GitHubSubject::environment(repository, environment));
    let role = match pushed {
        Pushed::To(images) => role.push(images),
        Pushed::Marketplace => role.grant(listing.grant_push()).pull(operations::TESTED),
    };
    let role = stack.add("Delivery", role.deploy(application));
    let arn = Output::new(role.arn());
    stack.add("DeliveryRoleArn", arn.description("The variable AWS_ROLE_ARN of the environment in GitHub"));
    role
}

/// The repository whose workflows deliver.
pub(super) fn repository(stack: &mut Stack) -> Val<Str> {
    let repository = GitHubSubject::repository_parameter().label("GitHub repository").group("Delivery");
    stack.add("GitHubRepository", repository)
}

/// What the topic hears, in the channel #ops-alerts.
pub(super) fn slack(stack: &mut Stack, topic: &AlarmTopicHandle) {
    let workspace = slack_workspace_id()
        .label("Slack workspace")
        .group("Notifications")
        .description("Id of the workspace, which somebody authorised in this account before.");
    let workspace = stack.add("SlackWorkspace", workspace);
    let channel =
        slack_channel_id().label("Slack channel").group("Notifications").description("Id of the channel #ops-alerts.");
    let channel = stack.add("SlackChannel", channel);
    stack.add("OpsAlerts", SlackAlerts::new(workspace, channel).topic(topic));
}

/// Tells of deployments that ECS took back: an alarm alone does not tell of tasks that never became healthy. Slack shows
/// events only as AWS writes them, so that this one is not put into other words.
/// Source: <https://docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html>
pub(super) fn tell_of_failures(stack: &mut Stack, application: &FargateServiceHandle<Web>, topic: &AlarmTopicHandle) {
    let failed = application.deployment_failed().build(stack);
    let failed = events::Rule::new()
        .description("Tells of deployments that failed and were taken back")
        .event_pattern(failed)
        .targets([Target::new(topic.arn(), "Topic")]);
    let failed = stack.add("DeploymentFailed", failed);
    topic.let_publish(stack, failed);
}
