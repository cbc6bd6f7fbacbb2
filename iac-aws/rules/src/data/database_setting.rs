use super::engines::{Family, databases};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A database is given a setting that its engine does not have.
    ///
    /// Each engine has its own logs to export. Enhanced monitoring looks every 1, 5, 10, 15, 30 or 60 seconds. An instance
    /// of an Aurora cluster has the engine of its cluster and no `MultiAZ`: the cluster is in several zones by another
    /// instance. RDS refuses the rest while the stack is deployed.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html>,
    /// <https://github.com/hashicorp/terraform-provider-aws/pull/4329> ("VPC Multi-AZ DB Instances are not available for
    /// engine").
    pub(crate) DATABASE_SETTING: "database-setting", Error, check
}

const MEMBER: &str = "AWS::RDS::DBInstance";
const ANOTHER: &str = "leave `MultiAZ` out, and give the cluster an instance in another zone";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (database, family) in databases(world) {
        logs(findings, database, family);
        monitoring(findings, database);
        if family.is_aurora() && database.kind() == MEMBER && database.get("MultiAZ").bool() == Some(true) {
            let message = format!("{} is `{}` with `MultiAZ`, which Aurora has not", database.path(), engine(database));
            findings.at(database, "MultiAZ", message, ANOTHER);
        }
    }
    for member in world.all(MEMBER) {
        let Some(cluster) = world.target_of(&member.get("DBClusterIdentifier"), "AWS::RDS::DBCluster") else {
            continue;
        };
        let of_cluster = cluster.get("Engine").text().and_then(|engine| Family::of(&engine));
        let alone = member.get("Engine").is_absent();
        if alone && of_cluster.is_some_and(Family::is_aurora) && member.get("MultiAZ").bool() == Some(true) {
            let message =
                format!("{} has `MultiAZ` in the cluster {}, which is Aurora's", member.path(), cluster.path());
            findings.between(member, "MultiAZ", message, ANOTHER, &[(cluster, "the cluster")]);
        }
        if let (Some(own), Some(engine)) = (member.get("Engine").text(), cluster.get("Engine").text())
            && !own.eq_ignore_ascii_case(&engine)
        {
            let message =
                format!("{} is `{own}` in the cluster {}, which is `{engine}`", member.path(), cluster.path());
            findings.between(member, "Engine", message, format!("set `Engine: {engine}`"), &[(cluster, "the cluster")]);
        }
    }
}

fn exports(family: Family) -> &'static [&'static str] {
    match family {
        Family::Postgres => &["postgresql", "upgrade", "iam-db-auth-error"],
        Family::AuroraPostgres => &["postgresql", "instance", "iam-db-auth-error"],
        Family::MySql | Family::MariaDb => &["audit", "error", "general", "slowquery", "iam-db-auth-error"],
        Family::AuroraMySql => &["audit", "error", "general", "slowquery", "instance", "iam-db-auth-error"],
        Family::SqlServer => &["agent", "error"],
        Family::Oracle => &["alert", "audit", "listener", "trace", "oemagent"],
        Family::Db2 => &["diag.log", "notify.log", "iam-db-auth-error"],
    }
}

fn logs<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family) {
    let exports = exports(family);
    for given in database.get("EnableCloudwatchLogsExports").items() {
        let Some(log) = given.text().filter(|log| !exports.contains(&&**log)) else { continue };
        let message = format!("{} exports the log `{log}`, which {} does not have", database.path(), engine(database));
        findings.at(database, "EnableCloudwatchLogsExports", message, format!("it has {}", exports.join(", ")));
    }
}

fn engine(database: Res<'_, '_>) -> String {
    database.get("Engine").shown()
}

fn monitoring<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>) {
    const INTERVALS: [i64; 7] = [0, 1, 5, 10, 15, 30, 60];
    if let Some(given) = database.get("MonitoringInterval").int().filter(|given| !INTERVALS.contains(given)) {
        let message = format!("{} is monitored every {given} seconds", database.path());
        findings.at(database, "MonitoringInterval", message, "`MonitoringInterval` is 0, 1, 5, 10, 15, 30 or 60");
    }
}

#[cfg(test)]
mod tests {
    use super::DATABASE_SETTING;
    use crate::testing::{finds, silent};

    fn database(properties: &str) -> String {
        format!(
            "Parameters: {{Log: {{Type: String, Default: error, AllowedValues: [error, postgresql]}}}}\n\
             Resources:\n  C: {{Type: AWS::RDS::DBCluster, Properties: {{Engine: aurora-mysql}}}}\n  \
             Db: {{Type: AWS::RDS::DBInstance, Properties: {{{properties}}}}}"
        )
    }

    #[test]
    fn settings_of_others() {
        for (properties, words) in [
            ("Engine: postgres, EnableCloudwatchLogsExports: [audit]", "the log `audit`, which postgres does not have"),
            ("Engine: mysql, EnableCloudwatchLogsExports: [!Ref Log]", "the log `postgresql`"),
            ("Engine: mysql, MonitoringInterval: 45", "every 45 seconds"),
            ("Engine: aurora-postgresql, DBClusterIdentifier: !Ref C", "is `aurora-postgresql` in the cluster"),
            (
                "Engine: aurora-mysql, DBClusterIdentifier: !Ref C, MultiAZ: true",
                "with `MultiAZ`, which Aurora has not",
            ),
            ("DBClusterIdentifier: !Ref C, MultiAZ: 'true'", "has `MultiAZ` in the cluster template/C"),
        ] {
            finds(DATABASE_SETTING, &database(properties), "Db", words);
        }
    }

    #[test]
    fn settings_that_exist() {
        for properties in [
            "Engine: postgres, EnableCloudwatchLogsExports: [postgresql, upgrade, iam-db-auth-error]",
            "Engine: aurora-mysql, DBClusterIdentifier: !Ref C, MonitoringInterval: '30'",
            "Engine: oracle-ee, EnableCloudwatchLogsExports: [alert, trace]",
            "DBClusterIdentifier: !Ref C",
            "Engine: aurora-mysql, DBClusterIdentifier: !Ref C, MultiAZ: false",
            "Engine: mysql, MultiAZ: true",
            "DBClusterIdentifier: other, MultiAZ: true",
        ] {
            silent(DATABASE_SETTING, &database(properties));
        }
    }
}
