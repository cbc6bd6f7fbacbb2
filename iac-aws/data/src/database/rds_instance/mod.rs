//! PostgreSQL on RDS.

mod build;
mod check;
mod class;
mod insights;
mod maintenance;
mod parameter;
mod parts;
mod replication;
mod version;

pub use class::DbInstanceClass;
pub use insights::DatabaseInsights;
pub use parameter::PgParameter;
pub use version::PostgresVersion;

use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::{DatabaseSubnets, Subnets};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::OnDelete;
use iac_core::prelude::*;
use iac_core::{Duration, Text};

/// A PostgreSQL database (`AWS::RDS::DBInstance`) that only declared connections reach, encrypted at rest and on the
/// wire (`rds.force_ssl`), backed up for seven days, with a generated password in a secret of its own.
///
/// Costs money beyond the instance only where a setter says so. Its identifier is made of its id and the stack's, for
/// two reasons: log groups can be prepared under their final names, and CloudFormation refuses an update that would
/// replace a resource of a fixed name. Such an update would start with an empty database.
///
/// Storage is gp3 and grows when told to ([`RdsInstance::max_storage`]). Minor versions stay as pinned: RDS moving on by
/// itself would leave a template that asks for a downgrade. Paid Extended Support is refused, so a version that leaves
/// standard support is upgraded by RDS then.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let database = RdsInstance::postgres(
///     vpc.isolated(),
///     PostgresVersion::V16_10,
///     DbInstanceClass::T4G_MEDIUM,
///     OnDelete::Snapshot,
/// );
/// let database = stack.add("Database", database.database("orders").storage(gib(100)).multi_az());
/// stack.output("DatabaseHost", database.host());
/// ```
#[derive(Clone, Debug)]
pub struct RdsInstance {
    subnets: Subnets,
    version: PostgresVersion,
    class: DbInstanceClass,
    on_delete: OnDelete,
    identifier: Option<Text>,
    database: Option<Text>,
    username: Text,
    port: u16,
    managed_password: bool,
    storage: Size,
    max_storage: Option<Size>,
    iops: Option<u32>,
    throughput: Option<u32>,
    multi_az: bool,
    backup_retention: Option<Duration>,
    backup_window: Option<Text>,
    replication: Option<replication::Replication>,
    maintenance_window: Option<Text>,
    deletion_protection: bool,
    auto_minor_upgrade: bool,
    major_upgrade: bool,
    parameters: Vec<PgParameter>,
    preload: Vec<Text>,
    monitoring: Option<Duration>,
    insights: Option<DatabaseInsights>,
    logs: Option<Retention>,
    key: Option<EncryptionKeyHandle>,
}

impl RdsInstance {
    /// A database in subnets that the internet does not reach, at least two of them in different zones.
    ///
    /// `on_delete` says what becomes of the data. With `Snapshot` and `Retain` the instance is also protected from
    /// deletion: a stack can only be deleted once [`RdsInstance::deletion_protection`] is off.
    pub fn postgres(
        subnets: impl DatabaseSubnets,
        version: PostgresVersion,
        class: DbInstanceClass,
        on_delete: OnDelete,
    ) -> Self {
        RdsInstance {
            subnets: subnets.into_subnets(),
            version,
            class,
            on_delete,
            identifier: None,
            database: None,
            username: Text::Borrowed("postgres"),
            port: 5432,
            managed_password: false,
            storage: gib(20),
            max_storage: None,
            iops: None,
            throughput: None,
            multi_az: false,
            backup_retention: Some(days(7)),
            backup_window: None,
            replication: None,
            maintenance_window: None,
            deletion_protection: on_delete != OnDelete::Delete,
            auto_minor_upgrade: false,
            major_upgrade: false,
            parameters: Vec::new(),
            preload: Vec::new(),
            monitoring: None,
            insights: None,
            logs: None,
            key: None,
        }
    }

    /// The database that is created in it; only `postgres` without. It cannot be renamed by changing this.
    pub fn database(mut self, name: impl Into<Text>) -> Self {
        self.database = Some(name.into());
        self
    }

    /// The name of the user who owns everything; `postgres` by default. Another name later is another instance.
    pub fn master_username(mut self, name: impl Into<Text>) -> Self {
        self.username = name.into();
        self
    }

    /// The port, 1,150 to 65,535; 5432 by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Lets RDS keep the password, in a secret of RDS's own that it changes every seven days. Not for what reads the
    /// password once and keeps it, such as a container's environment: it would be locked out after a week, unless a
    /// `RotationSchedule` starts it anew.
    ///
    /// A restored instance has the password of its backup and no secret, and RDS deletes the secret with the instance that
    /// it was made for: after a restore, everything that reads it must be given another one. A generated password outlives
    /// its instance.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html>
    pub fn managed_password(mut self) -> Self {
        self.managed_password = true;
        self
    }

    /// How much storage it has, from 20 GiB (the default) to 64 TiB of gp3. It can grow but never shrink.
    pub fn storage(mut self, size: Size) -> Self {
        self.storage = size;
        self
    }

    /// Up to where storage grows by itself as it fills; at least a tenth above [`RdsInstance::storage`]. It does not grow
    /// by default. A template that asks for less than it has grown to is refused, so raise `storage` with it.
    pub fn max_storage(mut self, size: Size) -> Self {
        self.max_storage = Some(size);
        self
    }

    /// Provisioned input/output operations per second, 12,000 to 64,000. Only from 400 GiB on; below, gp3 has 3,000.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage>
    pub fn iops(mut self, iops: u32) -> Self {
        self.iops = Some(iops);
        self
    }

    /// Provisioned throughput in MiB/s, 500 to 4,000. Only from 400 GiB on; below, gp3 has 125.
    pub fn throughput(mut self, mebibytes_per_second: u32) -> Self {
        self.throughput = Some(mebibytes_per_second);
        self
    }

    /// Keeps a standby in another zone that takes over within a minute or two. Doubles the price.
    pub fn multi_az(mut self) -> Self {
        self.multi_az = true;
        self
    }

    /// Whether RDS refuses to delete it. On by default, except with [`OnDelete::Delete`].
    pub fn deletion_protection(mut self, on: bool) -> Self {
        self.deletion_protection = on;
        self
    }

    /// Sets a setting of PostgreSQL.
    pub fn parameter(mut self, parameter: PgParameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// Loads extensions when PostgreSQL starts, such as `pg_stat_statements`. Takes effect at the next reboot.
    pub fn preload<T: Into<Text>>(mut self, extensions: impl IntoIterator<Item = T>) -> Self {
        self.preload.extend(extensions.into_iter().map(Into::into));
        self
    }

    /// Watches the operating system every 1, 5, 10, 15, 30 or 60 seconds. The figures go to the log group
    /// `RDSOSMetrics`, which costs by its volume and which RDS leaves behind.
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html>
    pub fn enhanced_monitoring(mut self, interval: Duration) -> Self {
        self.monitoring = Some(interval);
        self
    }

    /// Watches queries. Off by default.
    pub fn database_insights(mut self, insights: DatabaseInsights) -> Self {
        self.insights = Some(insights);
        self
    }

    /// Sends PostgreSQL's logs to log groups that keep them for this long; they cost by volume. Off by default.
    pub fn export_logs(mut self, retention: Retention) -> Self {
        self.logs = Some(retention);
        self
    }

    /// Encrypts the database, its backups, its insights, its logs and its password with a customer key, which must be
    /// usable by [`KeyUser::CloudWatchLogs`](iac_aws_base::security::KeyUser) where logs are exported. Another key later is
    /// another instance.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// An identifier of your own: lower-case letters, digits and hyphens, at most 63. A second copy of the stack in the
    /// same account and region fails; another identifier later is another instance.
    pub fn identifier(mut self, identifier: impl Into<Text>) -> Self {
        self.identifier = Some(identifier.into());
        self
    }
}
