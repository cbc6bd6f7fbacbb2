//! What others need of a database.

use crate::network::{Connectable, Listens, SecurityGroupHandle};
use crate::security::{EncryptionKeyHandle, SecretHandle};
use iac_aws_cfn::{iam, logs, rds, secrets_manager};
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// A database in a stack.
#[derive(Clone, Debug)]
pub struct RdsInstanceHandle {
    /// The instance.
    pub instance: rds::DbInstanceRef,
    /// The subnets that it may stand in.
    pub subnet_group: rds::DbSubnetGroupRef,
    /// Its settings.
    pub parameter_group: rds::DbParameterGroupRef,
    /// The group that lets declared connections in.
    pub security_group: SecurityGroupHandle,
    /// The generated password, where RDS does not keep it.
    pub secret: Option<SecretHandle>,
    /// What adds the instance's address to the secret.
    pub secret_attachment: Option<secrets_manager::SecretTargetAttachmentRef>,
    /// The role of enhanced monitoring.
    pub monitoring_role: Option<iam::RoleRef>,
    /// The log groups of PostgreSQL's logs.
    pub log_groups: Vec<logs::LogGroupRef>,
    /// The customer key that encrypts it, where one does.
    pub key: Option<EncryptionKeyHandle>,
    #[doc(hidden)]
    pub database: Text,
    #[doc(hidden)]
    pub username: Text,
    #[doc(hidden)]
    pub port: u16,
    /// Its windows for backups and for maintenance, where they were given.
    #[doc(hidden)]
    pub windows: [Option<Text>; 2],
}

impl RdsInstanceHandle {
    /// The name under which it is reached.
    pub fn host(&self) -> Val<Str> {
        self.instance.endpoint_address()
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Host and port with a colon between them.
    pub fn endpoint(&self) -> Val<Str> {
        join![self.host(), ":", self.port.to_string()]
    }

    /// The database that was created in it; `postgres` where none was asked for.
    pub fn database_name(&self) -> Val<Str> {
        Val::of(Value::Str(self.database.clone()))
    }

    /// The name of the user who owns everything.
    pub fn username(&self) -> Val<Str> {
        Val::of(Value::Str(self.username.clone()))
    }

    /// That user's password.
    pub fn password(&self) -> SecretRef {
        match self.secret {
            Some(secret) => secret.field("password"),
            None => SecretRef::secrets_manager(self.instance.master_user_secret_secret_arn(), Some("password".into())),
        }
    }
}

impl Connectable for RdsInstanceHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }
}

impl Listens for RdsInstanceHandle {
    fn port(&self) -> u16 {
        self.port
    }
}
