//! Topics that alarms are sent to.

use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::{EncryptionKeyHandle, KeyUser};
use iac_aws_cfn::sns;
use iac_core::prelude::*;
use iac_core::{ConditionRef, IntoVal, Text, Value};

/// A topic (`AWS::SNS::Topic`) that CloudWatch's alarms of this account may publish to, over TLS only, with those who
/// read it.
///
/// Without a key of the customer's it is not encrypted at rest: AWS's own key for SNS does not let alarms publish.
/// Whoever is subscribed by e-mail has to confirm once. Messages by e-mail cost nothing up to 1,000 a month.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html>
///
/// ```
/// use iac_aws::monitoring::AlarmTopic;
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let email = stack.add("AlarmEmail", Parameter::string().default("").description("Who is told of alarms"));
/// let has_email = stack.add("HasAlarmEmail", Condition::not_empty(&email));
/// let topic = stack.add("Alarms", AlarmTopic::new().email_when(has_email, "Operations", email));
/// stack.output("AlarmTopicArn", topic.arn());
/// ```
#[derive(Clone, Debug, Default)]
pub struct AlarmTopic {
    emails: Vec<(&'static str, Option<ConditionRef>, Value)>,
    display_name: Option<Text>,
    encryption_key: Option<EncryptionKeyHandle>,
}

impl AlarmTopic {
    /// A topic that nobody reads yet, under a name that CloudFormation makes up.
    pub fn new() -> Self {
        AlarmTopic::default()
    }

    /// Sends messages to an e-mail address. The id names the subscription among those of this topic.
    pub fn email(mut self, id: &'static str, address: impl IntoVal<Str>) -> Self {
        self.emails.push((id, None, address.into_value()));
        self
    }

    /// Sends messages to an e-mail address where a condition holds, such as that a parameter is not empty.
    pub fn email_when(mut self, condition: ConditionRef, id: &'static str, address: impl IntoVal<Str>) -> Self {
        self.emails.push((id, Some(condition), address.into_value()));
        self
    }

    /// The sender's name in e-mails, at most 100 characters.
    pub fn display_name(mut self, name: impl Into<Text>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// Encrypts messages at rest with a customer key, which must be usable by `KeyUser::CloudWatchAlarms`.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.encryption_key = Some(*key);
        self
    }
}

impl Construct for AlarmTopic {
    type Handle = AlarmTopicHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> AlarmTopicHandle {
        let mut topic = sns::Topic::new();
        if let Some(name) = self.display_name {
            if name.is_empty() || name.chars().count() > 100 {
                stack.error(
                    "topic-display-name",
                    format!("the topic's display name `{name}` has {} characters", name.chars().count()),
                    "use 1 to 100 characters",
                );
            }
            topic = topic.display_name(name);
        }
        if let Some(key) = self.encryption_key {
            key.require(stack, KeyUser::CloudWatchAlarms);
            topic = topic.kms_master_key_id(key.arn());
        }
        let topic = stack.add("", topic);
        if self.encryption_key.is_none() {
            let reason = "AWS's own key for SNS does not let alarms publish; messages hold no secrets";
            stack.suppress(topic, "CKV_AWS_26", reason);
        }
        let policy = PolicyDocument::new([
            Statement::allow(["sns:Publish"])
                .sid("AlarmsPublish")
                .by(Principal::Service("cloudwatch.amazonaws.com"))
                .on(topic.topic_arn())
                .when("StringEquals", "aws:SourceAccount", account_id()),
            Statement::deny(["sns:Publish"]).sid("TlsOnly").by(Principal::Everybody).on(topic.topic_arn()).when(
                "Bool",
                "aws:SecureTransport",
                "false",
            ),
        ]);
        let policy = stack.add("Policy", sns::TopicPolicy::new(policy, [topic.topic_arn()]));
        for (id, condition, address) in self.emails {
            if let Some(text) = address.as_str()
                && text.split('@').filter(|part| !part.trim().is_empty()).count() != 2
            {
                let message = format!("`{text}` is no e-mail address");
                stack.error("topic-email", message, "give an address such as `ops@example.com`, or a parameter");
            }
            let subscription = sns::Subscription::new("email", topic.topic_arn()).endpoint(Val::<Str>::of(address));
            match condition {
                Some(condition) => stack.when(condition, |stack| stack.add(id, subscription)),
                None => stack.add(id, subscription),
            };
        }
        AlarmTopicHandle { topic, policy, key: self.encryption_key }
    }
}
