//! Services that use a key by themselves.

use crate::policy::{Principal, Statement};
use iac_core::prelude::*;

/// A service of AWS that uses a key by itself, not on behalf of a role of the account.
///
/// Services that act for a role (RDS, S3, ECR, ElastiCache, Secrets Manager) need no entry: the role's own policy
/// decides, which the statement for the account lets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUser {
    /// CloudWatch Logs, for log groups of this account and region.
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>
    CloudWatchLogs,
    /// CloudWatch alarms of this account that publish to encrypted topics.
    /// Source: <https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html>
    CloudWatchAlarms,
    /// EventBridge rules that publish to encrypted topics of this account and region. Conditions on the sender do not
    /// work here, so the encryption context, which names the topic, is what limits it.
    /// Source: <https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html>
    EventBridge,
    /// Budgets of this account that publish to encrypted topics.
    /// Source: <https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html>
    Budgets,
    /// Vaults of AWS Backup that publish to encrypted topics of this account and region, limited as EventBridge is.
    /// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html>
    Backup,
}

impl KeyUser {
    pub(super) const fn sid(self) -> &'static str {
        match self {
            KeyUser::CloudWatchLogs => "CloudWatchLogs",
            KeyUser::CloudWatchAlarms => "CloudWatchAlarms",
            KeyUser::EventBridge => "EventBridge",
            KeyUser::Budgets => "Budgets",
            KeyUser::Backup => "Backup",
        }
    }

    #[doc(hidden)]
    pub fn statement(self) -> Statement {
        match self {
            KeyUser::CloudWatchLogs => {
                let uses = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
                let groups = join!["arn:", partition(), ":logs:", region(), ":", account_id(), ":log-group:*"];
                Statement::allow(uses).sid("CloudWatchLogs").by(Principal::RegionalService("logs")).when(
                    "ArnLike",
                    "kms:EncryptionContext:aws:logs:arn",
                    groups,
                )
            }
            KeyUser::CloudWatchAlarms => {
                publisher("cloudwatch.amazonaws.com").when("StringEquals", "aws:SourceAccount", account_id())
            }
            KeyUser::EventBridge => {
                let topics = join!["arn:", partition(), ":sns:", region(), ":", account_id(), ":*"];
                publisher("events.amazonaws.com").when("ArnLike", "kms:EncryptionContext:aws:sns:topicArn", topics)
            }
            KeyUser::Backup => {
                let topics = join!["arn:", partition(), ":sns:", region(), ":", account_id(), ":*"];
                publisher("backup.amazonaws.com").when("ArnLike", "kms:EncryptionContext:aws:sns:topicArn", topics)
            }
            KeyUser::Budgets => {
                let budgets = join!["arn:", partition(), ":budgets::", account_id(), ":*"];
                publisher("budgets.amazonaws.com").when("StringEquals", "aws:SourceAccount", account_id()).when(
                    "ArnLike",
                    "aws:SourceArn",
                    budgets,
                )
            }
        }
        .sid(self.sid())
        .on("*")
    }
}

fn publisher(service: &'static str) -> Statement {
    Statement::allow(["kms:Decrypt", "kms:GenerateDataKey*"]).by(Principal::Service(service))
}
