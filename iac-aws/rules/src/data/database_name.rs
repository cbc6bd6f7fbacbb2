use super::engines::{Family, databases, is_restored};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A name or password of a database is not permitted.
    ///
    /// Each engine reserves names for its own use, and wants names of a certain form; RDS refuses the others after it has
    /// worked for minutes, or the database fails to start.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>
    pub(crate) DATABASE_NAME: "database-name", Error, check
}

/// Names that cannot be the master user's. `admin` is reserved by PostgreSQL's RDS only.
const POSTGRES: &[&str] = &[
    "rdsadmin",
    "rds_superuser",
    "rds_replication",
    "rds_password",
    "rds_iam",
    "rdsproxyadmin",
    "rdsrepladmin",
    "rdstopmgr",
    "admin",
    "public",
    "pg_monitor",
    "current_user",
    "session_user",
    "user",
    "all",
    "any",
    "table",
    "select",
];
const MYSQL: &[&str] =
    &["rdsadmin", "rdsrepladmin", "mysql.sys", "mysql.session", "mysql.infoschema", "rdsproxyadmin", "select"];
const SQL_SERVER: &[&str] = &["rdsadmin", "sa", "public", "admin_rds", "guest", "sys", "db_owner"];
const ORACLE: &[&str] =
    &["rdsadmin", "sys", "system", "sysdba", "dbsnmp", "outln", "public", "select", "table", "user"];

/// Names that cannot be a database's own.
const DATABASES: &[&str] =
    &["rdsadmin", "template0", "template1", "mysql", "information_schema", "performance_schema", "sys", "innodb"];
/// The words of SQL that people come to call a database.
const WORDS: &[&str] = &["table", "select", "user", "order", "group", "all", "default", "database", "index", "grant"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (database, family) in databases(world) {
        if is_restored(database) {
            continue;
        }
        user(findings, database, family);
        name(findings, database, family);
        password(findings, database, family);
    }
}

/// What the engine reserves, and how long the name of a master user may be.
fn users(family: Family) -> (&'static [&'static str], usize) {
    match family {
        Family::Postgres | Family::AuroraPostgres => (POSTGRES, 63),
        Family::MySql => (MYSQL, 32),
        Family::MariaDb | Family::AuroraMySql => (MYSQL, 16),
        Family::SqlServer => (SQL_SERVER, 128),
        Family::Oracle => (ORACLE, 30),
        Family::Db2 => (&["rdsadmin", "rdsdb", "public", "ibmuser"], 16),
    }
}

fn is_reserved(reserved: &[&str], family: Family, small: &str) -> bool {
    reserved.contains(&small) || family.is_postgres() && small.starts_with("pg_")
}

/// Whether the engine keeps the name for itself.
pub(crate) fn is_reserved_user(family: Family, user: &str) -> bool {
    is_reserved(users(family).0, family, &user.to_ascii_lowercase())
}

fn user<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let value = database.get("MasterUsername");
    // Text without a sign is a parameter that nobody has filled in yet, here and below.
    let Some(user) = value.text().filter(|user| !user.is_empty()) else { return };
    let (reserved, most) = users(family);
    let path = database.path();
    let small = user.to_ascii_lowercase();
    let message = if is_reserved(reserved, family, &small) {
        format!("the master user of {path} is `{user}`, which the engine reserves")
    } else if !user.starts_with(|c: char| c.is_ascii_alphabetic()) {
        format!("the master user of {path} is `{user}`, which does not begin with a letter")
    } else if !user.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '@' && family == Family::SqlServer) {
        format!("the master user of {path} is `{user}`, which has other signs than letters, digits and `_`")
    } else if user.len() > most {
        format!("the master user of {path} has a name of {} signs", user.len())
    } else {
        return;
    };
    findings.at(
        database,
        "MasterUsername",
        message,
        format!("a letter, then letters and digits, {most} at most, such as `app`"),
    );
}

fn name<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let property = if database.kind() == "AWS::RDS::DBCluster" { "DatabaseName" } else { "DBName" };
    let value = database.get(property);
    let Some(name) = value.text().filter(|name| !name.is_empty()) else { return };
    let path = database.path();
    let most = match family {
        Family::Oracle | Family::Db2 => 8,
        Family::MySql | Family::MariaDb | Family::AuroraMySql => 64,
        _ => 63,
    };
    let small = name.to_ascii_lowercase();
    let dashed = family == Family::AuroraMySql || family == Family::AuroraPostgres;
    let message = if family == Family::SqlServer {
        format!("{path} is given the name `{name}`, but SQL Server makes no database by itself")
    } else if DATABASES.contains(&small.as_str()) || WORDS.contains(&small.as_str()) {
        format!("the database of {path} is called `{name}`, which the engine reserves")
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' && family.is_postgres()) {
        format!("the database of {path} is called `{name}`, which does not begin with a letter")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' && dashed) {
        format!("the database of {path} is called `{name}`, which has other signs than letters, digits and `_`")
    } else if name.len() > most {
        format!("the database of {path} has a name of {} signs", name.len())
    } else {
        return;
    };
    let help = match family {
        Family::SqlServer => "leave `DBName` out".to_owned(),
        _ => format!("a letter, then letters, digits and `_`, {most} signs at most, such as `app`"),
    };
    findings.at(database, property, message, help);
}

fn password<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let value = database.get("MasterUserPassword");
    let managed = database.get("ManageMasterUserPassword").bool() == Some(true);
    let path = database.path();
    if managed && !value.is_absent() {
        let message = format!("{path} is given a password, and RDS is to manage it");
        return findings.at(database, "MasterUserPassword", message, "leave out one of the two");
    }
    let Some(text) = value.text().filter(|text| !text.is_empty() && !text.contains("{{")) else { return };
    let most = match family {
        Family::MySql | Family::MariaDb | Family::AuroraMySql => 41,
        Family::Oracle => 30,
        _ => 128,
    };
    if text.len() < 8 || text.len() > most {
        let message = format!("the password of {path} has {} signs", text.len());
        findings.at(database, "MasterUserPassword", message, format!("8 to {most} signs"));
    } else if text.contains(['/', '"', '@', ' ']) {
        let message = format!("the password of {path} has one of the signs `/`, `\"`, `@` and space");
        findings.at(database, "MasterUserPassword", message, "RDS refuses them: use letters, digits and others");
    }
}

#[cfg(test)]
mod tests {
    use super::DATABASE_NAME;
    use crate::testing::{finds, silent};

    fn database(engine: &str, properties: &str) -> String {
        format!(
            "Parameters: {{User: {{Type: String, Default: app, AllowedValues: [app, rdsadmin]}}}}\n\
             Resources: {{Db: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: {engine}, {properties}}}}}}}"
        )
    }

    #[test]
    fn names_that_are_refused() {
        for (engine, properties, words) in [
            ("postgres", "MasterUsername: rdsadmin", "which the engine reserves"),
            ("postgres", "MasterUsername: admin", "which the engine reserves"),
            ("postgres", "MasterUsername: !Ref User", "`rdsadmin`, which the engine reserves"),
            ("postgres", "MasterUsername: 1app", "does not begin with a letter"),
            ("mysql", "MasterUsername: app-user", "other signs than letters"),
            ("mariadb", "MasterUsername: a_name_that_is_too_long", "a name of 23 signs"),
            ("sqlserver-ex", "MasterUsername: sa", "which the engine reserves"),
            ("postgres", "DBName: my-app", "called `my-app`, which has other signs"),
            ("sqlserver-ex", "DBName: app", "makes no database by itself"),
            ("oracle-ee", "DBName: application", "a name of 11 signs"),
            ("mysql", "MasterUserPassword: short", "has 5 signs"),
            ("mysql", "MasterUserPassword: 'hunter22@home'", "one of the signs"),
            ("mysql", "ManageMasterUserPassword: true, MasterUserPassword: 'hunter22'", "RDS is to manage it"),
        ] {
            finds(DATABASE_NAME, &database(engine, properties), "Db", words);
        }
    }

    #[test]
    fn names_that_are_taken() {
        for (engine, properties) in [
            ("mysql", "MasterUsername: admin, DBName: app"),
            ("postgres", "MasterUsername: postgres, DBName: app_prod, ManageMasterUserPassword: true"),
            ("aurora-mysql", "MasterUsername: admin"),
            ("sqlserver-ex", "MasterUsername: admin"),
            ("postgres", "MasterUsername: admin, DBSnapshotIdentifier: a"),
            ("postgres", "MasterUsername: '{{resolve:secretsmanager:a:SecretString:username}}'"),
        ] {
            silent(DATABASE_NAME, &database(engine, properties));
        }
    }
}
