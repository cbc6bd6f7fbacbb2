//! What others need of a topic.

use crate::policy::{Principal, Statement};
use crate::security::{EncryptionKeyHandle, KeyUser};
use iac_aws_cfn::kind::SnsTopic;
use iac_aws_cfn::{events, sns};
use iac_core::Value;
use iac_core::prelude::*;

/// A topic in a stack.
#[derive(Clone, Copy, Debug)]
pub struct AlarmTopicHandle {
    /// The resource.
    pub topic: sns::TopicRef,
    /// Who may publish to it.
    pub policy: sns::TopicPolicyRef,
    /// The customer key that encrypts it, where one does.
    pub key: Option<EncryptionKeyHandle>,
}

impl AlarmTopicHandle {
    /// Its ARN.
    pub fn arn(&self) -> Val<Arn<SnsTopic>> {
        self.topic.topic_arn()
    }

    /// Lets a rule of EventBridge publish to it. The topic's customer key, if it has one, must be usable by
    /// `KeyUser::EventBridge`.
    /// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>
    #[track_caller]
    pub fn let_publish(&self, stack: &mut Stack, rule: events::RuleRef) {
        let statement = Statement::allow(["sns:Publish"])
            .by(Principal::Service("events.amazonaws.com"))
            .on(self.arn())
            .when("ArnEquals", "aws:SourceArn", rule.arn());
        self.allow(stack, statement);
    }

    /// Adds a statement to the topic's policy.
    #[track_caller]
    pub fn allow(&self, stack: &mut Stack, statement: Statement) {
        stack.edit(self.policy, "PolicyDocument", |policy| {
            if let Some(statements) = policy.list_mut("Statement") {
                statements.push(statement.into_plain_value());
            }
        });
    }
}

impl AlarmTopicHandle {
    /// Lets budgets of this account publish to it, once. The topic's customer key, if it has one, must be usable by
    /// `KeyUser::Budgets`.
    /// Source: <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html>
    #[track_caller]
    pub fn let_budgets_publish(&self, stack: &mut Stack) {
        if let Some(key) = self.key {
            key.require(stack, KeyUser::Budgets);
        }
        const SID: &str = "BudgetsPublish";
        let budgets = join!["arn:", partition(), ":budgets::", account_id(), ":*"];
        let statement = Statement::allow(["sns:Publish"])
            .sid(SID)
            .by(Principal::Service("budgets.amazonaws.com"))
            .on(self.arn())
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("ArnLike", "aws:SourceArn", budgets);
        let is_there = |statement: &Value| match statement {
            Value::Map(fields) => fields.iter().any(|field| field.name == "Sid" && field.value.as_str() == Some(SID)),
            _ => false,
        };
        stack.edit(self.policy, "PolicyDocument", |policy| {
            if let Some(statements) = policy.list_mut("Statement")
                && !statements.iter().any(is_there)
            {
                statements.push(statement.into_plain_value());
            }
        });
    }
}
