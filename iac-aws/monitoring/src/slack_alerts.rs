//! Alarms in a channel of Slack.

use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_cfn::chatbot::{self, slack_channel_configuration::SlackChannelConfigurationRequired};
use iac_aws_cfn::kind::ChatbotSlackChannelConfiguration;
use iac_aws_cfn::{iam, kind};
use iac_core::prelude::*;
use iac_core::{IntoRef, IntoVal, Value};

/// A workspace of Slack, as the kind of its id: `parameters::slack_workspace_id` asks for one.
#[derive(Clone, Copy, Debug)]
pub enum SlackWorkspace {}

/// A channel of Slack, as the kind of its id: `parameters::slack_channel_id` asks for one.
#[derive(Clone, Copy, Debug)]
pub enum SlackChannel {}

/// What Amazon Q Developer in chat applications (formerly AWS Chatbot) logs about a channel: into a log group of its own
/// in `us-east-1`, which nothing expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlackLogging {
    /// Nothing.
    Off,
    /// What could not be delivered.
    Errors,
    /// All events of the channel.
    All,
}

/// Alarms in a channel of Slack (`AWS::Chatbot::SlackChannelConfiguration`): what topics receive is shown there, with
/// the graph of the alarm's metric.
///
/// The channel is for reading. Its role may look at metrics and alarms and at nothing else, and the guardrail says the
/// same for members who choose a role of their own; AWS's default there is `AdministratorAccess`. Messages cost nothing.
///
/// Before the first deployment, somebody authorises the workspace in the account once, in the console of Amazon Q
/// Developer in chat applications; a private channel must invite the application (`/invite @Amazon Q`).
///
/// A topic that a customer key encrypts reaches the channel as soon as those who publish may use the key: the key needs
/// `KeyUser::CloudWatchAlarms`, nothing for Slack.
/// Sources: <https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html>,
/// <https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html>
///
/// ```
/// use iac_aws::parameters::{slack_channel_id, slack_workspace_id};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let workspace = stack.add("SlackWorkspace", slack_workspace_id().label("Slack workspace"));
/// let channel = stack.add("SlackChannel", slack_channel_id().label("Slack channel"));
/// let topic = stack.add("Alarms", AlarmTopic::new());
/// stack.add("Slack", SlackAlerts::new(workspace, channel).topic(&topic));
/// ```
#[derive(Clone, Debug)]
pub struct SlackAlerts {
    workspace: Value,
    channel: Value,
    topics: Vec<AlarmTopicHandle>,
    name: Option<Value>,
    logging: SlackLogging,
}

impl SlackAlerts {
    /// A channel that nothing is sent to yet. Both ids stand in the channel's link:
    /// `https://app.slack.com/client/T…/C…`.
    pub fn new(workspace: impl IntoRef<Id<SlackWorkspace>>, channel: impl IntoRef<Id<SlackChannel>>) -> Self {
        SlackAlerts {
            workspace: workspace.into_value(),
            channel: channel.into_value(),
            topics: Vec::new(),
            name: None,
            logging: SlackLogging::Errors,
        }
    }

    /// Shows what this topic receives.
    pub fn topic(mut self, topic: &AlarmTopicHandle) -> Self {
        self.topics.push(*topic);
        self
    }

    /// A name of your own, at most 128 letters, digits, `-` and `_`. Names are unique in an account, whatever the region;
    /// by default it is made from the stack's name and region.
    pub fn name(mut self, name: impl IntoVal<Str>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// What is logged about the channel; what could not be delivered by default.
    pub fn logging(mut self, logging: SlackLogging) -> Self {
        self.logging = logging;
        self
    }

    fn check(&self, stack: &mut Stack) {
        if self.topics.is_empty() {
            let message = "nothing is sent to the channel: it listens to no topic";
            stack.error("slack-without-topic", message, "add `.topic(&topic)`");
        }
        for (value, prefixes, what) in
            [(&self.workspace, &["T", "E"][..], "workspace"), (&self.channel, &["C", "G"][..], "channel")]
        {
            let Some(id) = value.as_str() else { continue };
            let characters = id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            if id.len() < 9 || !characters || !prefixes.iter().any(|prefix| id.starts_with(prefix)) {
                stack.error(
                    "slack-id",
                    format!("`{id}` is no id of a {what} of Slack"),
                    format!("ids of {what}s begin with `{}`, such as in the channel's link", prefixes.join("` or `")),
                );
            }
        }
        let Some(name) = self.name.as_ref().and_then(Value::as_str) else { return };
        let characters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if name.is_empty() || name.len() > 128 || !characters {
            let message = format!("`{name}` cannot be the name of a channel's configuration");
            stack.error("slack-name", message, "use 1 to 128 letters, digits, hyphens and underscores");
        }
    }
}

/// A channel in a stack.
#[derive(Clone, Copy, Debug)]
pub struct SlackAlertsHandle {
    /// The channel's configuration.
    pub configuration: chatbot::SlackChannelConfigurationRef,
    /// What the channel's members act as.
    pub role: iam::RoleRef,
    /// All that they may do, whatever role they choose.
    pub guardrail: iam::ManagedPolicyRef,
}

impl SlackAlertsHandle {
    /// The configuration's ARN, such as for notification rules of pipelines.
    pub fn arn(&self) -> Val<Arn<ChatbotSlackChannelConfiguration>> {
        self.configuration.arn()
    }

    /// Shows what one more topic receives.
    #[track_caller]
    pub fn add_topic(&self, stack: &mut Stack, topic: &AlarmTopicHandle) {
        stack.append(self.configuration, "SnsTopicArns", [topic.arn().into_plain_value()]);
    }
}

impl Construct for SlackAlerts {
    type Handle = SlackAlertsHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> SlackAlertsHandle {
        self.check(stack);
        let looks = PolicyDocument::new([Statement::allow([
            "cloudwatch:DescribeAlarmHistory",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:GetMetricWidgetImage",
            "cloudwatch:ListMetrics",
        ])
        .sid("LookAtAlarms")
        .on("*")]);
        let guardrail = iam::ManagedPolicy::new(looks).description("All that members of the Slack channel may do");
        let guardrail = stack.add("Guardrail", guardrail);
        // The service documents no condition that it would meet; who may pass the role decides.
        let role = iam::Role::new(PolicyDocument::trusts("chatbot.amazonaws.com"))
            .description("Draws the graphs of alarms in a Slack channel")
            .managed_policy_arns([guardrail.policy_arn()]);
        let role = stack.add("Role", role);
        let name =
            self.name.unwrap_or_else(|| join![stack_name(), "-", region(), "-", stack.logical_id()].into_plain_value());
        let topics: Vec<Val<Arn<kind::SnsTopic>>> = self.topics.iter().map(AlarmTopicHandle::arn).collect();
        let configuration = chatbot::SlackChannelConfiguration::new(SlackChannelConfigurationRequired {
            configuration_name: Val::<Str>::of(name),
            iam_role_arn: role.arn(),
            slack_channel_id: Val::<Str>::of(self.channel),
            slack_workspace_id: Val::<Str>::of(self.workspace),
        })
        .guardrail_policies([guardrail.policy_arn().untyped::<Str>()])
        .sns_topic_arns(topics);
        let configuration = match self.logging {
            SlackLogging::Off => configuration,
            SlackLogging::Errors => configuration.logging_level("ERROR"),
            SlackLogging::All => configuration.logging_level("INFO"),
        };
        SlackAlertsHandle { configuration: stack.add("", configuration), role, guardrail }
    }
}
