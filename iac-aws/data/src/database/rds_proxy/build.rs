//! The resources behind a proxy.

use super::{RdsProxy, RdsProxyHandle};
use crate::database::identifier::identifier;
use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::Outbound;
use iac_aws_base::policy::PolicyDocument;
use iac_aws_base::security::read_statements;
use iac_aws_base::shared::{OwnSecurityGroup, connect, whole_seconds};
use iac_aws_cfn::rds::db_proxy::{AuthFormat, AuthScheme, ClientPasswordAuthType, DbProxyRequired, IamAuth};
use iac_aws_cfn::rds::db_proxy_target_group::{ConnectionPoolConfigurationInfoFormat, TargetGroupName};
use iac_aws_cfn::{iam, kind, logs, rds};
use iac_core::prelude::*;
use iac_core::{SecretSource, Value};

impl Construct for RdsProxy {
    type Handle = RdsProxyHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> RdsProxyHandle {
        self.subnets.require(stack, "the proxy", 2);
        let name = name(stack);
        let security_group = OwnSecurityGroup::new(&self.subnets, "The proxy of the database", Outbound::Closed);
        let security_group = stack.add("SecurityGroup", security_group).of_construct(stack);
        let log_group = self.log_group(stack, &name);
        let role = self.role(stack);
        let proxy = rds::DbProxy::new(DbProxyRequired {
            db_proxy_name: name,
            engine_family: "POSTGRESQL",
            role_arn: role.arn(),
            vpc_subnet_ids: self.subnets.ids(),
        });
        let proxy = proxy
            .auth(self.secrets().iter().map(|secret| self.auth(secret)).collect::<Vec<_>>())
            .require_tls(true)
            .idle_client_timeout(whole_seconds(stack, "the proxy's idle timeout", self.idle_timeout, 1, 28_800))
            .vpc_security_group_ids([security_group.group_id()]);
        let proxy = stack.add("", proxy);
        // RDS would make it otherwise, and nobody would delete it.
        stack.depends_on(proxy, log_group);

        let targets = self.target_group(stack, proxy);
        let target_group = stack.add("TargetGroup", targets);
        // A database becomes a target as the proxy logs in to it: the way must be open, and the secret complete.
        let database = (self.database.security_group, Some("Database"));
        if let Some(rules) = connect(stack, security_group, database, self.database.port()) {
            rules.created_before(stack, target_group);
        }
        if let Some(attachment) = self.database.secret_attachment.filter(|attachment| stack.has(*attachment)) {
            stack.depends_on(target_group, attachment);
        }
        RdsProxyHandle { proxy, target_group, role, security_group, log_group, database: self.database, iam: self.iam }
    }
}

fn name(stack: &mut Stack) -> Val<Str> {
    identifier(stack, 54).unwrap_or_else(|| {
        let message = format!("no name of a proxy can be made of the id `{}`", stack.logical_id());
        stack.error("bad-identifier", message, "add it under an id of at most 54 characters that starts with a letter");
        Val::of(Value::Str("proxy".into()))
    })
}

impl RdsProxy {
    fn secrets(&self) -> Vec<SecretRef> {
        let users = self.users.iter().map(|user| user.whole());
        [self.database.password()].into_iter().chain(users).collect()
    }

    /// AWS's own example has no condition in the trust either: only who may pass the role can hand it to RDS.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html>
    fn role(&self, stack: &mut Stack) -> iam::RoleRef {
        let mut statements = Vec::new();
        for secret in self.secrets() {
            statements.extend(read_statements(stack, &secret));
        }
        let role = iam::Role::new(PolicyDocument::trusts("rds.amazonaws.com"))
            .description("Reads the secrets with which the proxy logs in to the database")
            .policies([iam::role::Policy::new(PolicyDocument::new(statements), "ReadSecrets")]);
        stack.add("Role", role)
    }

    fn log_group(&self, stack: &mut Stack, name: &Val<Str>) -> logs::LogGroupRef {
        let mut group = logs::LogGroup::new().log_group_name(join!["/aws/rds/proxy/", name.clone()]);
        if let Some(days) = self.log_retention.days() {
            group = group.retention_in_days(days);
        }
        let group = stack.add("LogGroup", group);
        stack.on_delete(group, DeletionPolicy::Delete);
        stack.suppress(group, "CKV_AWS_158", "CloudWatch Logs encrypts it with a key of AWS's own");
        if self.log_retention == Retention::Forever {
            stack.suppress(group, "CKV_AWS_66", "These logs are to be kept until somebody deletes them");
        }
        group
    }

    fn auth(&self, secret: &SecretRef) -> AuthFormat {
        let arn = match secret.source() {
            SecretSource::SecretsManager { arn, .. } => arn.clone(),
            SecretSource::SsmSecure(_) => Value::Str("".into()),
        };
        let auth = AuthFormat::new()
            .auth_scheme(AuthScheme::Secrets)
            .secret_arn(Val::<Arn<kind::SecretsManagerSecret>>::of(arn));
        match self.iam {
            true => auth.iam_auth(IamAuth::Required),
            false => {
                auth.iam_auth(IamAuth::Disabled).client_password_auth_type(ClientPasswordAuthType::PostgresScramSha256)
            }
        }
    }

    fn target_group(&self, stack: &mut Stack, proxy: rds::DbProxyRef) -> rds::DbProxyTargetGroup {
        let percent = self.max_connections_percent;
        if !(2..=100).contains(&percent) {
            let message = format!("the proxy may use {percent} % of the database's connections");
            stack.error("bad-connection-share", message, "give 2 to 100 %");
        }
        let borrow = whole_seconds(stack, "the proxy's borrow timeout", self.borrow_timeout, 1, 3_600);
        let percent = percent.clamp(2, 100);
        // Both formats keep half of them open while nothing happens.
        let pool = ConnectionPoolConfigurationInfoFormat::new()
            .connection_borrow_timeout(borrow)
            .max_connections_percent(percent)
            .max_idle_connections_percent(percent / 2);
        rds::DbProxyTargetGroup::new(proxy.db_proxy_name(), TargetGroupName::Default)
            .connection_pool_configuration_info(pool)
            .db_instance_identifiers([self.database.instance.db_instance_identifier()])
    }
}
