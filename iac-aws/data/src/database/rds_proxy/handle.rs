//! What others need of a proxy.

use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::network::{Connectable, Listens, OpenedRules, SecurityGroupHandle};
use iac_aws_base::policy::Statement;
use iac_aws_cfn::{iam, logs, rds};
use iac_core::prelude::*;
use iac_core::{Text, select, split};

/// A proxy of PostgreSQL listens on this port, whichever the database's is.
const PORT: u16 = 5432;

/// A proxy in a stack.
#[derive(Clone, Debug)]
pub struct RdsProxyHandle {
    /// The proxy.
    pub proxy: rds::DbProxyRef,
    /// What it leads to.
    pub target_group: rds::DbProxyTargetGroupRef,
    /// What reads the secrets with which it logs in.
    pub role: iam::RoleRef,
    /// The group that lets declared connections in.
    pub security_group: SecurityGroupHandle,
    /// Where it writes of refused logins and lost connections.
    pub log_group: logs::LogGroupRef,
    pub(super) database: RdsInstanceHandle,
    pub(super) iam: bool,
}

impl RdsProxyHandle {
    /// The name under which programs reach it.
    pub fn host(&self) -> Val<Str> {
        self.proxy.endpoint()
    }

    /// The port.
    pub fn port(&self) -> u16 {
        PORT
    }

    /// The database that it leads to.
    pub fn database(&self) -> &RdsInstanceHandle {
        &self.database
    }

    /// For the role of a program: connecting as this user of the database, with a token instead of a password. The proxy
    /// must take them: [`RdsProxy::iam_auth`](super::RdsProxy::iam_auth).
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html>
    #[track_caller]
    pub fn grant_connect(&self, stack: &mut Stack, user: impl Into<Text>) -> Statement {
        let user: Text = user.into();
        if !self.iam {
            let message = format!("a program is to connect as `{user}` with its role, and the proxy takes passwords");
            stack.error(
                "proxy-takes-passwords",
                message,
                "say `.iam_auth()` on the proxy, or give the program the secret",
            );
        }
        // The ARN ends with the id that policies want: `…:db-proxy:prx-…`.
        let id = select::<Str>(6, split(":", self.proxy.db_proxy_arn()));
        let user = format!("/{user}");
        let arn = join!["arn:", partition(), ":rds-db:", region(), ":", account_id(), ":dbuser:", id, user];
        Statement::allow(["rds-db:connect"]).on(arn)
    }
}

impl Connectable for RdsProxyHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }

    /// Whoever waits for the connection waits for a proxy that has its database.
    fn opened(&self, stack: &mut Stack, rules: OpenedRules) {
        stack.depends_on(rules.ingress, self.target_group);
    }
}

impl Listens for RdsProxyHandle {
    fn port(&self) -> u16 {
        PORT
    }
}
