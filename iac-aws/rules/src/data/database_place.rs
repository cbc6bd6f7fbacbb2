use super::engines::databases;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A database is to be in one zone and in several, or its cluster has no capacity for it.
    ///
    /// A database with a standby (`MultiAZ`) cannot be asked to be in a zone. An instance of the class `db.serverless` takes
    /// the capacity that `ServerlessV2ScalingConfiguration` of its cluster names. A proxy is of the family of what it leads to.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.create.html>,
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html>.
    pub(crate) DATABASE_PLACE: "database-place", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (database, _) in databases(world) {
        let zone = database.get("AvailabilityZone");
        if database.get("MultiAZ").bool() == Some(true) && !zone.is_absent() && !zone.may_be_absent() {
            let message =
                format!("{} has a standby in another zone, and is to be in the zone {}", database.path(), zone.shown());
            findings.at(database, "AvailabilityZone", message, "leave `AvailabilityZone` out, or `MultiAZ`");
        }
    }
    for member in world.all("AWS::RDS::DBInstance") {
        let is_serverless = member.get("DBInstanceClass").text().is_some_and(|class| class == "db.serverless");
        let cluster = world.target_of(&member.get("DBClusterIdentifier"), "AWS::RDS::DBCluster");
        let Some(cluster) = cluster.filter(|_| is_serverless) else { continue };
        let restored =
            ["SnapshotIdentifier", "SourceDBClusterIdentifier"].iter().any(|name| !cluster.get(name).is_absent());
        if cluster.get("ServerlessV2ScalingConfiguration") == Eval::Absent && !restored {
            let message =
                format!("{} is serverless, and {} says nothing of its capacity", member.path(), cluster.path());
            let help = "set `ServerlessV2ScalingConfiguration: {MinCapacity: 0.5, MaxCapacity: 4}` of the cluster";
            findings.between(member, "DBInstanceClass", message, help, &[(cluster, "the cluster")]);
        }
    }
    families(world, findings);
}

fn families<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for group in world.all("AWS::RDS::DBProxyTargetGroup") {
        let Some(proxy) = world.target_of(&group.get("DBProxyName"), "AWS::RDS::DBProxy") else { continue };
        let family = proxy.get("EngineFamily");
        let Some(family) = family.text() else { continue };
        for name in ["DBInstanceIdentifiers", "DBClusterIdentifiers"] {
            for database in group.get(name).items().iter().filter_map(|one| world.target(one)) {
                let engine = database.get("Engine");
                let own = match engine.text().map(|engine| engine.to_ascii_lowercase()) {
                    Some(engine) if engine.contains("postgres") => "POSTGRESQL",
                    Some(engine) if engine.contains("mysql") || engine == "mariadb" => "MYSQL",
                    Some(engine) if engine.starts_with("sqlserver") => "SQLSERVER",
                    _ => continue,
                };
                if !family.eq_ignore_ascii_case(own) {
                    let message = format!(
                        "{} is a proxy for {family}, and leads to {}, which is {}",
                        proxy.path(),
                        database.path(),
                        engine.shown()
                    );
                    let parts = [(group, "this leads there"), (database, "the database")];
                    findings.between(proxy, "EngineFamily", message, format!("set `EngineFamily: {own}`"), &parts);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DATABASE_PLACE;
    use crate::testing::{finds, silent};

    fn of(text: &str) -> String {
        format!("Resources:\n{text}\n")
    }

    #[test]
    fn zones() {
        let one =
            |more: &str| of(&format!("  D: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: mysql, {more}}}}}"));
        finds(
            DATABASE_PLACE,
            &one("MultiAZ: true, AvailabilityZone: eu-west-1a"),
            "D",
            "is to be in the zone eu-west-1a",
        );
        silent(DATABASE_PLACE, &one("MultiAZ: false, AvailabilityZone: eu-west-1a"));
        silent(DATABASE_PLACE, &one("MultiAZ: true"));
    }

    #[test]
    fn capacity() {
        let cluster = |more: &str| {
            of(&format!(
                "  C: {{Type: AWS::RDS::DBCluster, Properties: {{Engine: aurora-mysql{more}}}}}\n  D: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: aurora-mysql, DBClusterIdentifier: !Ref C, DBInstanceClass: db.serverless}}}}"
            ))
        };
        finds(DATABASE_PLACE, &cluster(""), "D", "says nothing of its capacity");
        silent(DATABASE_PLACE, &cluster(", ServerlessV2ScalingConfiguration: {MinCapacity: 1, MaxCapacity: 2}"));
        silent(DATABASE_PLACE, &cluster("").replace("db.serverless", "db.r7g.large"));
    }

    #[test]
    fn proxies() {
        let proxy = |family: &str| {
            of(&format!(
                "  C: {{Type: AWS::RDS::DBCluster, Properties: {{Engine: aurora-postgresql}}}}\n  P: {{Type: AWS::RDS::DBProxy, Properties: {{EngineFamily: {family}}}}}\n  G: {{Type: AWS::RDS::DBProxyTargetGroup, Properties: {{DBProxyName: !Ref P, DBClusterIdentifiers: [!Ref C]}}}}"
            ))
        };
        finds(DATABASE_PLACE, &proxy("MYSQL"), "P", "leads to template/C, which is aurora-postgresql");
        silent(DATABASE_PLACE, &proxy("POSTGRESQL"));
    }
}
