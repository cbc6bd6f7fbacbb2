//! The resources behind a cache.

use super::RedisCache;
use crate::database::identifier::identifier;
use crate::database::window;
use crate::security::Secret;
use iac_aws_base::database::RedisCacheHandle;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::network::Outbound;
use iac_aws_base::security::{KeyUser, SecretHandle};
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup, USER, whole_days};
use iac_aws_cfn::elasticache::replication_group as r;
use iac_aws_cfn::elasticache::user::{AuthenticationMode, AuthenticationModeType};
use iac_aws_cfn::elasticache::{self, ParameterGroup, ReplicationGroup, SubnetGroup, User, UserGroup};
use iac_core::prelude::*;
use iac_core::{Text, Value};

impl Construct for RedisCache {
    type Handle = RedisCacheHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> RedisCacheHandle {
        self.check(stack);
        let (engine, version, family) = self.version.names();
        let subnet_group = stack.add("SubnetGroup", SubnetGroup::new("Subnets of the cache", self.subnets.ids()));
        let security_group = OwnSecurityGroup::new(&self.subnets, "The cache", Outbound::Closed);
        let security_group = stack.add("SecurityGroup", security_group).of_construct(stack);
        let parameter_group = self.eviction.map(|eviction| {
            let group = ParameterGroup::new(family, "Settings of the cache");
            stack.add("ParameterGroup", group.properties([("maxmemory-policy", eviction.name())]))
        });
        let secret = self.secret(stack);
        let (user, user_group) = self.users(stack, &secret);
        let slow_log =
            self.slow_log.map(|retention| stack.add("SlowLog", OwnLogGroup::new(retention, self.key.as_ref())));

        let mut group =
            ReplicationGroup::new(format!("{} {version}", if engine == "redis" { "Redis" } else { "Valkey" }))
                .engine(engine)
                .engine_version(version)
                .cache_node_type(self.node.clone())
                .num_cache_clusters(u32::from(self.replicas) + 1)
                .automatic_failover_enabled(self.replicas > 0)
                .multi_az_enabled(self.multi_az)
                .port(self.port)
                .cache_subnet_group_name(subnet_group.cache_subnet_group_name())
                .security_group_ids([security_group.group_id()])
                .user_group_ids([user_group.user_group_id()])
                .at_rest_encryption_enabled(true)
                .transit_encryption_enabled(true)
                .transit_encryption_mode(r::TransitEncryptionMode::Required)
                .auto_minor_version_upgrade(false)
                .snapshot_retention_limit(self.snapshots.and_then(whole_days).unwrap_or(0));
        if let Some(parameters) = parameter_group {
            group = group.cache_parameter_group_name(parameters.cache_parameter_group_name());
        }
        if let Some(window) = &self.snapshot_window {
            group = group.snapshot_window(window.clone());
        }
        if let Some(window) = &self.maintenance_window {
            group = group.preferred_maintenance_window(window.clone());
        }
        if let Some(log) = &slow_log {
            group = group.log_delivery_configurations([to_log_group(log)]);
        }
        if let Some(key) = &self.key {
            group = group.kms_key_id(key.arn());
        }
        let replication_group = stack.add("", group);
        let policy = if self.snapshot_on_delete { DeletionPolicy::Snapshot } else { DeletionPolicy::Delete };
        stack.on_delete(replication_group, policy);
        let reason = "A user with a password of its own authenticates, which supersedes the auth token";
        stack.suppress(replication_group, "CKV_AWS_31", reason);
        RedisCacheHandle {
            replication_group,
            subnet_group,
            parameter_group,
            user,
            user_group,
            security_group,
            secret,
            slow_log,
            port: self.port,
        }
    }
}

impl RedisCache {
    fn check(&self, stack: &mut Stack) {
        if self.replicas > 5 {
            let message = format!("a cache cannot have {} replicas", self.replicas);
            stack.error("bad-replicas", message, "give 0 to 5");
        }
        self.subnets.require(stack, "a cache", if self.multi_az { 2 } else { 1 });
        if self.multi_az && self.replicas == 0 {
            let message = "a cache without replicas cannot survive the loss of a zone";
            stack.error("bad-multi-az", message, "give `.replicas(1)` or more");
        }
        if self.port < 1_024 {
            let message = format!("ElastiCache does not listen on port {}", self.port);
            stack.error("bad-port", message, "give a port from 1024 to 65535; Redis's own is 6379");
        }
        if let Some(kept) = self.snapshots
            && !whole_days(kept).is_some_and(|count| (1..=35).contains(&count))
        {
            let message = format!("snapshots cannot be kept for {} seconds", kept.as_secs());
            stack.error("bad-snapshot-retention", message, "give `days(1)` to `days(35)`");
        }
        if self.snapshot_window.is_some() && self.snapshots.is_none() {
            let message = "a window for snapshots that are not taken";
            stack.error("bad-snapshot-retention", message, "say how long they are kept: `.snapshots(days(1))`");
        }
        if let (Some(key), Some(_)) = (&self.key, self.slow_log) {
            key.require(stack, KeyUser::CloudWatchLogs);
        }
        window::check(stack, 60, self.snapshot_window.as_ref(), self.maintenance_window.as_ref());
    }

    fn secret(&self, stack: &mut Stack) -> SecretHandle {
        let mut secret = Secret::generated("password").field("username", USER).description("The password of the cache");
        if let Some(key) = &self.key {
            secret = secret.encryption_key(key);
        }
        stack.add("Secret", secret)
    }

    /// One user named `default`, so that clients work that know passwords only. It takes the place of the user of that
    /// name which every cache has and which needs no password.
    fn users(&self, stack: &mut Stack, secret: &SecretHandle) -> (elasticache::UserRef, elasticache::UserGroupRef) {
        let id = identifier(stack, 31).unwrap_or_else(|| {
            let message = format!("no identifier of a user can be made of the id `{}`", stack.logical_id());
            let help = "add the cache under an id of at most 31 characters that starts with a letter";
            stack.error("bad-identifier", message, help);
            Val::of(Value::Str(Text::Borrowed("cache")))
        });
        let login = AuthenticationMode::new(AuthenticationModeType::Password).passwords([secret.field("password")]);
        let user = User::new(self.version.user_engine(), id.clone(), USER)
            .access_string("on ~* &* +@all")
            .authentication_mode(login);
        let user = stack.add("User", user);
        let group = UserGroup::new(self.version.group_engine(), id, [user.ref_()]);
        (user, stack.add("UserGroup", group))
    }
}

fn to_log_group(log: &LogGroupHandle) -> r::LogDeliveryConfigurationRequest {
    let group = r::CloudWatchLogsDestinationDetails::new(log.name());
    r::LogDeliveryConfigurationRequest::new(r::LogDeliveryConfigurationRequestRequired {
        destination_details: r::DestinationDetails::new().cloud_watch_logs_details(group),
        destination_type: r::DestinationType::CloudwatchLogs,
        log_format: r::LogFormat::Json,
        log_type: r::LogType::SlowLog,
    })
}
