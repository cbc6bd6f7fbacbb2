//! What others need of a cache.

use crate::monitoring::LogGroupHandle;
use crate::network::{Connectable, Listens, SecurityGroupHandle};
use crate::security::SecretHandle;
use iac_aws_cfn::elasticache;
use iac_core::prelude::*;

/// A cache in a stack.
#[derive(Clone, Copy, Debug)]
pub struct RedisCacheHandle {
    /// The nodes.
    pub replication_group: elasticache::ReplicationGroupRef,
    /// The subnets that they may stand in.
    pub subnet_group: elasticache::SubnetGroupRef,
    /// Settings, where some differ from the engine's.
    pub parameter_group: Option<elasticache::ParameterGroupRef>,
    /// The one user, named `default`.
    pub user: elasticache::UserRef,
    /// The group that ties the user to the cache.
    pub user_group: elasticache::UserGroupRef,
    /// The group that lets declared connections in.
    pub security_group: SecurityGroupHandle,
    /// The user's password.
    pub secret: SecretHandle,
    /// Where slow commands are logged.
    pub slow_log: Option<LogGroupHandle>,
    #[doc(hidden)]
    pub port: u16,
}

impl RedisCacheHandle {
    /// The name under which the node that takes writes is reached, whichever it is after a failover.
    pub fn host(&self) -> Val<Str> {
        self.replication_group.primary_end_point_address()
    }

    /// The name under which replicas are reached, to read what may be a moment old.
    pub fn reader_host(&self) -> Val<Str> {
        self.replication_group.reader_end_point_address()
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `rediss://host:port`: with TLS and without the password, which clients take apart from it.
    pub fn url(&self) -> Val<Str> {
        join!["rediss://", self.host(), ":", self.port.to_string()]
    }

    /// The user's name, `default`: what a client means that gives a password only.
    pub fn username(&self) -> &'static str {
        USER
    }

    /// The user's password.
    pub fn password(&self) -> SecretRef {
        self.secret.field("password")
    }
}

/// The name of the one user.
#[doc(hidden)]
pub const USER: &str = "default";

impl Connectable for RedisCacheHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }
}

impl Listens for RedisCacheHandle {
    fn port(&self) -> u16 {
        self.port
    }
}
