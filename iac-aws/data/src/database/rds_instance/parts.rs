//! What is made before the instance: settings, password, log groups, the role of enhanced monitoring.

use super::RdsInstance;
use crate::security::Secret;
use iac_aws_base::monitoring::Retention;
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::SecretHandle;
use iac_aws_cfn::{iam, logs, rds};
use iac_core::prelude::*;
use iac_core::{Field, Text, Value};

/// The logs that PostgreSQL on RDS writes.
pub(super) const LOGS: [&str; 2] = ["postgresql", "upgrade"];

impl RdsInstance {
    pub(super) fn parameter_group(&self) -> rds::DbParameterGroup {
        let set = |name: &'static str, value: Text| Field::new(Text::Borrowed(name), Value::Str(value));
        let mut settings = vec![set("rds.force_ssl", "1".into())];
        if !self.preload.is_empty() {
            settings.push(set("shared_preload_libraries", self.preload.join(",").into()));
        }
        for parameter in &self.parameters {
            if let Ok(value) = parameter.value()
                && settings.iter().all(|earlier| earlier.name != parameter.name())
            {
                settings.push(set(parameter.name(), value));
            }
        }
        let family = self.version.family();
        rds::DbParameterGroup::new("Settings of the database", family).parameters(Value::Map(settings))
    }

    pub(super) fn secret(&self, stack: &mut Stack) -> SecretHandle {
        let mut secret = Secret::generated("password")
            .field("username", self.username.clone())
            .description("The password of the user who owns the database");
        if let Some(key) = &self.key {
            secret = secret.encryption_key(key);
        }
        stack.add("Secret", secret)
    }

    /// Made before the instance, so that RDS finds them instead of making ones that nobody would delete.
    pub(super) fn log_groups(&self, stack: &mut Stack, identifier: &Val<Str>) -> Vec<logs::LogGroupRef> {
        let Some(retention) = self.logs else { return Vec::new() };
        let build = |(log, id): (&'static str, &'static str)| {
            let name = join!["/aws/rds/instance/", identifier.clone(), "/", log];
            let mut group = logs::LogGroup::new().log_group_name(name);
            if let Some(days) = retention.days() {
                group = group.retention_in_days(days);
            }
            if let Some(key) = &self.key {
                group = group.kms_key_id(key.arn());
            }
            let group = stack.add(id, group);
            stack.on_delete(group, DeletionPolicy::Delete);
            if self.key.is_none() {
                stack.suppress(group, "CKV_AWS_158", "CloudWatch Logs encrypts it with a key of AWS's own");
            }
            if retention == Retention::Forever {
                stack.suppress(group, "CKV_AWS_66", "These logs are to be kept until somebody deletes them");
            }
            group
        };
        LOGS.into_iter().zip(["PostgresqlLogs", "UpgradeLogs"]).map(build).collect()
    }
}

/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html>
pub(super) fn monitoring_role(stack: &mut Stack, identifier: &Val<Str>) -> iam::RoleRef {
    let instance = join!["arn:", partition(), ":rds:", region(), ":", account_id(), ":db:", identifier.clone()];
    let trust = Statement::allow(["sts:AssumeRole"])
        .by(Principal::Service("monitoring.rds.amazonaws.com"))
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnEquals", "aws:SourceArn", instance);
    let policy = join!["arn:", partition(), ":iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"];
    let role = iam::Role::new(PolicyDocument::new([trust])).managed_policy_arns([policy.untyped()]);
    stack.add("MonitoringRole", role)
}
