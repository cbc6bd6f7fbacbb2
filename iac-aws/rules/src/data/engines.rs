//! The engines of RDS.

use iac_core::check::{Res, World};

/// Which family an engine belongs to, as far as rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Postgres,
    MySql,
    MariaDb,
    Oracle,
    SqlServer,
    Db2,
    AuroraPostgres,
    AuroraMySql,
}

impl Family {
    pub(crate) fn of(engine: &str) -> Option<Self> {
        Some(match engine.to_ascii_lowercase().as_str() {
            "postgres" => Family::Postgres,
            "mysql" => Family::MySql,
            "mariadb" => Family::MariaDb,
            "aurora-postgresql" => Family::AuroraPostgres,
            "aurora-mysql" | "aurora" => Family::AuroraMySql,
            other if other.starts_with("oracle-") => Family::Oracle,
            other if other.starts_with("sqlserver-") => Family::SqlServer,
            other if other.starts_with("db2-") => Family::Db2,
            _ => return None,
        })
    }

    pub(crate) const fn is_postgres(self) -> bool {
        matches!(self, Family::Postgres | Family::AuroraPostgres)
    }

    pub(crate) const fn is_mysql(self) -> bool {
        matches!(self, Family::MySql | Family::MariaDb | Family::AuroraMySql)
    }

    pub(crate) const fn is_aurora(self) -> bool {
        matches!(self, Family::AuroraPostgres | Family::AuroraMySql)
    }
}

/// Databases of RDS that are made anew, each with its engine. One of a snapshot or of a source takes over what is there.
pub(crate) fn databases<'w, 'g>(world: &'w World<'g>) -> impl Iterator<Item = (Res<'w, 'g>, Family)> {
    let all = world.all("AWS::RDS::DBInstance").chain(world.all("AWS::RDS::DBCluster"));
    all.filter_map(|database| Some((database, Family::of(&database.get("Engine").text()?)?)))
}

/// Whether a database is made from another one or from a snapshot.
pub(crate) fn is_restored(database: Res<'_, '_>) -> bool {
    const SOURCES: &[&str] = &[
        "DBSnapshotIdentifier",
        "SnapshotIdentifier",
        "SourceDBInstanceIdentifier",
        "SourceDBClusterIdentifier",
        "SourceDbiResourceId",
        "DBClusterSnapshotIdentifier",
        "ReplicationSourceIdentifier",
        "SourceDBInstanceAutomatedBackupsArn",
    ];
    SOURCES.iter().any(|source| !database.get(source).is_absent())
}
