//! The resources behind a database.

use super::parts::{LOGS, monitoring_role};
use super::{DatabaseInsights, RdsInstance, check};
use crate::database::identifier::identifier;
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::network::Outbound;
use iac_aws_base::shared::{OwnSecurityGroup, whole_days};
use iac_aws_base::storage::OnDelete;
use iac_aws_cfn::{rds, secrets_manager};
use iac_core::prelude::*;
use iac_core::{Handle, Text, Value};

impl Construct for RdsInstance {
    type Handle = RdsInstanceHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> RdsInstanceHandle {
        check::check(stack, &self);
        let identifier = self.chosen_identifier(stack);
        let subnet_group = rds::DbSubnetGroup::new("Subnets of the database", self.subnets.ids());
        let subnet_group = stack.add("SubnetGroup", subnet_group);
        let parameter_group = stack.add("ParameterGroup", self.parameter_group());
        let security_group = OwnSecurityGroup::new(&self.subnets, "The database", Outbound::Closed);
        let security_group = stack.add("SecurityGroup", security_group).of_construct(stack);
        let secret = (!self.managed_password).then(|| self.secret(stack));
        let monitoring_role = self.monitoring.map(|_| monitoring_role(stack, &identifier));
        let log_groups = self.log_groups(stack, &identifier);

        let mut instance = rds::DbInstance::new()
            .db_instance_identifier(identifier)
            .engine("postgres")
            .engine_version(self.version.as_str())
            .engine_lifecycle_support("open-source-rds-extended-support-disabled")
            .db_instance_class(self.class.clone())
            .storage_type("gp3")
            .allocated_storage(self.storage.as_gib().to_string())
            .storage_encrypted(true)
            .multi_az(self.multi_az)
            .publicly_accessible(false)
            .port(self.port.to_string())
            .db_subnet_group_name(subnet_group.db_subnet_group_name())
            .vpc_security_groups([security_group.group_id()])
            .db_parameter_group_name(parameter_group.db_parameter_group_name())
            .ca_certificate_identifier("rds-ca-rsa2048-g1")
            .enable_iam_database_authentication(true)
            .master_username(self.username.clone())
            .backup_retention_period(self.backup_retention.and_then(whole_days).unwrap_or(0))
            .copy_tags_to_snapshot(true)
            .auto_minor_version_upgrade(self.auto_minor_upgrade)
            .deletion_protection(self.deletion_protection);
        instance = match secret {
            Some(secret) => instance.master_user_password(secret.field("password")),
            None => instance.manage_master_user_password(true),
        };
        instance = self.options(instance);
        if let (Some(interval), Some(role)) = (self.monitoring, monitoring_role) {
            instance = instance.monitoring_interval(interval.as_secs() as u32).monitoring_role_arn(role.arn());
        }
        if !log_groups.is_empty() {
            instance = instance.enable_cloudwatch_logs_exports(LOGS);
        }
        let instance = stack.add("", instance);
        stack.on_delete(instance, self.on_delete.into());
        for group in &log_groups {
            stack.depends_on(instance, *group);
        }
        self.suppress(stack, instance);
        let secret_attachment = secret.map(|secret| {
            let attachment = secrets_manager::SecretTargetAttachment::new(
                secret.arn(),
                instance.db_instance_identifier(),
                "AWS::RDS::DBInstance",
            );
            stack.add("SecretAttachment", attachment)
        });
        let handle = RdsInstanceHandle {
            instance,
            subnet_group,
            parameter_group,
            security_group,
            secret,
            secret_attachment,
            monitoring_role,
            log_groups,
            key: self.key,
            database: self.database.unwrap_or(Text::Borrowed("postgres")),
            username: self.username,
            port: self.port,
            windows: [self.backup_window, self.maintenance_window],
        };
        if self.on_delete == OnDelete::Retain {
            keep_what_it_needs(stack, &handle);
        }
        handle
    }
}

impl RdsInstance {
    fn chosen_identifier(&self, stack: &mut Stack) -> Val<Str> {
        if let Some(chosen) = &self.identifier {
            return Val::of(Value::Str(chosen.clone()));
        }
        identifier(stack, 54).unwrap_or_else(|| {
            let message = format!("no identifier of an instance can be made of the id `{}`", stack.logical_id());
            let help = "add it under an id of at most 54 characters that starts with a letter, or say `.identifier(…)`";
            stack.error("bad-identifier", message, help);
            Val::of(Value::Str(Text::Borrowed("database")))
        })
    }

    fn options(&self, mut instance: rds::DbInstance) -> rds::DbInstance {
        if let Some(database) = &self.database {
            instance = instance.db_name(database.clone());
        }
        if let Some(most) = self.max_storage {
            instance = instance.max_allocated_storage(most.as_gib() as u32);
        }
        if let Some(iops) = self.iops {
            instance = instance.iops(iops);
        }
        if let Some(throughput) = self.throughput {
            instance = instance.storage_throughput(throughput);
        }
        if let Some(window) = &self.backup_window {
            instance = instance.preferred_backup_window(window.clone());
        }
        if let Some(replication) = &self.replication {
            instance = replication.apply(instance);
        }
        if let Some(window) = &self.maintenance_window {
            instance = instance.preferred_maintenance_window(window.clone());
        }
        if self.major_upgrade {
            instance = instance.allow_major_version_upgrade(true);
        }
        if let Some(insights) = self.insights {
            let (mode, kept) = match insights {
                DatabaseInsights::Standard => (rds::db_instance::DatabaseInsightsMode::Standard, 7),
                DatabaseInsights::Advanced => (rds::db_instance::DatabaseInsightsMode::Advanced, 465),
            };
            instance = instance
                .database_insights_mode(mode)
                .enable_performance_insights(true)
                .performance_insights_retention_period(kept);
        }
        if let Some(key) = &self.key {
            instance = instance.kms_key_id(key.arn());
            if self.insights.is_some() {
                instance = instance.performance_insights_kms_key_id(key.arn());
            }
            if self.managed_password {
                instance = instance.master_user_secret(rds::db_instance::MasterUserSecret::new().kms_key_id(key.arn()));
            }
        }
        instance
    }

    fn suppress(&self, stack: &mut Stack, instance: rds::DbInstanceRef) {
        if self.on_delete == OnDelete::Delete {
            stack.suppress(instance, "unguarded-data", "The program says that the data goes with the stack");
        }
        if !self.multi_az {
            stack.suppress(instance, "CKV_AWS_157", "One zone is enough here: a standby would double the price");
        }
        if self.monitoring.is_none() {
            let reason =
                "RDS's metrics of every minute are enough here; enhanced ones cost and leave a log group behind";
            stack.suppress(instance, "CKV_AWS_118", reason);
        }
    }
}

/// An instance that stays needs these; deleting them would fail, and without the secret nobody could log in.
fn keep_what_it_needs(stack: &mut Stack, handle: &RdsInstanceHandle) {
    fn keep(stack: &mut Stack, resource: impl Handle) {
        stack.on_delete(resource, DeletionPolicy::Retain);
    }
    keep(stack, handle.subnet_group);
    keep(stack, handle.parameter_group);
    keep(stack, handle.security_group.group);
    if let Some(secret) = handle.secret {
        keep(stack, secret.secret);
    }
    if let Some(attachment) = handle.secret_attachment {
        keep(stack, attachment);
    }
    if let Some(role) = handle.monitoring_role {
        keep(stack, role);
    }
    for group in &handle.log_groups {
        keep(stack, *group);
    }
}
