use super::permission::Permission;
use super::routes::{Exit, Routes};
use super::security_groups::{Direction, Groups};
use super::sides::{Side, in_vpc, side};
use super::stores::ports;
use iac_core::check::{Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A security group lets the internet in where nobody else may be.
    ///
    /// Ports on which systems are administered, and those of databases, are searched for all day and tried with every
    /// password that ever leaked. Where everything that has the group is private, it is a warning: the next thing that is
    /// given the group may not be.
    ///
    /// Name the networks or groups that use the port; for administration take Session Manager, which needs no port.
    pub(crate) OPEN_WORLD: "open-to-world", Error, check
}

const CLOSED: &[(i64, &str)] = &[
    (22, "SSH"),
    (23, "Telnet"),
    (135, "Windows RPC"),
    (445, "Windows file sharing"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (2049, "NFS"),
    (2375, "Docker"),
    (3306, "MySQL"),
    (3389, "remote desktop"),
    (5432, "PostgreSQL"),
    (5439, "Redshift"),
    (5985, "Windows remote management"),
    (6379, "Redis"),
    (9200, "Elasticsearch"),
    (11211, "Memcached"),
    (27017, "MongoDB"),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let (groups, routes) = (Groups::of(world), Routes::of(world));
    let mut users: HashMap<Res<'_, 'g>, Vec<Side<'_, 'g>>> = HashMap::new();
    for res in in_vpc(world) {
        let Some(mut used) = side(res) else { continue };
        used.res = res;
        for group in used.groups.iter().flatten() {
            users.entry(*group).or_default().push(used.clone());
        }
    }
    for group in world.all("AWS::EC2::SecurityGroup") {
        let Some(all) = groups.permissions(group, Direction::In) else { continue };
        for rule in all.iter().filter(|rule| rule.is_for_all()) {
            let used = users.get(&group).map_or(&[][..], Vec::as_slice);
            let Some(what) = opened(rule) else {
                let public = used.iter().filter(|one| is_instance(one) && !is_private(&routes, one));
                public.for_each(|one| findings.flow("the internet", one.res.path(), rule.shown(), true));
                continue;
            };
            let path = group.path();
            let help = "name the networks or the groups that need it instead of 0.0.0.0/0";
            if !used.is_empty() && used.iter().all(|one| is_private(&routes, one)) {
                let message =
                    format!("{path} lets the whole internet in to {what}; only what has the group keeps it away");
                findings.warning(group, "SecurityGroupIngress", message, help);
            } else {
                let message = format!("{path} lets the whole internet in to {what}");
                let of: Vec<(Res<'_, 'g>, &str)> = used.iter().take(5).map(|one| (one.res, "it is open")).collect();
                findings.between(group, "SecurityGroupIngress", message, help, &of);
            }
        }
    }
    databases(world, findings, &groups, &routes);
}

/// What a rule opens that should not be.
fn opened(rule: &Permission<'_>) -> Option<String> {
    if rule.is_everything() {
        return Some("every port".to_owned());
    }
    let (Some(from), Some(to)) = (rule.from_port.int(), rule.to_port.int()) else { return None };
    if rule.protocol.text().is_none_or(|protocol| protocol != "tcp" && protocol != "6") {
        return None;
    }
    let (port, name) = CLOSED.iter().find(|(port, _)| (from..=to).contains(port))?;
    Some(format!("port {port} ({name})"))
}

/// Balancers and databases tell themselves who reaches them.
fn is_instance(side: &Side<'_, '_>) -> bool {
    matches!(side.res.kind(), "AWS::EC2::Instance" | "AWS::AutoScaling::AutoScalingGroup")
}

/// What has no public address, whatever subnet it is in. Clusters of Aurora Serverless v1 have none either.
///
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations>,
/// <https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.html#aurora-serverless.limitations>,
/// <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/elasticache-vpc-accessing.html>,
/// <https://docs.aws.amazon.com/documentdb/latest/developerguide/connect-from-outside-a-vpc.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html>.
const WITHOUT_ADDRESS: &[&str] = &[
    "AWS::RDS::DBProxy",
    "AWS::DocDB::DBCluster",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::MemoryDB::Cluster",
    "AWS::EFS::MountTarget",
    "AWS::Lambda::Function",
    "AWS::Serverless::Function",
];

/// Whether the internet has no way to it.
fn is_private<'w, 'g>(routes: &Routes<'w, 'g>, side: &Side<'w, 'g>) -> bool {
    let hidden = side.res.get("PubliclyAccessible").bool() == Some(false);
    // A balancer answers on the ports of its listeners alone.
    let balancer = side.res.kind() == "AWS::ElasticLoadBalancingV2::LoadBalancer";
    let no_way = |subnet: &Res<'w, 'g>| matches!(routes.exit(*subnet), Exit::None | Exit::Nat(_));
    let serverless = side.res.get("EngineMode").text().is_some_and(|mode| mode == "serverless");
    let never = serverless || WITHOUT_ADDRESS.contains(&side.res.kind());
    hidden || balancer || never || side.subnets.as_ref().is_some_and(|all| all.iter().all(no_way))
}

/// Databases with a public address, a public route and an open group.
fn databases<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    groups: &Groups<'w, 'g>,
    routes: &Routes<'w, 'g>,
) {
    let public = |one: &Res<'w, 'g>| one.get("PubliclyAccessible").bool() == Some(true);
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::Redshift::Cluster"] {
        for database in world.all(kind).filter(public) {
            let Some(side) = side(database) else { continue };
            let Some(subnet) = side.subnets.iter().flatten().find(|one| routes.exit(**one) == Exit::Internet) else {
                findings
                    .assume(database, "it is not reached from the internet: its subnets are not known to be public");
                continue;
            };
            for group in side.groups.iter().flatten() {
                let all = groups.permissions(*group, Direction::In);
                let ports = ports(database);
                let open = |one: &Permission<'g>| one.is_for_all() && ports.iter().any(|port| one.covers(*port));
                if all.is_some_and(|all| all.iter().any(open)) {
                    let message = format!(
                        "the database {} is reached from the internet: it is publicly accessible, its subnet {} has a route to an \
                         internet gateway, and {} lets everybody in",
                        database.path(),
                        subnet.path(),
                        group.path()
                    );
                    findings.flow("the internet", database.path(), "its port", false);
                    let help = "set `PubliclyAccessible: false`, and let in only the groups that use it";
                    findings.between(
                        database,
                        "PubliclyAccessible",
                        message,
                        help,
                        &[(*group, "open"), (*subnet, "public")],
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OPEN_WORLD;
    use crate::testing::{finds, report, silent, warns};

    const TEMPLATE: &str = r#"
Parameters:
  Given: {Type: String}
  Wide: {Type: String, Default: 10.0.0.0/8, AllowedValues: [10.0.0.0/8, 0.0.0.0/0]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-1}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: !Ref Wide}]}}
  Names: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A]}}
  Data: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, PubliclyAccessible: true, DBSubnetGroupName: !Ref Names, VPCSecurityGroups: [!Ref Group]}}
"#;

    fn group(rule: &str) -> String {
        format!(
            "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: g, SecurityGroupIngress: [{{{rule}}}]}}}}\n"
        )
    }

    #[test]
    fn a_database_in_the_internet() {
        finds(OPEN_WORLD, TEMPLATE, "Data", "is reached from the internet");
        finds(OPEN_WORLD, TEMPLATE, "Group", "port 5432 (PostgreSQL), with Wide = 0.0.0.0/0");
        silent(OPEN_WORLD, &TEMPLATE.replace(", AllowedValues: [10.0.0.0/8, 0.0.0.0/0]", ""));
        let private = TEMPLATE.replace("PubliclyAccessible: true", "PubliclyAccessible: false");
        let report = report(OPEN_WORLD, &private);
        assert!(report.findings.len() == 1 && !report.has_errors(), "{:#?}", report.findings);
    }

    #[test]
    fn ports_that_nobody_else_uses() {
        finds(OPEN_WORLD, &group("IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0"), "G", "port 22 (SSH)");
        finds(
            OPEN_WORLD,
            &group("IpProtocol: tcp, FromPort: 3000, ToPort: 4000, CidrIp: 0.0.0.0/0"),
            "G",
            "port 3306 (MySQL)",
        );
        finds(
            OPEN_WORLD,
            &group("IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIpv6: '::/0'"),
            "G",
            "remote desktop",
        );
        finds(OPEN_WORLD, &group("IpProtocol: -1, CidrIp: 0.0.0.0/0"), "G", "every port");
        finds(OPEN_WORLD, &group("IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0"), "G", "every port");
        let separate = "Resources:\n  G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g}}\n  R: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt G.GroupId, IpProtocol: tcp, FromPort: 6379, ToPort: 6379, CidrIp: 0.0.0.0/0}}\n";
        finds(OPEN_WORLD, separate, "G", "port 6379 (Redis)");
        let balancer = group("IpProtocol: -1, CidrIp: 0.0.0.0/0")
            + "  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {SecurityGroups: [!Ref G]}}\n";
        assert!(!report(OPEN_WORLD, &balancer).has_errors());
        for data in ["RDS::DBProxy, Properties: {", "RDS::DBCluster, Properties: {EngineMode: serverless, "] {
            let of = group("IpProtocol: tcp, FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0");
            let all = format!("{of}  D: {{Type: AWS::{data}VpcSecurityGroupIds: [!Ref G]}}}}\n");
            warns(OPEN_WORLD, &all, "G", "only what has the group keeps it away");
            let provisioned = all.replace("serverless", "provisioned");
            assert!(provisioned == all || report(OPEN_WORLD, &provisioned).has_errors());
        }
        silent(OPEN_WORLD, &group("IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0"));
        silent(OPEN_WORLD, &group("IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.0/24"));
        silent(OPEN_WORLD, &group("IpProtocol: udp, FromPort: 1, ToPort: 65535, CidrIp: 10.0.0.0/8"));
    }
}
