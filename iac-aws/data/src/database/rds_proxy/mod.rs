//! Proxies that share the connections of a database.

mod build;
mod handle;

pub use handle::RdsProxyHandle;

use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::{DatabaseSubnets, Subnets};
use iac_aws_base::security::SecretHandle;
use iac_core::prelude::*;

/// A proxy (`AWS::RDS::DBProxy`) before a PostgreSQL database: many programs share few connections, and a failover of the
/// database takes seconds instead of a minute.
///
/// It logs in to the database with secrets, which its role alone may read: that of the user who owns the database, and
/// those of [`RdsProxy::user`]. Programs connect to it over TLS on port 5432, with the same names and passwords or, after
/// [`RdsProxy::iam_auth`], with their roles. Connections are opened on both sides: the proxy's to the database here, a
/// program's with `connects_to`; services start once the proxy has its database. Its name is made of its id and the
/// stack's, like that of [`RdsInstance`](super::RdsInstance).
///
/// The proxy asks for the current password whenever it logs in, and compares a program's with it: a program that keeps a
/// password from its start is refused after a rotation all the same. With `iam_auth` it has none.
///
/// It costs by the size of the database, 0.015 $ per vCPU and hour (`us-east-1`), at least two vCPUs: 22 $ a month.
/// Sources: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html>, <https://aws.amazon.com/rds/proxy/pricing/>
///
/// ```
/// use iac_aws::prelude::*;
/// fn share(stack: &mut Stack, vpc: &VpcHandle, database: &RdsInstanceHandle, app: &FargateServiceHandle<Web>) {
///     let proxy = stack.add("Proxy", RdsProxy::new(vpc.isolated(), database));
///     app.connects_to(stack, &proxy);
///     app.add_environment(stack, "DATABASE_HOST", proxy.host());
/// }
/// ```
#[derive(Clone, Debug)]
pub struct RdsProxy {
    subnets: Subnets,
    database: RdsInstanceHandle,
    users: Vec<SecretHandle>,
    iam: bool,
    idle_timeout: Duration,
    borrow_timeout: Duration,
    max_connections_percent: u32,
    log_retention: Retention,
}

impl RdsProxy {
    /// A proxy in subnets of at least two zones, which the internet does not reach. Other subnets are another proxy.
    pub fn new(subnets: impl DatabaseSubnets, database: &RdsInstanceHandle) -> Self {
        RdsProxy {
            subnets: subnets.into_subnets(),
            database: database.clone(),
            users: Vec::new(),
            iam: false,
            idle_timeout: minutes(30),
            borrow_timeout: minutes(2),
            max_connections_percent: 100,
            log_retention: Retention::Days30,
        }
    }

    /// Another user of the database: a secret with the fields `username` and `password`. Whoever connects under a name
    /// that no secret has is refused.
    pub fn user(mut self, secret: &SecretHandle) -> Self {
        self.users.push(*secret);
        self
    }

    /// Takes roles instead of passwords: programs ask for a token of 15 minutes before they connect, for which
    /// [`RdsProxyHandle::grant_connect`] is needed. The proxy itself goes on using the secrets.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html>
    pub fn iam_auth(mut self) -> Self {
        self.iam = true;
        self
    }

    /// How long a program's connection may do nothing before the proxy ends it, a second to eight hours; 30 minutes by
    /// default.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// How long a program waits for a connection to the database when all are in use, a second to an hour; two minutes
    /// by default.
    pub fn borrow_timeout(mut self, timeout: Duration) -> Self {
        self.borrow_timeout = timeout;
        self
    }

    /// How much of the database's `max_connections` it may use, 2 to 100 %; all by default. Leave something to whoever
    /// connects past the proxy.
    pub fn max_connections_percent(mut self, percent: u32) -> Self {
        self.max_connections_percent = percent;
        self
    }

    /// How long its logs are kept, which tell of refused logins; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.log_retention = retention;
        self
    }
}
