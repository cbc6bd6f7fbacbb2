use super::engines::{Family, databases, is_restored};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// Engine, version, class and parameter group of a database do not go together.
    ///
    /// A parameter group is made for one family, such as `postgres16`, and RDS refuses it for another version. Classes with
    /// AWS's own processors run neither Oracle nor SQL Server nor Db2; Aurora has no general purpose classes. Versions that
    /// are long out of support can no longer be created; those at the end of standard support cost extra.
    ///
    /// Sources: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html>
    pub(crate) ENGINE_VERSION: "engine-version", Error, check
}

/// Major versions, the end of their standard support, and whether RDS still creates them.
const ENDS: &[(&[Family], &str, &str, bool)] = &[
    (&[Family::Postgres, Family::AuroraPostgres], "9.", "2022-01-18", false),
    (&[Family::Postgres, Family::AuroraPostgres], "10", "2023-04-17", false),
    (&[Family::Postgres, Family::AuroraPostgres], "11", "2024-02-29", true),
    (&[Family::Postgres, Family::AuroraPostgres], "12", "2025-02-28", true),
    (&[Family::Postgres, Family::AuroraPostgres], "13", "2026-02-28", true),
    (&[Family::MySql], "5.5", "2021-05-25", false),
    (&[Family::MySql], "5.6", "2022-03-01", false),
    (&[Family::MySql], "5.7", "2024-02-29", true),
    (&[Family::MySql], "8.0", "2026-07-31", true),
    (&[Family::AuroraMySql], "5.6", "2023-02-28", false),
    (&[Family::AuroraMySql], "5.7", "2024-10-31", true),
    (&[Family::MariaDb], "10.2", "2022-10-15", false),
    (&[Family::MariaDb], "10.3", "2023-10-23", false),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (database, family) in databases(world) {
        group(world, findings, database, family);
        class(findings, database, family);
        if let Some(version) = database.get("EngineVersion").text().filter(|_| !is_restored(database)) {
            support(findings, database, family, &version);
        }
    }
}

/// The major part of a version, as families are called by it.
fn major(family: Family, version: &str) -> Option<String> {
    let mut parts = version.split('.');
    let first = parts.next().filter(|part| part.parse::<u32>().is_ok())?;
    let two = || parts.clone().next().map(|second| format!("{first}.{second}"));
    match family {
        _ if family.is_postgres() && first != "9" => Some(first.to_owned()),
        _ if family.is_postgres() || family.is_mysql() => two(),
        _ => None,
    }
}

fn group<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let (property, kind) = match database.kind() {
        "AWS::RDS::DBCluster" => ("DBClusterParameterGroupName", "AWS::RDS::DBClusterParameterGroup"),
        _ => ("DBParameterGroupName", "AWS::RDS::DBParameterGroup"),
    };
    let (engine, version) = (database.get("Engine"), database.get("EngineVersion"));
    let Some((engine, version)) = engine.text().zip(version.text()) else { return };
    let Some(wanted) = major(family, &version).map(|major| format!("{engine}{major}")) else { return };
    let value = database.get(property);
    let own = world.target_of(&value, kind);
    let given = match own {
        Some(group) => group.get("Family"),
        // The groups that every account has are called by their family.
        None => match value.text().and_then(|name| name.strip_prefix("default.").map(str::to_owned)) {
            Some(family) => Eval::Text(family.into()),
            None => return,
        },
    };
    let Some(given) = given.text().filter(|given| **given != *wanted) else { return };
    let message = format!("{} is {engine} {version}, but its parameter group is for {given}", database.path());
    let help = format!("the family of its parameter group is `{wanted}`");
    match own {
        Some(group) => findings.between(database, property, message, help, &[(group, "the group is made here")]),
        None => findings.at(database, property, message, help),
    }
}

fn class<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let value = database.get("DBInstanceClass");
    let Some(class) = value.text().filter(|class| !class.is_empty()) else { return };
    let path = database.path();
    let mut say = |what: &str, help: &str| {
        findings.at(database, "DBInstanceClass", format!("{path} has the class `{class}`: {what}"), help);
    };
    if &*class == "db.serverless" {
        if !family.is_aurora() {
            say("only Aurora is serverless", "use a class such as `db.t4g.medium`, or Aurora");
        }
        return;
    }
    let parts: Vec<&str> = class.split('.').collect();
    let ["db", series, size, ..] = parts[..] else {
        return say("classes of databases are `db.series.size`", "write for example `db.t4g.medium`");
    };
    let generation = series.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let graviton = generation.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('g');
    let burst = series.starts_with('t');
    let small = matches!(size, "nano" | "micro" | "small" | "medium");
    let recent = generation.starts_with(|c: char| ('4'..='9').contains(&c));
    if graviton && matches!(family, Family::Oracle | Family::SqlServer | Family::Db2) {
        say("the engine does not run on AWS's own processors", "take a series with Intel or AMD, such as `t3`");
    } else if family.is_aurora() && (series.starts_with('m') || size == "micro" || size == "nano") {
        say("Aurora does not have it", "take `db.t4g.medium`, or a series with much memory such as `r6g`");
    } else if size == "nano" || small && !burst && recent {
        say("there is no such size", "the sizes of `m` and `r` begin with `large`, those of `t` with `micro`");
    } else if burst && !small && !matches!(size, "large" | "xlarge" | "2xlarge") {
        say("there is no such size", "the sizes of `t` end with `2xlarge`");
    }
}

fn support<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family, version: &str) {
    let is = |major: &str| {
        version.strip_prefix(major).is_some_and(|rest| major.ends_with('.') || rest.is_empty() || rest.starts_with('.'))
    };
    let Some((_, _, end, created)) = ENDS.iter().find(|(of, major, ..)| of.contains(&family) && is(major)) else {
        return;
    };
    let path = database.path();
    match created {
        false => {
            let message = format!("{path} has the version {version}, which RDS no longer creates");
            findings.at(database, "EngineVersion", message, format!("its support ended on {end}: take a newer one"));
        }
        true => {
            let message = format!("{path} has the version {version}, whose standard support ends on {end}");
            findings.warning(database, "EngineVersion", message, "after that day RDS charges extended support");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ENGINE_VERSION;
    use crate::testing::{finds, silent};

    fn database(properties: &str) -> String {
        format!(
            r#"
Parameters:
  Class: {{Type: String, Default: db.t4g.micro, AllowedValues: [db.t4g.micro, db.m6g.micro]}}
  Version: {{Type: String, Default: '16.4', AllowedValues: ['16.4', '17.2']}}
Resources:
  Group: {{Type: AWS::RDS::DBParameterGroup, Properties: {{Family: postgres16, Description: a}}}}
  Db: {{Type: AWS::RDS::DBInstance, Properties: {{{properties}}}}}
"#
        )
    }

    #[test]
    fn what_does_not_go_together() {
        for (properties, words) in [
            ("Engine: postgres, EngineVersion: '15.4', DBParameterGroupName: !Ref Group", "is for postgres16"),
            ("Engine: postgres, EngineVersion: !Ref Version, DBParameterGroupName: !Ref Group", "postgres 17.2, but"),
            ("Engine: mysql, EngineVersion: 8.4.3, DBParameterGroupName: default.mysql8.0", "is for mysql8.0"),
            ("Engine: sqlserver-ex, DBInstanceClass: db.t4g.micro", "does not run on AWS's own processors"),
            ("Engine: aurora-postgresql, DBInstanceClass: db.m6g.large", "Aurora does not have it"),
            ("Engine: postgres, DBInstanceClass: db.serverless", "only Aurora is serverless"),
            ("Engine: postgres, DBInstanceClass: !Ref Class", "`db.m6g.micro`: there is no such size"),
            ("Engine: postgres, DBInstanceClass: t4g.micro", "`db.series.size`"),
            ("Engine: postgres, DBInstanceClass: db.t3.4xlarge", "there is no such size"),
            ("Engine: postgres, EngineVersion: '9.6.1'", "which RDS no longer creates"),
            ("Engine: mysql, EngineVersion: '5.7.44'", "standard support ends on 2024-02-29"),
        ] {
            finds(ENGINE_VERSION, &database(properties), "Db", words);
        }
    }

    #[test]
    fn what_goes_together() {
        for properties in [
            "Engine: postgres, EngineVersion: '16.4', DBParameterGroupName: !Ref Group, DBInstanceClass: db.t4g.micro",
            "Engine: postgres, EngineVersion: '16', DBParameterGroupName: !ImportValue group",
            "Engine: aurora-postgresql, EngineVersion: '16.4', DBInstanceClass: db.r8g.large",
            "Engine: sqlserver-ex, EngineVersion: 15.00, DBInstanceClass: db.t3.micro, DBParameterGroupName: default.sqlserver-ex-15.0",
            "Engine: postgres, DBInstanceClass: db.m5d.large",
            "Engine: mariadb, EngineVersion: 10.11.9, DBParameterGroupName: default.mariadb10.11",
        ] {
            silent(ENGINE_VERSION, &database(properties));
        }
    }
}
